# cmake -D VERSION=… -D FRONT_DOOR=certlife -D TEXTS=help -D OUT=man1 -P man_page.cmake
# A page of the manual for the front door and for each verb, from the texts of their --help.
execute_process(COMMAND ${FRONT_DOOR} --help OUTPUT_VARIABLE usage COMMAND_ERROR_IS_FATAL ANY)
file(WRITE ${OUT}/certlife.1 ".TH CERTLIFE 1 \"\" \"certlife ${VERSION}\"\n.SH NAME\ncertlife \\- how Windows certificate stores and their contexts live and die\n"
  ".SH SYNOPSIS\ncertlife VERB [ARGUMENT…]\n.SH VERBS\n.nf\n")
string(REGEX REPLACE "^[^\n]*\n\n" "" usage "${usage}")
string(REPLACE "-" "\\-" usage "${usage}")
file(APPEND ${OUT}/certlife.1 "${usage}.fi\n")
file(GLOB texts ${TEXTS}/*.txt)
foreach(text ${texts})
  get_filename_component(verb ${text} NAME_WE)
  file(READ ${text} help)
  # What troff would take for its own: backslashes, and a point or a quotation mark at the beginning of a line.
  string(REPLACE "\\" "\\e" help "${help}")
  string(REPLACE "-" "\\-" help "${help}")
  string(REGEX REPLACE "(^|\n)([.'])" "\\1\\\\&\\2" help "${help}")
  # The first line says what the verb does, the second how it is called; then come the parts, each below its title.
  string(REGEX REPLACE "^([^\n]*)\nusage: ([^\n]*)\n" ".SH NAME\ncertlife\\\\-${verb} \\\\- \\1\n.SH SYNOPSIS\n\\2\n" help "${help}")
  string(REGEX REPLACE "\n+([A-Z][A-Za-z ]*):\n" "\n.fi\n.SH \\1\n.nf\n" help "${help}")
  foreach(title "Positionals=ARGUMENTS" "Options=OPTIONS" "Subcommands=VERBS" "Examples=EXAMPLES" "Exit codes=EXIT STATUS")
    string(REPLACE "=" ";" names "${title}")
    list(GET names 0 old)
    list(GET names 1 new)
    string(REPLACE "\n.SH ${old}\n" "\n.SH ${new}\n" help "${help}")
  endforeach()
  file(WRITE ${OUT}/certlife-${verb}.1 ".TH CERTLIFE\\-${verb} 1 \"\" \"certlife ${VERSION}\"\n${help}.fi\n.SH SEE ALSO\ncertlife(1)\n")
endforeach()
