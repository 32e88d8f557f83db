// This program started once more, as a harness that is asked line by line: what may crash or hang is done there.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace certlife::conformance {

class Helper {
 public:
  // The options are passed on.
  explicit Helper(std::vector<std::string> options);
  ~Helper();
  Helper(const Helper&) = delete;
  Helper& operator=(const Helper&) = delete;

  // The reply to one request, both without their newline. Nothing if the process ended, or was silent for longer than
  // patience and was ended; ending() then says how, and the next question starts a new process.
  std::optional<std::string> ask(std::string_view request, std::chrono::milliseconds patience);

  // "exit 77", "signal 11", "time-out": of the last process that gave no reply.
  const std::string& ending() const { return ending_; }

 private:
  struct Process;
  bool start();

  std::vector<std::string> options_;
  std::unique_ptr<Process> process_;
  std::string received_;
  std::string ending_;
};

}  // namespace certlife::conformance
