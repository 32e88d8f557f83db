# Data files as raw strings in a C++ file, so that the tools work without the checkout.
#
#   certlife_embed(OUTPUT.cpp HEADER NAMESPACE FUNCTION FILES…)
#
# makes the rule for OUTPUT.cpp, which defines NAMESPACE::FUNCTION, as HEADER declares it: std::span<const EmbeddedFile> of the files.
if(NOT CMAKE_SCRIPT_MODE_FILE)
  function(certlife_embed output header namespace function)
    list(JOIN ARGN "|" joined)
    add_custom_command(OUTPUT ${output}
      COMMAND ${CMAKE_COMMAND} "-DOUTPUT=${output}" -DHEADER=${header} -DNAMESPACE=${namespace} -DFUNCTION=${function}
              "-DFILES=${joined}" -P ${CMAKE_CURRENT_FUNCTION_LIST_FILE}
      DEPENDS ${ARGN} ${CMAKE_CURRENT_FUNCTION_LIST_FILE}
      COMMENT "Embedding the files of ${function}" VERBATIM)
    # A string of any length is fine for the compilers that we use; clang warns of those beyond what the standard demands.
    # Each of these files defines a `files` of its own.
    set_source_files_properties(${output} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON
      COMPILE_OPTIONS $<$<CXX_COMPILER_ID:Clang>:-Wno-overlength-strings>)
  endfunction()
  return()
endif()

string(REPLACE "|" ";" FILES "${FILES}")
set(entries "")
foreach(file IN LISTS FILES)
  get_filename_component(name "${file}" NAME)
  file(READ "${file}" text)
  string(APPEND entries "    {\"${name}\", R\"data(${text})data\"},\n")
endforeach()
set(content "// Written by embed.cmake.
#include <array>

#include \"${HEADER}\"

namespace ${NAMESPACE} {
namespace {
const auto files = std::to_array<EmbeddedFile>({
${entries}});
}  // namespace

std::span<const EmbeddedFile> ${FUNCTION}() { return files; }

}  // namespace ${NAMESPACE}
")
set(previous "")
if(EXISTS "${OUTPUT}")
  file(READ "${OUTPUT}" previous)
endif()
if(NOT previous STREQUAL content)
  file(WRITE "${OUTPUT}" "${content}")
endif()
