// A program to start: its arguments, the first of which is the program, and what it adds to the environment.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace certlife::conformance {

struct Command {
  std::vector<std::string> arguments;
  std::vector<std::pair<std::string, std::string>> environment;
};

// Runs it with no input and no output and waits. Its exit code, or nothing if it could not be started, was ended by a
// signal or ran out of time (it is then killed). What it
// leaves running goes on.
std::optional<int> run_quietly(const Command& command, std::chrono::milliseconds patience);

// The first line it writes to standard output, or nothing if it could not be started or wrote none in time.
std::optional<std::string> first_line_of(const Command& command, std::chrono::milliseconds patience);

}  // namespace certlife::conformance
