#include "tests/conformance/campaign/reproduce.h"

#include <algorithm>
#include <filesystem>

#include "model/tool/shell_words.h"
#include "model/trace/bad_input.h"
#include "model/trace/notation.h"

namespace certlife::conformance {
namespace {

constexpr std::string_view separator = "; ";

// The command as it is called from a checkout, or from the PATH.
std::string front_door() {
  std::error_code none;
  return std::filesystem::is_regular_file("certlife", none) ? "./certlife" : "certlife";
}

}  // namespace

std::string program_text(const std::vector<trace::Line>& program) {
  std::string text;
  for (const auto& line : program) text += (text.empty() ? "" : std::string(separator)) + call_text(line);
  return text;
}

std::vector<trace::Line> parse_program(const std::string& text) {
  std::vector<trace::Line> program;
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = std::min(text.find(';', begin), text.size());
    const std::string call = text.substr(begin, end - begin);
    try {
      if (call.find_first_not_of(' ') != std::string::npos) program.push_back(parse_call(call));
    } catch (const trace::BadInput& error) {
      throw trace::BadInput(begin + error.column(), error.message());
    }
    begin = end + 1;
  }
  if (program.empty()) throw trace::BadInput(1, "there is no call");
  return program;
}

std::string reproduce_command(const Deviation& deviation, const std::string& open_with, const std::string& reading) {
  std::string command = front_door() + " replay";
  if (!open_with.empty()) command += " " + open_with;
  if (reading != "windows") command += " --reading " + tool::shell_quoted(reading);
  // Often enough that what comes and goes is likely to come.
  if (deviation.is_flaky()) command += " --times 50";
  return command + " --calls " + tool::shell_quoted(program_text(deviation.requests));
}

}  // namespace certlife::conformance
