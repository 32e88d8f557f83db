// How the case of a rule is made, for a call of any kind. It is compiled a slice of the rules at a time.
#pragma once

#include <array>
#include <utility>

#include "model/rules/step.h"
#include "proofs/prove/kernel_claims.h"
#include "proofs/prove/rule_case.h"

namespace certlife::proofs {

// Each promise keeps the case by reference: it is part of it.
template <class Claim, class Call>
void promise(RuleCase& it, const std::shared_ptr<const Call>& call) {
  if constexpr (model::SpeaksOf<Claim, Symbolic, Call>) {
    it.promises.push_back({&Claim::about, [&it, call] {
      const UnknownState& s = it.state;
      const model::Seen<Symbolic> seen{s.before, it.after, it.answer, s.choice, s.any_store, s.any_context, s.any_csp, s.any_file};
      return Claim::template holds<Symbolic>(seen, *call);
    }});
  }
}

template <class Call>
std::unique_ptr<RuleCase> any_rule_case(const Weakening& weakening) {
  auto it = std::make_unique<RuleCase>(Call::name);
  const auto call = std::make_shared<const Call>(any_call<Call>(it->state));
  const UnknownState& state = it->state;
  auto outcome = model::Step<Symbolic>{state.before, state.choice}(*call);
  if (weakening) weakening(state.before, *call, outcome, state.choice);
  it->given = outcome.given.holds();
  it->after = outcome.after;
  it->answer = outcome.answer;
  it->citations = outcome.citations;
  model::for_each_claim<model::StepClaims>([&](auto claim) { promise<decltype(claim)>(*it, call); });
  model::for_each_claim<KernelClaims>([&](auto claim) { promise<decltype(claim)>(*it, call); });
  return it;
}

// Beyond the last rule a slice has nothing.
template <std::size_t number>
std::unique_ptr<RuleCase> numbered_rule_case(const Weakening& weakening) {
  if constexpr (number < rule_count) return any_rule_case<std::variant_alternative_t<number, model::Call<Symbolic>>>(weakening);
  else return nullptr;
}

template <std::size_t slice, std::size_t... places>
std::unique_ptr<RuleCase> rule_case_at(std::size_t place, const Weakening& weakening, std::index_sequence<places...>) {
  constexpr std::array all{&numbered_rule_case<slice * slice_size + places>...};
  return all.at(place)(weakening);
}

template <std::size_t slice>
std::unique_ptr<RuleCase> rule_case_of_slice(std::size_t number, const Weakening& weakening) {
  return rule_case_at<slice>(number % slice_size, weakening, std::make_index_sequence<slice_size>{});
}

}  // namespace certlife::proofs
