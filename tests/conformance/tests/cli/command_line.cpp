#include "tests/conformance/tests/cli/command_line.h"

#include <sys/wait.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "tests/conformance/target/known_targets.h"

namespace certlife::conformance {
namespace {

const TemporaryDirectory& scratch() {
  static const TemporaryDirectory directory;
  return directory;
}

int shell(const std::string& line) {
  const int status = std::system(line.c_str());
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

Outcome certlife_conform(const std::string& arguments) {
  const auto output = scratch_file("output"), errors = scratch_file("errors");
  Outcome outcome;
  outcome.code = shell(shell_word((own_directory() / "certlife-conform").string()) + " " + arguments + " < /dev/null > " + shell_word(output.string()) +
                       " 2> " + shell_word(errors.string()));
  outcome.output = content_of(output);
  outcome.errors = content_of(errors);
  return outcome;
}

std::string shell_word(const std::string& text) { return "'" + text + "'"; }

std::filesystem::path scratch_file(const std::string& name, const std::string& content) {
  auto file = scratch().path() / name;
  std::ofstream(file, std::ios::binary) << content;
  return file;
}

std::string content_of(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::filesystem::path conformance_folder() { return CERTLIFE_CONFORMANCE_FOLDER; }

std::string python_harness() {
  static const bool has_python = shell("command -v python3 > /dev/null") == 0;
  return has_python ? "python3 " + shell_word((conformance_folder() / "examples" / "harness.py").string()) : "";
}

}  // namespace certlife::conformance
