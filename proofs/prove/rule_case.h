// One rule in an unknown world, with everything that is to be shown of it.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "model/invariants/all.h"
#include "proofs/symbolic/ghosts.h"
#include "proofs/symbolic/unknown_call.h"

namespace certlife::proofs {

// Something that a rule is to fulfil. Stated on demand: a statement may speak of further contexts.
struct Promise {
  const model::About* about;
  std::function<Bool()> statement;
};

// What a seeded fault does to the outcome of a call; empty where the rules are to stand as they are.
using Weakening = std::function<void(const World& before, const model::Call<Symbolic>& call, model::Outcome<Symbolic>& outcome,
                                     const Symbolic::Choices& choice)>;

// Everything lives in the theory, so it comes first and goes last.
struct RuleCase {
  explicit RuleCase(std::string name) : rule(std::move(name)) {}

  std::string rule;
  Theory theory;
  UnknownState state;
  Bool given;
  World after = state.before;
  model::Answer<Symbolic> answer;
  Symbolic::Citations citations;
  std::vector<Promise> promises;
};

// The case of the rule with this number, in the order of model::Call.
std::unique_ptr<RuleCase> rule_case(std::size_t number, const Weakening& weakening);
inline constexpr std::size_t rule_count = std::variant_size_v<model::Call<Symbolic>>;

// The rules are compiled in slices of so many.
inline constexpr std::size_t slice_size = 9;
inline constexpr std::size_t slice_count = (rule_count + slice_size - 1) / slice_size;
template <std::size_t slice>
std::unique_ptr<RuleCase> rule_case_of_slice(std::size_t number, const Weakening& weakening);

}  // namespace certlife::proofs
