# Run by ctest; see CMakeLists.txt. Installs the oracle alone and uses it from a project in C, from one in C++ and through pkg-config.
function(run)
  execute_process(COMMAND ${ARGV} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

# The program accepts one trace, and rejects another with the clause.
function(expect_verdicts program)
  execute_process(COMMAND ${program} INPUT_FILE ${EXAMPLES}/accepted_context_never_freed.jsonl OUTPUT_VARIABLE said RESULT_VARIABLE code)
  if(NOT code EQUAL 0 OR NOT said MATCHES "owed: l\n" OR NOT said MATCHES "\naccepted")
    message(FATAL_ERROR "${program} does not accept what is allowed: ${code} ${said}")
  endif()
  execute_process(COMMAND ${program} INPUT_FILE ${EXAMPLES}/rejected_by_windows_accepted_by_page.jsonl OUTPUT_VARIABLE said RESULT_VARIABLE code)
  if(NOT code EQUAL 1 OR NOT said MATCHES "line 4: rejected: CertCloseStore" OR NOT said MATCHES "CLOSE-7")
    message(FATAL_ERROR "${program} does not reject what is not allowed: ${code} ${said}")
  endif()
endfunction()

set(prefix ${WORK_DIRECTORY}/installed_oracle)
file(REMOVE_RECURSE ${prefix} ${WORK_DIRECTORY}/oracle_build)
run(${CMAKE_COMMAND} --install ${BUILD_DIRECTORY} --component oracle_library --prefix ${prefix})
foreach(language C CXX)
  set(build ${WORK_DIRECTORY}/oracle_build/${language})
  run(${CMAKE_COMMAND} -S ${SOURCE_DIRECTORY} -B ${build} -G ${GENERATOR} -DCMAKE_PREFIX_PATH=${prefix} -DLANGUAGE=${language}
      -DCMAKE_C_COMPILER=${C_COMPILER} -DCMAKE_C_FLAGS=${C_FLAGS} -DCMAKE_CXX_COMPILER=${CXX_COMPILER} -DCMAKE_CXX_FLAGS=${CXX_FLAGS}
      -DEXPECTED_VERSION=${VERSION})
  run(${CMAKE_COMMAND} --build ${build})
  expect_verdicts(${build}/judge_a_trace)
  expect_verdicts(${build}/judge_a_trace_shared)
endforeach()

file(GLOB_RECURSE description ${prefix}/*/certlife-oracle.pc)
cmake_path(GET description PARENT_PATH descriptions)
set(ENV{PKG_CONFIG_PATH} ${descriptions})
execute_process(COMMAND pkg-config --cflags --libs certlife-oracle OUTPUT_VARIABLE flags COMMAND_ERROR_IS_FATAL ANY OUTPUT_STRIP_TRAILING_WHITESPACE)
separate_arguments(flags UNIX_COMMAND "${flags}")
separate_arguments(own_flags UNIX_COMMAND "${C_FLAGS}")
cmake_path(GET descriptions PARENT_PATH libraries)
run(${C_COMPILER} ${own_flags} ${SOURCE_DIRECTORY}/judge_a_trace.c -o ${WORK_DIRECTORY}/oracle_build/by_pkg_config ${flags} -Wl,-rpath,${libraries})
expect_verdicts(${WORK_DIRECTORY}/oracle_build/by_pkg_config)
