// A harness: reads requests from standard input, one a line, and writes replies to standard output, one a line, in
// order. Replies to all lines that have arrived together leave in one write. With the name of a file it answers the
// requests of that file and survives what they do (file_mode.h).
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "tests/conformance/harness/file_mode.h"
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

int complain(const char* what, const char* about) {
  std::fprintf(stderr, "certlife-harness: %s %s\nusage: certlife-harness [OPTION…] [FILE]\n", what, about);
  return bad_input;
}

void answer_standard_input() {
  Harness harness;
  std::string text;
  for (std::string arrived = platform::read_some(); !arrived.empty(); arrived = platform::read_some()) {
    text += arrived;
    platform::write_all(answers_to_lines(harness, text));
  }
  if (!text.empty()) platform::write_all(harness.answer(text) + "\n");
  platform::remove_private_directory();
}

}  // namespace

int main(int count, char** arguments) {
  std::vector<std::string> options;
  std::string file;
  for (int i = 1; i < count; ++i) {
    const std::string_view argument = arguments[i];
    if (!argument.starts_with("--")) {
      if (!file.empty()) return complain("one file at a time, not also", arguments[i]);
      file = argument;
    } else if (argument.starts_with("--name=") ? certlife::conformance::call_target(argument.substr(7)) : platform::accept_option(argument)) {
      options.emplace_back(argument);
    } else {
      return complain("unknown option", arguments[i]);
    }
  }
  if (!file.empty()) return certlife::conformance::answer_file(file, options);
  platform::prepare();
  answer_standard_input();
  return 0;
}
