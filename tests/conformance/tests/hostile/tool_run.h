// Tools run as by a shell that watches them: how long, how much, and what they leave behind.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

namespace certlife::conformance {

struct ToolRun {
  int code = -1;  // -1: a signal ended it, or it had to be killed.
  int signal = 0;
  bool hung = false;
  std::string output, errors;
  std::vector<std::string> left;       // In the temporary directory that it had.
  std::vector<pid_t> still_running;    // Of what the harness started and left.
};

struct Limits {
  std::chrono::seconds time{60};
  std::size_t bytes_of_memory = std::size_t{3} << 30;
  const char* output = nullptr;  // A file instead of a pipe; "": closed.
  std::size_t room = 0;          // No file may grow beyond this, as on a full disk; 0: as it likes.
  int interrupt = 0;             // A signal that it gets when the harness is asked for its first program.
};

// A program of this project with these arguments. What it writes beyond some megabytes is dropped.
ToolRun run_tool(const std::string& program, const std::vector<std::string>& arguments, const Limits& limits = {});

// The command line of the hostile harness.
std::string hostile(const std::string& behaviour);

}  // namespace certlife::conformance
