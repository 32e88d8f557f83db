// The model as a thing under test. It answers as the documents want; with a seeded fault it is the positive control of the
// runner: a suite that does not find the fault finds nothing.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/programs/model_calls.h"
#include "tests/conformance/campaign/port.h"

namespace certlife::conformance {

// What it can do otherwise: it is a mutant of the model (model/mutants/), or its process ends where it should not.
std::vector<std::string_view> fault_names();
// Several are joined by "+".
bool is_fault(std::string_view name);

class ModelPort : public Port {
 public:
  // With the fault of that name, if any; with several, "one+another", the later ones act on what those before them made. Choices that are not settled take the first value that the reading windows admits.
  // Throws std::invalid_argument if there is no such fault.
  explicit ModelPort(std::string_view fault = {}, const model::Assignment& choices = {});
  const Description& description() override { return description_; }
  std::vector<ProgramRun> run(std::span<const Program> programs) override;

 private:
  ProgramRun run_one(const Program& program);

  void spoil(const ModelWorld& before, const ModelCall& call, ModelOutcome& outcome) const;

  std::vector<std::string> faults_;
  std::vector<std::size_t> mutants_;
  Description description_;
  model::Reading reading_;
  model::Assignment choices_;
};

}  // namespace certlife::conformance
