# Run by ctest; see CMakeLists.txt. Installs the suite alone and builds the tests of somebody's own store with it: they pass, and with each planted
# bug they show the program that finds it.
function(run)
  execute_process(COMMAND ${ARGV} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

set(prefix ${WORK_DIRECTORY}/installed_suite)
set(build ${WORK_DIRECTORY}/own_store_build)
file(REMOVE_RECURSE ${prefix} ${build})
run(${CMAKE_COMMAND} --install ${BUILD_DIRECTORY} --component conformance_library --prefix ${prefix})

# Builds the store with this bug, and says how its tests end and what they say.
function(test_with planted)
  run(${CMAKE_COMMAND} -S ${SOURCE_DIRECTORY} -B ${build} -G ${GENERATOR} -DCMAKE_PREFIX_PATH=${prefix} -DCMAKE_BUILD_TYPE=Release
      -DCMAKE_CXX_COMPILER=${CXX_COMPILER} -DCMAKE_CXX_FLAGS=${CXX_FLAGS} -DPLANTED=${planted})
  run(${CMAKE_COMMAND} --build ${build})
  execute_process(COMMAND ${build}/own_store_test --gtest_filter=*/clauses:*/exhaustive OUTPUT_VARIABLE said ERROR_VARIABLE said RESULT_VARIABLE code)
  set(code "${code}" PARENT_SCOPE)
  set(said "${said}" PARENT_SCOPE)
endfunction()

function(expect_failure planted)
  test_with(${planted})
  if(code EQUAL 0)
    message(FATAL_ERROR "bug ${planted} is not found: ${said}")
  endif()
  foreach(words IN LISTS ARGN)
    string(FIND "${said}" "${words}" at)
    if(at EQUAL -1)
      message(FATAL_ERROR "bug ${planted} is not shown as \"${words}\": ${said}")
    endif()
  endforeach()
endfunction()

test_with(0)
if(NOT code EQUAL 0 OR NOT said MATCHES "PASSED  \\] 2 tests")
  message(FATAL_ERROR "what is right does not pass: ${code} ${said}")
endif()
expect_failure(1 "CLOSE-" "CertCloseStore(s1, CERT_CLOSE_STORE_CHECK_FLAG)" "certlife::conform::replay(port, ")
expect_failure(2 "CLOSE-" "s1 destroyed; c1 destroyed")
expect_failure(3 "signal 11")
