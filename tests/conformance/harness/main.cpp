// A harness: reads requests from standard input, one a line, and writes replies to standard output, one a line, in
// order. Replies to all lines that have arrived together leave in one write.
#include <cstdio>
#include <string>
#include <string_view>

#include "tests/conformance/harness/harness.h"
#include "tests/conformance/harness/platform.h"

namespace {

using certlife::conformance::Harness;
namespace platform = certlife::conformance::platform;

constexpr int bad_input = 2;

std::string_view without_carriage_return(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

// Answers every complete line and leaves the rest of the text for later.
std::string answers_to_lines(Harness& harness, std::string& text) {
  std::string replies;
  std::size_t begin = 0;
  for (auto end = text.find('\n'); end != std::string::npos; end = text.find('\n', begin)) {
    const auto line = without_carriage_return(std::string_view(text).substr(begin, end - begin));
    if (!line.empty()) replies.append(harness.answer(line)).push_back('\n');
    begin = end + 1;
  }
  text.erase(0, begin);
  return replies;
}

}  // namespace

int main(int count, char** arguments) {
  for (int i = 1; i < count; ++i) {
    if (platform::accept_option(arguments[i])) continue;
    std::fprintf(stderr, "certlife-harness: unknown option %s\n", arguments[i]);
    return bad_input;
  }
  platform::prepare();
  Harness harness;
  std::string text;
  for (std::string arrived = platform::read_some(); !arrived.empty(); arrived = platform::read_some()) {
    text += arrived;
    platform::write_all(answers_to_lines(harness, text));
  }
  if (!text.empty()) platform::write_all(harness.answer(text) + "\n");
  platform::remove_private_directory();
  return 0;
}
