#include "tests/conformance/campaign/port.h"

#include <algorithm>

#include "model/domain/choice_named.h"
#include "tests/conformance/campaign/model_port.h"
#include "tests/conformance/target/known_targets.h"

namespace certlife::conformance {
namespace {

class HarnessPort : public Port {
 public:
  HarnessPort(const std::string& name, std::optional<std::chrono::milliseconds> patience) : owned_(open_target(name, options(patience))) {}
  const Description& description() override { return owned_.target->description(); }
  std::vector<ProgramRun> run(std::span<const Program> programs) override { return owned_.target->run(programs); }
  ProgramRun run_in_parts(const Program& program, Parts parts, const GoesOn& goes_on) override {
    return owned_.target->run_in_parts(program, parts, goes_on);
  }
  void restart() override { owned_.target->restart(); }
  std::size_t endings_not_again() const override { return owned_.target->endings_not_reproduced(); }
  std::string last_ending_not_again() const override { return owned_.target->last_ending_not_reproduced(); }

 private:
  static Target::Options options(std::optional<std::chrono::milliseconds> patience) {
    Target::Options options;
    options.patience_for_a_call = patience.value_or(std::chrono::milliseconds(1500));
    options.patience_for_a_batch = std::max(2 * options.patience_for_a_call, patience ? *patience : std::chrono::milliseconds(4000));
    return options;
  }

  OwnedTarget owned_;
};

std::unique_ptr<Port> open_model(const std::string& name) {
  if (name == "model") return std::make_unique<ModelPort>();
  const std::string what = name.substr(6);
  if (const auto choice = model::choice_value_named(what)) {
    model::Assignment choices;
    choices[choice->choice] = choice->value;
    return std::make_unique<ModelPort>("", choices);
  }
  if (!is_fault(what)) throw TargetUnusable("the model has no fault and no value of a choice \"" + what + "\"");
  return std::make_unique<ModelPort>(what);
}

}  // namespace

std::unique_ptr<Port> open_port(const std::string& name, std::optional<std::chrono::milliseconds> patience) {
  if (name == "model" || name.starts_with("model:")) return open_model(name);
  return std::make_unique<HarnessPort>(name, patience);
}

}  // namespace certlife::conformance
