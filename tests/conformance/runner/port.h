// What the runner needs of a thing under test: a harness in a child process, or the model itself.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "tests/conformance/target/target.h"

namespace certlife::conformance {

class Port {
 public:
  virtual ~Port() = default;
  virtual const Description& description() = 0;
  virtual std::vector<ProgramRun> run(std::span<const Program> programs) = 0;
  // The next program is the first of a fresh process, where there is one.
  virtual void restart() {}
};

// Stands for a target that was run elsewhere: it says what it is and runs nothing.
class RecordedPort : public Port {
 public:
  explicit RecordedPort(Description description) : description_(std::move(description)) {}
  const Description& description() override { return description_; }
  std::vector<ProgramRun> run(std::span<const Program> programs) override { return std::vector<ProgramRun>(programs.size()); }

 private:
  Description description_;
};

// `model` or `model:FAULT`, or a name of open_target(). Patience is how long a call may take. Throws TargetUnusable or
// WineUnusable.
std::unique_ptr<Port> open_port(const std::string& name, std::optional<std::chrono::milliseconds> patience = {});

}  // namespace certlife::conformance
