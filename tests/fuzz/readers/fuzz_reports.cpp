// Any bytes as a report of conform, as a coverage file and as recorded replies: what they hold, or a complaint with its place. What is
// exported of a report holds no control character, whatever the names in it.
#include <sys/mman.h>
#include <unistd.h>

#include "model/trace/bad_input.h"
#include "tests/conformance/campaign/coverage.h"
#include "tests/conformance/campaign/recording.h"
#include "tests/conformance/cli/counterexamples.h"
#include "tests/fuzz/readers/fuzzed.h"

namespace {

using namespace certlife;
using namespace certlife::conformance;

void export_to(const Exported& what, Format format) {
  try {
    const std::string text = exported_text(what, format, "windows");
    // Lines of its own it has, and nothing else that steers a terminal.
    for (const char c : text) fuzz::require(c == '\n' || c == '\t' || static_cast<unsigned char>(c) >= 0x20);
  } catch (const trace::BadInput&) {
  }
}

void read_report(const std::string& text) {
  try {
    for (const Exported& each : counterexamples_in(text, "r.json", "", ""))
      for (const Format format : {Format::c, Format::gtest, Format::winetest, Format::trace, Format::mermaid, Format::svg}) export_to(each, format);
    ++fuzz::accepted;
  } catch (const trace::BadInput& error) {
    fuzz::require(std::string(error.what()).starts_with("r.json:"));
  }
}

void read_coverage_file(const std::string& text) {
  try {
    coverage_summary(coverage_in("c.json", text));
    ++fuzz::accepted;
  } catch (const trace::BadInput& error) {
    fuzz::require(std::string(error.what()).starts_with("c.json:") && error.line() > 0 && error.column() > 0);
  }
}

void read_replies(const std::string& text) {
  const int file = memfd_create("replies", 0);
  fuzz::require(file >= 0 && write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()));
  const std::string path = "/proc/self/fd/" + std::to_string(file);
  try {
    read_recording(path, path);
    ++fuzz::accepted;
  } catch (const BadRecording& error) {
    fuzz::require(std::string(error.what()).starts_with(path));
  }
  close(file);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text = fuzz::text_of(data, size);
  read_report(text);
  read_coverage_file(text);
  read_replies(text);
  return 0;
}
