#include "proofs/refute/broken_claim.h"

#include "model/invariants/all.h"

namespace certlife::proofs {

namespace {

// Every store, context, CSP handle and file that a claim may be about; one beyond each stands for those not yet made.
template <class Visit>
void for_each_subject(const ConcreteWorld& before, Visit visit) {
  const Made made = made_in(before);
  for (std::uint32_t store = 0; store <= made.stores + 2; ++store) {
    for (std::uint32_t context = 0; context <= made.contexts + 1; ++context) {
      for (std::uint32_t csp = 0; csp <= made.csps + 1; ++csp) visit(Concrete::Store{store}, Concrete::Context{context}, Concrete::Csp{csp});
    }
  }
}

class Check {
 public:
  Check(const ConcreteWorld& before, const ConcreteOutcome& outcome, const model::Assignment& choices)
      : before_(before), outcome_(outcome), choices_(choices), reading_(reading_of(choices)) {}

  template <class Call>
  const model::About* step_claims(const Call& call) {
    for_each_subject(before_, [&](auto store, auto context, auto csp) {
      if (broken_) return;
      const model::Choosing way(reading_, choices_);
      const model::Seen<Concrete> seen{before_, outcome_.after, outcome_.answer, way, store, context, csp, Concrete::File{1}};
      model::for_each_claim<model::StepClaims>([&](auto claim) {
        using Claim = decltype(claim);
        if constexpr (model::SpeaksOf<Claim, Concrete, Call>) note<Claim>(Claim::template holds<Concrete>(seen, call));
      });
    });
    return broken_;
  }

  // REQUIRES: `after` is no view.
  const model::About* state_claims(const ConcreteWorld& after) {
    for_each_subject(after, [&](auto store, auto context, auto csp) {
      if (broken_) return;
      const model::Choosing way(reading_, choices_);
      model::for_each_claim<model::StoreInvariants>([&](auto claim) { note<decltype(claim)>(claim.template holds<Concrete>(after, store, way)); });
      model::for_each_claim<model::ContextInvariants>([&](auto claim) { note<decltype(claim)>(claim.template holds<Concrete>(after, context, way)); });
      model::for_each_claim<model::CspInvariants>([&](auto claim) { note<decltype(claim)>(claim.template holds<Concrete>(after, csp, way)); });
    });
    return broken_;
  }

 private:
  template <class Claim>
  void note(bool holds) {
    if (!holds && !broken_) broken_ = &Claim::about;
  }

  const ConcreteWorld& before_;
  const ConcreteOutcome& outcome_;
  const model::Assignment& choices_;
  model::Reading reading_;
  const model::About* broken_ = nullptr;
};

}  // namespace

const model::About* broken_claim(const ConcreteWorld& before, const ConcreteCall& call, const ConcreteOutcome& outcome,
                                 const model::Assignment& choices) {
  // Claims that look at another call after this one need a world that is no view.
  ConcreteOutcome settled{outcome.given, Concrete::copy_of(before), outcome.answer, {}};
  Concrete::commit(settled.after, outcome.after);
  Check check(before, settled, choices);
  const auto* broken = std::visit([&](const auto& each) { return check.step_claims(each); }, call);
  return broken ? broken : check.state_claims(settled.after);
}

}  // namespace certlife::proofs
