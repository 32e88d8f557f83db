# Run by ctest; see CMakeLists.txt. What is to be installed and was not built is built first; where that fails it is said.
set(build ${WORK_DIRECTORY}/partly_built)
file(REMOVE_RECURSE ${build})
execute_process(COMMAND ${CMAKE_COMMAND} -S ${SOURCE_DIRECTORY} -B ${build} -G ${GENERATOR} -DCMAKE_C_COMPILER=${C_COMPILER} -DINSTALL_RULES=${INSTALL_RULES}
  OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${CMAKE_COMMAND} --build ${build} --target built OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)

function(install component)
  execute_process(COMMAND ${CMAKE_COMMAND} --install ${build} --component ${component} --prefix ${build}/installed
    OUTPUT_VARIABLE said ERROR_VARIABLE said RESULT_VARIABLE code)
  set(said "${said}" PARENT_SCOPE)
  set(code "${code}" PARENT_SCOPE)
endfunction()

install(tools)
if(NOT code EQUAL 0 OR NOT EXISTS ${build}/installed/libexec/certlife/not_yet_built OR NOT EXISTS ${build}/installed/libexec/certlife/built)
  message(FATAL_ERROR "what was not built is not installed: ${code} ${said}")
endif()
if(NOT said MATCHES "Building not_yet_built" OR said MATCHES "Building built")
  message(FATAL_ERROR "what is built at the installation is not said: ${said}")
endif()
install(other)
if(code EQUAL 0 OR NOT said MATCHES "broken is not built and cannot be built" OR EXISTS ${build}/installed/bin/broken)
  message(FATAL_ERROR "what cannot be built is not said: ${code} ${said}")
endif()

# And so does all that this build installs: whatever lies in it is looked for before.
cmake_policy(SET CMP0009 NEW)  # Wine's drives, once tests have made them, are links to everything.
file(GLOB_RECURSE scripts ${BUILD_DIRECTORY}/*cmake_install.cmake)
list(FILTER scripts EXCLUDE REGEX "/checkout/")  # Another test builds a copy of all this.
set(unguarded)
set(count 0)
foreach(script IN LISTS scripts)
  file(READ ${script} text)
  string(REGEX MATCHALL "TYPE (EXECUTABLE|STATIC_LIBRARY|SHARED_LIBRARY|PROGRAM) [^)]*\\)" rules "${text}")
  string(REGEX MATCHALL "\"${BUILD_DIRECTORY}/[^\"]*\"" files "${rules}")
  foreach(file IN LISTS files)
    # Of a shared library there is one file with a name for each part of the version.
    string(REGEX MATCH "\\.so(\\.[0-9]+)?\"$" is_a_link "${file}")
    math(EXPR count "${count} + 1")
    string(FIND "${text}" "NOT EXISTS ${file}" at)
    if(at EQUAL -1 AND NOT is_a_link)
      list(APPEND unguarded ${file})
    endif()
  endforeach()
endforeach()
if(unguarded OR count LESS 5)
  message(FATAL_ERROR "of ${count} files these are installed and not built first: ${unguarded}")
endif()
