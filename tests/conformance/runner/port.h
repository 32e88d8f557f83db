// What the runner needs of a thing under test: a harness in a child process, or the model itself.
#pragma once

#include <memory>
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

// `certlife`, `wine`, `model` or `model:FAULT`, or a command line that starts a harness. Throws TargetUnusable or
// WineUnusable.
std::unique_ptr<Port> open_port(const std::string& name);

}  // namespace certlife::conformance
