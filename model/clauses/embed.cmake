# Writes a C++ file that holds data files as raw strings, so that the tools work without the checkout.
# Arguments: OUTPUT, and FILES separated by "|".
string(REPLACE "|" ";" FILES "${FILES}")
set(entries "")
foreach(file IN LISTS FILES)
  get_filename_component(name "${file}" NAME)
  file(READ "${file}" text)
  string(APPEND entries "    {\"${name}\", R\"ledger(${text})ledger\"},\n")
endforeach()
set(content "// Written by embed.cmake from the data files of the ledger.
#include <array>

#include \"model/clauses/ledger.h\"

namespace certlife::model {
namespace {
constexpr auto files = std::to_array<LedgerFile>({
${entries}});
}  // namespace

std::span<const LedgerFile> embedded_ledger_files() { return files; }

}  // namespace certlife::model
")
set(previous "")
if(EXISTS "${OUTPUT}")
  file(READ "${OUTPUT}" previous)
endif()
if(NOT previous STREQUAL content)
  file(WRITE "${OUTPUT}" "${content}")
endif()
