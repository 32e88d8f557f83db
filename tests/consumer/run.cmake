# Run by ctest; see CMakeLists.txt. Only the library is installed, so that nothing else need be built. It is used by projects in C and in C with
# C++, and through pkg-config, as archive and as shared library, from its own sources and from one written for Windows.
function(run)
  execute_process(COMMAND ${ARGV} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

set(prefix ${WORK_DIRECTORY}/installed)
set(builds ${WORK_DIRECTORY}/build)
file(REMOVE_RECURSE ${prefix} ${builds})
foreach(component certlife_library certlife_development)
  run(${CMAKE_COMMAND} --install ${BUILD_DIRECTORY} --component ${component} --prefix ${prefix})
endforeach()

foreach(languages C "C CXX")
  string(MAKE_C_IDENTIFIER "${languages}" build)
  run(${CMAKE_COMMAND} -S ${SOURCE_DIRECTORY} -B ${builds}/${build} -G ${GENERATOR} -DCMAKE_PREFIX_PATH=${prefix} "-DCONSUMER_LANGUAGES=${languages}"
      -DCMAKE_C_COMPILER=${C_COMPILER} -DCMAKE_C_FLAGS=${C_FLAGS} -DCMAKE_CXX_COMPILER=${CXX_COMPILER} -DCMAKE_CXX_FLAGS=${CXX_FLAGS}
      -DEXPECTED_VERSION=${VERSION})
  run(${CMAKE_COMMAND} --build ${builds}/${build})
  foreach(program consumer consumer_of_the_shared_library written_for_windows)
    run(${builds}/${build}/${program})
  endforeach()
endforeach()

file(GLOB_RECURSE description ${prefix}/*/certlife.pc)
cmake_path(GET description PARENT_PATH descriptions)
cmake_path(GET descriptions PARENT_PATH libraries)
set(ENV{PKG_CONFIG_PATH} ${descriptions})
separate_arguments(own_flags UNIX_COMMAND "${C_FLAGS}")

# by_pkg_config(PROGRAM SOURCE WORD…): built by the C compiler with what pkg-config says to these words.
function(by_pkg_config program source)
  execute_process(COMMAND pkg-config --cflags --libs ${ARGN} OUTPUT_VARIABLE flags COMMAND_ERROR_IS_FATAL ANY OUTPUT_STRIP_TRAILING_WHITESPACE)
  separate_arguments(flags UNIX_COMMAND "${flags}")
  run(${C_COMPILER} ${own_flags} ${SOURCE_DIRECTORY}/${source} -o ${builds}/${program} ${flags} -Wl,-rpath,${libraries})
  run(${builds}/${program})
endfunction()

by_pkg_config(shared consumer.c certlife)
by_pkg_config(shared_for_windows written_for_windows.c certlife-compat)
# Without the shared library the linker takes the archive, and what that needs.
file(GLOB shared ${libraries}/libcertlife.so*)
file(REMOVE ${shared})
by_pkg_config(archive consumer.c --static certlife)
by_pkg_config(archive_for_windows written_for_windows.c --static certlife-compat)
