# Run by ctest; see CMakeLists.txt. Only the library is installed, so that nothing else need be built.
function(run)
  execute_process(COMMAND ${ARGV} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

set(prefix ${WORK_DIRECTORY}/installed)
file(REMOVE_RECURSE ${prefix} ${WORK_DIRECTORY}/build)
run(${CMAKE_COMMAND} --install ${BUILD_DIRECTORY} --component certlife_library --prefix ${prefix})
run(${CMAKE_COMMAND} -S ${SOURCE_DIRECTORY} -B ${WORK_DIRECTORY}/build -G ${GENERATOR} -DCMAKE_PREFIX_PATH=${prefix}
    -DCMAKE_C_COMPILER=${C_COMPILER} -DCMAKE_C_FLAGS=${C_FLAGS} -DEXPECTED_VERSION=${VERSION})
run(${CMAKE_COMMAND} --build ${WORK_DIRECTORY}/build)
run(${WORK_DIRECTORY}/build/consumer)
run(${WORK_DIRECTORY}/build/consumer_of_the_shared_library)
