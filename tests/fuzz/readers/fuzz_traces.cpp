// Any bytes as a trace: lines, or a complaint with its place; what is read can be written, and is the same when read again.
#include "model/trace/bad_input.h"
#include "model/trace/plain_text.h"
#include "model/trace/reader.h"
#include "model/trace/writer.h"
#include "tests/fuzz/readers/fuzzed.h"

namespace {

using namespace certlife;

void check(const trace::Line& line) {
  const std::string text = trace::to_text(line);
  fuzz::require(!trace::has_unprintable(text));
  fuzz::require(trace::to_text(trace::parse_line(text)) == text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  trace::Reader reader = trace::Reader::from_text(fuzz::text_of(data, size), "trace", [](const std::string& note) { fuzz::require(!note.empty()); });
  try {
    for (trace::Line line; reader.next(line);) check(line);
    ++fuzz::accepted;
  } catch (const trace::BadInput& error) {
    fuzz::require(std::string(error.what()).starts_with("trace:") && error.line() > 0 && error.column() > 0);
  }
  return 0;
}
