// One rule in an unknown world, with everything that is to be shown of it.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "model/invariants/all.h"
#include "proofs/ghosts.h"
#include "proofs/situation.h"

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
  Situation situation;
  Bool given;
  World after = situation.before;
  model::Answer<Symbolic> answer;
  Symbolic::Citations citations;
  std::vector<Promise> promises;
};

// The case of the rule with this number, in the order of model::Call.
std::unique_ptr<RuleCase> rule_case(std::size_t number, const Weakening& weakening);
inline constexpr std::size_t rule_count = std::variant_size_v<model::Call<Symbolic>>;

// The name of the rule, as in model/rules.
template <class Call>
constexpr const char* rule_name = "";
template <class D> constexpr const char* rule_name<model::OpenStore<D>> = "open_store";
template <class D> constexpr const char* rule_name<model::DuplicateStore<D>> = "duplicate_store";
template <class D> constexpr const char* rule_name<model::CloseStore<D>> = "close_store";
template <class D> constexpr const char* rule_name<model::CreateContext<D>> = "create_context";
template <class D> constexpr const char* rule_name<model::AddContext<D>> = "add_context";
template <class D> constexpr const char* rule_name<model::NextContext<D>> = "next_context";
template <class D> constexpr const char* rule_name<model::DuplicateContext<D>> = "duplicate_context";
template <class D> constexpr const char* rule_name<model::FreeContext<D>> = "free_context";
template <class D> constexpr const char* rule_name<model::DeleteContext<D>> = "delete_context";
template <class D> constexpr const char* rule_name<model::SetProperty<D>> = "set_property";
template <class D> constexpr const char* rule_name<model::GetProperty<D>> = "get_property";
template <class D> constexpr const char* rule_name<model::ControlStore<D>> = "control_store";
template <class D> constexpr const char* rule_name<model::SaveStore<D>> = "save_store";
template <class D> constexpr const char* rule_name<model::AcquireCsp<D>> = "acquire_csp";
template <class D> constexpr const char* rule_name<model::AddCspReference<D>> = "add_csp_reference";
template <class D> constexpr const char* rule_name<model::ReleaseCsp<D>> = "release_csp";
template <class D> constexpr const char* rule_name<model::AskCsp<D>> = "ask_csp";

}  // namespace certlife::proofs
