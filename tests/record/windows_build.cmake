# Builds certlife-record.exe, certlife-record.dll and the programs that are recorded in tests, whatever compiler the rest is built with.
# REQUIRES: CERTLIFE_MINGW_CXX, ownership_rows, recorded_programs.
set(recorder ${CMAKE_CURRENT_SOURCE_DIR}/recorder)
set(objects ${CMAKE_CURRENT_BINARY_DIR}/objects)
file(MAKE_DIRECTORY ${objects})
set(windows_flags -std=c++20 -O2 -Wall -Wextra -Wpedantic -Wshadow -I${PROJECT_SOURCE_DIR} -I${CMAKE_CURRENT_BINARY_DIR}
  -DCERTLIFE_VERSION="${PROJECT_VERSION}"
  # g++ 12 takes what stands at a fixed address, as the block of a thread, for an array of no elements (GCC bug 105523).
  -Wno-array-bounds)
# The library runs in other people's programs: it brings no C library, and nothing of C++ that needs one.
set(library_flags -ffreestanding -fno-exceptions -fno-rtti -fno-threadsafe-statics)

# record_object(NAME SOURCE FLAG…) puts the object into the variable NAME_objects.
function(record_object name source)
  get_filename_component(stem ${source} NAME_WE)
  set(object ${objects}/${name}_${stem}.obj)
  add_custom_command(OUTPUT ${object}
    COMMAND ${CMAKE_CXX_COMPILER_LAUNCHER} ${CERTLIFE_MINGW_CXX} ${windows_flags} ${ARGN} -MD -MF ${object}.d -MT ${object}
            -c ${recorder}/${source} -o ${object}
    DEPENDS ${recorder}/${source} ${ownership_rows}
    DEPFILE ${object}.d
    COMMENT "Building ${source} for Windows"
    VERBATIM)
  set(${name}_objects ${${name}_objects} ${object} PARENT_SCOPE)
endfunction()

foreach(source call_text.cpp children.cpp context_kind.cpp effect_text.cpp freestanding.cpp hooked_library.cpp hooks.cpp image.cpp inject.cpp known_bytes.cpp
        library.cpp log.cpp modules.cpp open_calls.cpp recorder.cpp signatures.cpp special_text.cpp text.cpp value_text.cpp wrappers.cpp)
  record_object(library ${source} ${library_flags})
endforeach()
foreach(source finish.cpp inject.cpp main.cpp)
  record_object(program ${source})
endforeach()

set(record_library ${CMAKE_RUNTIME_OUTPUT_DIRECTORY}/certlife-record.dll)
add_custom_command(OUTPUT ${record_library}
  COMMAND ${CERTLIFE_MINGW_CXX} -shared -nostdlib -Wl,-e,DllMain -s ${library_objects} -o ${record_library} -lkernel32 -lgcc
  DEPENDS ${library_objects} COMMENT "Linking certlife-record.dll" VERBATIM)
set(record_program ${CMAKE_RUNTIME_OUTPUT_DIRECTORY}/certlife-record.exe)
add_custom_command(OUTPUT ${record_program}
  COMMAND ${CERTLIFE_MINGW_CXX} -municode -static -static-libgcc -static-libstdc++ -s ${program_objects} -o ${record_program}
  DEPENDS ${program_objects} COMMENT "Linking certlife-record.exe" VERBATIM)
add_custom_target(certlife_record_windows ALL DEPENDS ${record_library} ${record_program})

# What is recorded in tests.
set(programs)
foreach(program ${recorded_programs})
  set(built ${CMAKE_CURRENT_BINARY_DIR}/programs/${program}.exe)
  set(source ${CMAKE_CURRENT_SOURCE_DIR}/programs/${program}.cpp)
  add_custom_command(OUTPUT ${built}
    COMMAND ${CERTLIFE_MINGW_CXX} -std=c++20 -O1 -Wall -Wextra -I${PROJECT_SOURCE_DIR} -static ${source} -o ${built} -lcrypt32 -ladvapi32
    DEPENDS ${source} ${CMAKE_CURRENT_SOURCE_DIR}/programs/certificate.h
    COMMENT "Building ${program}.exe for Windows" VERBATIM)
  list(APPEND programs ${built})
endforeach()
file(MAKE_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}/programs)

# A library that one of them loads, and a program whose imports are looked up when they are first called.
set(helper ${CMAKE_CURRENT_BINARY_DIR}/programs/helper_library.dll)
add_custom_command(OUTPUT ${helper}
  COMMAND ${CERTLIFE_MINGW_CXX} -shared -static -O1 -Wall -Wextra ${CMAKE_CURRENT_SOURCE_DIR}/programs/helper_library.cpp -o ${helper} -lcrypt32
  DEPENDS programs/helper_library.cpp COMMENT "Building helper_library.dll for Windows" VERBATIM)
find_program(CERTLIFE_MINGW_DLLTOOL x86_64-w64-mingw32-dlltool REQUIRED)
set(delayed ${CMAKE_CURRENT_BINARY_DIR}/programs/delayed.exe)
add_custom_command(OUTPUT ${delayed}
  COMMAND ${CERTLIFE_MINGW_DLLTOOL} -d ${CMAKE_CURRENT_SOURCE_DIR}/programs/crypt32.def --output-delaylib ${objects}/libdelayed.a
  COMMAND ${CERTLIFE_MINGW_CXX} -std=c++20 -O1 -Wall -Wextra -I${PROJECT_SOURCE_DIR} -static ${CMAKE_CURRENT_SOURCE_DIR}/programs/delayed.cpp
          ${objects}/libdelayed.a -o ${delayed}
  DEPENDS programs/delayed.cpp programs/certificate.h programs/crypt32.def COMMENT "Building delayed.exe for Windows" VERBATIM)
list(APPEND programs ${helper} ${delayed})

# Programs with a bug each, and the same with it mended. Not optimized, so that each call returns to the line that made it.
find_program(CERTLIFE_MINGW_CC x86_64-w64-mingw32-gcc REQUIRED)
find_program(CERTLIFE_MINGW_ADDR2LINE x86_64-w64-mingw32-addr2line REQUIRED)
file(GLOB bugs CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/bugs/*.c ${CMAKE_CURRENT_SOURCE_DIR}/bugs/*.cpp)
function(add_bug source suffix)
  get_filename_component(name ${source} NAME_WE)
  if(source MATCHES "\\.c$")
    set(compiler ${CERTLIFE_MINGW_CC} -std=c99 -static)
  else()
    set(compiler ${CERTLIFE_MINGW_CXX} -std=c++20 -static)
  endif()
  set(built ${CMAKE_CURRENT_BINARY_DIR}/programs/${name}${suffix}.exe)
  add_custom_command(OUTPUT ${built}
    COMMAND ${compiler} -O0 -g -Wall -Wextra -Wpedantic -I${PROJECT_SOURCE_DIR} ${ARGN} ${source} -o ${built} -lcrypt32 -ladvapi32
    DEPENDS ${source} ${CMAKE_CURRENT_SOURCE_DIR}/bugs/store.h ${CMAKE_CURRENT_SOURCE_DIR}/programs/certificate.h
    COMMENT "Building ${name}${suffix}.exe for Windows" VERBATIM)
  set(programs ${programs} ${built} PARENT_SCOPE)
endfunction()
foreach(bug ${bugs})
  add_bug(${bug} "")
  add_bug(${bug} _mended -DMENDED)
endforeach()
add_custom_target(certlife_recorded_programs ALL DEPENDS ${programs})
