// What --help says of a verb, in one form for every tool: how it is called, what it does, its options, examples, exit codes.
// The same text is shown in a fresh clone, where nothing is built yet, and becomes the verb's page of the manual.
#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace certlife::tool {

struct Example {
  std::string_view command;  // Without "certlife".
  std::string_view what;
};

struct ExitCode {
  int code;
  std::string_view when;
};

// Gives the parser of a verb its help. `words` are those by which the front door knows it: "oracle check".
void describe(CLI::App& verb, const std::string& words, const std::vector<Example>& examples, const std::vector<ExitCode>& exit_codes);

// Lets the parser read the command line. What no option takes is named as it was typed, and every complaint ends by naming the help
// that lists what is expected. Gives an exit code where the command line only asked for help or for the version.
std::optional<int> parse(CLI::App& app, int count, const char* const* arguments);

}  // namespace certlife::tool
