// Any bytes as a program file, and as calls on the command line: programs, or a complaint with its place.
#include "model/programs/program_file.h"
#include "model/trace/bad_input.h"
#include "model/trace/notation.h"
#include "tests/conformance/campaign/reproduce.h"
#include "tests/fuzz/readers/fuzzed.h"

namespace {

using namespace certlife;
using namespace certlife::conformance;

void read_file(const std::string& text) {
  try {
    const auto programs = parse_programs("some.programs", text);
    for (const TestProgram& program : programs)
      for (const auto& line : program.lines) fuzz::require(!call_text(line).empty());
    fuzz::accepted += programs.empty() ? 0 : 1;
  } catch (const trace::BadInput& error) {
    fuzz::require(std::string(error.what()).starts_with("some.programs:") && error.line() > 0);
  }
}

void read_calls(const std::string& text) {
  try {
    for (const auto& line : parse_program(text)) fuzz::require(!call_text(line).empty());
    ++fuzz::accepted;
  } catch (const trace::BadInput& error) {
    fuzz::require(error.column() > 0 && error.column() <= text.size() + 1);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text = fuzz::text_of(data, size);
  read_file(text);
  read_calls(text);
  return 0;
}
