// The symbolic outcome of one rule, ready to be evaluated in concrete worlds.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "proofs/agreement/evaluator.h"
#include "proofs/refute/small_calls.h"

namespace certlife::proofs {

// One concrete step to evaluate in.
struct ConcreteStep {
  const ConcreteWorld* before;
  const ConcreteCall* call;
  const ConcreteOutcome* outcome;  // For what the rule leaves to chance: which element comes next, what a file holds.
  const model::Assignment* choices;
  Concrete::Store store;           // What is compared: an arbitrary store, context, CSP handle, file and property.
  Concrete::Context context;
  Concrete::Csp csp;
  Concrete::File file;
  std::uint32_t property;
};

class SymbolicAnswer {
 public:
  explicit SymbolicAnswer(std::size_t rule);

  // What differs between the two outcomes; empty if nothing.
  std::string difference(const ConcreteStep& step);

 private:
  struct Asked {
    Evaluator::Node found, context;
    Evaluator::Node holds;
    bool is_next;
  };
  struct Compared {
    std::string name;
    Evaluator::Node node;
    std::function<double(const ConcreteStep&)> concrete;
  };

  Evaluator::Function resolve(const std::string& name);
  double named(const std::string& stem, const ConcreteStep& step) const;
  static double some_place(const ConcreteStep& step, const std::vector<std::uint32_t>& followers, std::uint32_t next);
  static std::uint32_t added_last(const ConcreteWorld& world, const std::vector<std::uint32_t>& all);
  static bool something_follows(const ConcreteStep& step, bool something_might);
  void answer_questions(const ConcreteStep& step);
  void take_next(const ConcreteStep& step, const Asked& asked, const std::vector<std::uint32_t>& yes);
  void compare_fields();

  Evaluator evaluator_;
  std::vector<Asked> asked_;
  std::vector<Compared> compared_;
  std::vector<std::pair<std::string, Evaluator::Node>> facts_;
  std::vector<std::pair<std::string, Evaluator::Node>> names_;  // By stem.
  Evaluator::Node given_ = 0;
  Evaluator::Node probe_ = 0;
  std::optional<Evaluator::Node> place_;
  const ConcreteStep* step_ = nullptr;
};

}  // namespace certlife::proofs
