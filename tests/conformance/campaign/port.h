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
  // Runs the program in parts and stops behind a part when `goes_on` says so of all that was run. As a whole where parts are of
  // no use.
  virtual ProgramRun run_in_parts(const Program& program, Parts parts, const GoesOn& goes_on) {
    static_cast<void>(parts), static_cast<void>(goes_on);
    return std::move(run(std::span(&program, 1)).front());
  }
  // The next program is the first of a fresh process, where there is one.
  virtual void restart() {}
  // How often the process ended in a way that was not reproducible in a fresh one, and how the last time.
  virtual std::size_t endings_not_again() const { return 0; }
  virtual std::string last_ending_not_again() const { return {}; }
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
