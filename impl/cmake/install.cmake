# What is installed where. The components: tools; certlife_library and certlife_development; oracle_library and oracle_development;
# conformance_library; reference, where it was built; windows, which only the packages have. A library's component has what programs need to
# run, its development component what they need to be built.

# The front door lies in bin and looks for what it starts here, beside its own folder.
set(CERTLIFE_TOOLS_DIRECTORY libexec/certlife)

# certlife_install_builds(COMPONENT TARGET [FILE]) builds the target at the installation if its file is not there yet: whoever has run a verb
# of the front door has built a part only. Stands before the rule that installs the file.
function(certlife_install_builds component target)
  set(file "$<TARGET_FILE:${target}>")
  if(ARGC GREATER 2)
    set(file "${ARGV2}")
  endif()
  install(CODE "
    if(NOT EXISTS \"${file}\")
      message(STATUS \"Building ${target}, which is to be installed and was not built before\")
      execute_process(COMMAND \"${CMAKE_COMMAND}\" --build \"${CMAKE_BINARY_DIR}\" --target ${target} RESULT_VARIABLE failed)
      if(failed OR NOT EXISTS \"${file}\")
        message(FATAL_ERROR \"${target} is not built and cannot be built, so that ${component} cannot be installed\")
      endif()
    endif()" COMPONENT ${component})
  set_property(GLOBAL APPEND PROPERTY CERTLIFE_INSTALLED_TARGETS ${target})
endfunction()

# certlife_install_tool(TARGET): a program that the front door starts.
function(certlife_install_tool target)
  certlife_install_builds(tools ${target})
  install(TARGETS ${target} RUNTIME DESTINATION ${CERTLIFE_TOOLS_DIRECTORY} COMPONENT tools)
endfunction()

# certlife_install_windows_programs(TARGET FILE…): what mingw-w64 built. The tools start it under Wine; by itself it is for Windows.
function(certlife_install_windows_programs target)
  foreach(file IN LISTS ARGN)
    certlife_install_builds(tools ${target} ${file})
    certlife_install_builds(windows ${target} ${file})
  endforeach()
  install(PROGRAMS ${ARGN} DESTINATION ${CERTLIFE_TOOLS_DIRECTORY} COMPONENT tools)
  install(PROGRAMS ${ARGN} DESTINATION . COMPONENT windows EXCLUDE_FROM_ALL)
endfunction()
