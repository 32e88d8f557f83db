# Writes a C++ file that holds data files as raw strings, so that the tools work without the checkout.
# Arguments: OUTPUT, FILES separated by "|", and of the FUNCTION that gives them the HEADER, the NAMESPACE and the TYPE.
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
constexpr auto files = std::to_array<${TYPE}>({
${entries}});
}  // namespace

std::span<const ${TYPE}> ${FUNCTION}() { return files; }

}  // namespace ${NAMESPACE}
")
set(previous "")
if(EXISTS "${OUTPUT}")
  file(READ "${OUTPUT}" previous)
endif()
if(NOT previous STREQUAL content)
  file(WRITE "${OUTPUT}" "${content}")
endif()
