// A target that is the model and notes every program it is asked to run.
#pragma once

#include <map>
#include <string>

#include "tests/conformance/campaign/model_port.h"
#include "tests/conformance/target/requests.h"

namespace certlife::conformance {

class RecordingPort : public Port {
 public:
  const Description& description() override { return model_.description(); }
  std::vector<ProgramRun> run(std::span<const Program> programs) override {
    for (const Program& program : programs) ++programs_[text_of_calls(program)];
    return model_.run(programs);
  }
  // Each program with how often it was run.
  const std::map<std::string, std::size_t>& programs() const { return programs_; }

 private:
  ModelPort model_;
  std::map<std::string, std::size_t> programs_;
};

}  // namespace certlife::conformance
