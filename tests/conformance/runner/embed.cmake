# Writes a C++ file that holds data files as raw strings. Arguments: OUTPUT, FUNCTION, and FILES separated by "|".
string(REPLACE "|" ";" FILES "${FILES}")
set(entries "")
set(count 0)
foreach(file IN LISTS FILES)
  get_filename_component(name "${file}" NAME)
  file(READ "${file}" text)
  # A literal may not be too long for every compiler, so that it is given in pieces.
  string(LENGTH "${text}" length)
  set(pieces "")
  set(at 0)
  while(at LESS length)
    string(SUBSTRING "${text}" ${at} 8000 piece)
    string(APPEND pieces "R\"data(${piece})data\"\n")
    math(EXPR at "${at} + 8000")
  endwhile()
  if(pieces STREQUAL "")
    set(pieces "\"\"")
  endif()
  string(APPEND entries "    EmbeddedFile{\"${name}\", ${pieces}},\n")
  math(EXPR count "${count} + 1")
endforeach()
set(content "// Written by embed.cmake.
#include <array>

#include \"tests/conformance/runner/embedded.h\"

// Longer than every compiler has to take; these do.
#pragma GCC diagnostic ignored \"-Woverlength-strings\"

namespace certlife::conformance {
namespace {
const std::array<EmbeddedFile, ${count}> files{{
${entries}}};
}  // namespace

std::span<const EmbeddedFile> ${FUNCTION}() { return files; }

}  // namespace certlife::conformance
")
set(previous "")
if(EXISTS "${OUTPUT}")
  file(READ "${OUTPUT}" previous)
endif()
if(NOT previous STREQUAL content)
  file(WRITE "${OUTPUT}" "${content}")
endif()
