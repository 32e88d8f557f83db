// How the case of a rule is made, for a call of any kind. Each file of proofs/rules/ instantiates it for one.
#pragma once

#include "proofs/kernel_claims.h"
#include "proofs/rule_case.h"

namespace certlife::proofs {

// Each promise keeps the case by reference: it is part of it.
template <class Claim, class Call>
void promise(RuleCase& it, const std::shared_ptr<const Call>& call) {
  if constexpr (model::SpeaksOf<Claim, Symbolic, Call>) {
    it.promises.push_back({&Claim::about, [&it, call] {
      const Situation& s = it.situation;
      const model::Seen<Symbolic> seen{s.before, it.after, it.answer, s.choice, s.any_store, s.any_context, s.any_csp, s.any_file};
      return Claim::template holds<Symbolic>(seen, *call);
    }});
  }
}

template <class Call>
std::unique_ptr<RuleCase> any_rule_case(const Weakening& weakening) {
  auto it = std::make_unique<RuleCase>(rule_name<Call>);
  const auto call = std::make_shared<const Call>(any_call<Call>(it->situation));
  const Situation& situation = it->situation;
  auto outcome = model::Step<Symbolic>{situation.before, situation.choice}(*call);
  if (weakening) weakening(situation.before, *call, outcome, situation.choice);
  it->given = outcome.given.holds();
  it->after = outcome.after;
  it->answer = outcome.answer;
  it->citations = outcome.citations;
  model::for_each_claim<model::StepClaims>([&](auto claim) { promise<decltype(claim)>(*it, call); });
  model::for_each_claim<KernelClaims>([&](auto claim) { promise<decltype(claim)>(*it, call); });
  return it;
}

}  // namespace certlife::proofs
