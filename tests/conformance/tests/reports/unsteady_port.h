// The model with a fault that comes and goes: every third program meets it. What the suite must call flaky.
#pragma once

#include "tests/conformance/campaign/model_port.h"

namespace certlife::conformance {

class UnsteadyPort : public Port {
 public:
  explicit UnsteadyPort(std::string_view fault, std::size_t every = 3) : faulty_(fault), every_(every) {}

  const Description& description() override { return sound_.description(); }

  std::vector<ProgramRun> run(std::span<const Program> programs) override {
    std::vector<ProgramRun> runs;
    for (const Program& program : programs) {
      Port& port = ++count_ % every_ == 0 ? static_cast<Port&>(faulty_) : sound_;
      runs.push_back(port.run(std::span(&program, 1)).front());
    }
    return runs;
  }

 private:
  ModelPort sound_, faulty_;
  std::size_t every_, count_ = 0;
};

}  // namespace certlife::conformance
