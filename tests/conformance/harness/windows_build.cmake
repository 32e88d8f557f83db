# Builds certlife-harness.exe beside the native programs, whatever compiler the rest is built with.
# REQUIRES: CERTLIFE_MINGW_CXX, harness_sources.

# mingw must not see the headers of this machine, so the libraries of headers alone get a directory of their own.
get_target_property(json_include nlohmann_json::nlohmann_json INTERFACE_INCLUDE_DIRECTORIES)
if(NOT json_include OR NOT EXISTS "${json_include}/nlohmann")
  find_path(json_include_directory nlohmann/json.hpp REQUIRED)
  set(json_include ${json_include_directory})
endif()
set(windows_include ${CMAKE_CURRENT_BINARY_DIR}/windows_include)
file(MAKE_DIRECTORY ${windows_include})
file(CREATE_LINK ${json_include}/nlohmann ${windows_include}/nlohmann SYMBOLIC)
find_path(utf8_include utf8.h REQUIRED)  # apt: libutfcpp-dev
file(CREATE_LINK ${utf8_include}/utf8.h ${windows_include}/utf8.h SYMBOLIC)
file(CREATE_LINK ${utf8_include}/utf8 ${windows_include}/utf8 SYMBOLIC)

set(windows_flags -std=c++20 -O1 -Wall -Wextra -Wpedantic -Wshadow -I${CMAKE_SOURCE_DIR} -I${windows_include})
set(windows_objects)
get_target_property(contents_sources certlife_contents SOURCES)
list(TRANSFORM contents_sources PREPEND ${PROJECT_SOURCE_DIR}/model/trace/bytes/)
set(windows_sources ${harness_sources} helper_windows.cpp platform_windows.cpp)
list(TRANSFORM windows_sources PREPEND ${CMAKE_CURRENT_SOURCE_DIR}/)
foreach(source ${windows_sources} ${contents_sources})
  get_filename_component(name ${source} NAME)
  set(object ${CMAKE_CURRENT_BINARY_DIR}/windows_objects/${name}.obj)
  add_custom_command(OUTPUT ${object}
    COMMAND ${CMAKE_CXX_COMPILER_LAUNCHER} ${CERTLIFE_MINGW_CXX} ${windows_flags} -MD -MF ${object}.d -MT ${object}
            -c ${source} -o ${object}
    DEPENDS ${source}
    DEPFILE ${object}.d
    COMMENT "Building ${name} for Windows"
    VERBATIM)
  list(APPEND windows_objects ${object})
endforeach()
file(MAKE_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}/windows_objects)

set(windows_harness ${CMAKE_RUNTIME_OUTPUT_DIRECTORY}/certlife-harness.exe)
add_custom_command(OUTPUT ${windows_harness}
  COMMAND ${CMAKE_COMMAND} -E make_directory ${CMAKE_RUNTIME_OUTPUT_DIRECTORY}
  COMMAND ${CERTLIFE_MINGW_CXX} -static -s -static-libgcc -static-libstdc++ ${windows_objects} -o ${windows_harness}
          -lcrypt32 -ladvapi32
  DEPENDS ${windows_objects}
  COMMENT "Linking certlife-harness.exe"
  VERBATIM)
add_custom_target(certlife_harness_windows ALL DEPENDS ${windows_harness})
certlife_install_windows_programs(certlife_harness_windows ${windows_harness})
