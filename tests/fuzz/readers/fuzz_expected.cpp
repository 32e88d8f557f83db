// Any bytes as a file of known deviations: entries, or a complaint with its place. And any text in such a file: it is read back as it was,
// and nothing else with it.
#include "model/trace/notation.h"
#include "model/trace/plain_text.h"
#include "tests/conformance/campaign/expected.h"
#include "tests/fuzz/readers/fuzzed.h"

namespace {

using namespace certlife;
using namespace certlife::conformance;

// Bytes that are no UTF-8 cannot stand in a file of TOML.
std::string with_valid_bytes(const std::string& text) {
  std::string valid;
  trace::Characters characters(text);
  while (const auto each = characters.next()) valid += each->code ? each->bytes : trace::replacement_character;
  return valid;
}

void read(const std::string& text) {
  try {
    parse_expected("known.toml", text);
    ++fuzz::accepted;
  } catch (const BadExpectedFile& error) {
    fuzz::require(std::string(error.what()).starts_with("known.toml:"));
  }
}

void write(const std::string& text) {
  Deviation found;
  found.clause = "CLOSE-5";
  found.aspect = trace::plain(text);
  found.requests = found.calls = {parse_call("CertCloseStore(NULL, 0)")};
  found.requests.front().call += text;
  const ExpectedFile file = parse_expected("known.toml", expected_text(text, {found}));
  const std::string valid = with_valid_bytes(text);
  fuzz::require(file.target == valid && file.deviations.size() == 1);
  fuzz::require(file.deviations[0].aspect == found.aspect && file.deviations[0].cause == Cause{});
  fuzz::require(file.deviations[0].program.size() == 1 && file.deviations[0].program[0].call == "CertCloseStore" + valid);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text = fuzz::text_of(data, size);
  read(text);
  write(text);
  return 0;
}
