// Which claims are evaluated: every registered one, or others in their place.
#pragma once

#include <tuple>

#include "model/explore/scope.h"
#include "model/explore/slots.h"
#include "model/invariants/all.h"

namespace certlife::model::explore {

struct NoClaims {
  using OfStores = std::tuple<>;
  using OfContexts = std::tuple<>;
  using OfCspHandles = std::tuple<>;
  using OfSteps = std::tuple<>;
};

struct RegisteredClaims {
  using OfStores = StoreInvariants;
  using OfContexts = ContextInvariants;
  using OfCspHandles = CspInvariants;
  using OfSteps = StepClaims;
};

template <class Claims>
inline constexpr bool has_claims =
    std::tuple_size_v<typename Claims::OfStores> + std::tuple_size_v<typename Claims::OfContexts> +
        std::tuple_size_v<typename Claims::OfCspHandles> + std::tuple_size_v<typename Claims::OfSteps> > 0;

// Notes the first claim that was found broken.
class Verdict {
 public:
  void require(bool holds, const About& claim) {
    if (!holds && !broken_) broken_ = &claim;
  }
  const About* broken() const { return broken_; }

 private:
  const About* broken_ = nullptr;
};

template <class List, class D, class Name>
void require_all(Verdict& verdict, const World<D>& world, Name name, const Choices<D>& choices) {
  for_each_claim<List>([&](auto claim) {
    using Claim = decltype(claim);
    verdict.require(Claim::template holds<D>(world, name, choices), Claim::about);
  });
}

// The first invariant that does not hold in the world, for some store, context or CSP handle of it, NULL among them.
template <class Claims, class D>
const About* broken_invariant(const World<D>& world, const Choices<D>& choices, const Scope& scope) {
  Verdict verdict;
  for (int i = -first_real_store; i < scope.stores; ++i) {
    require_all<typename Claims::OfStores>(verdict, world, store_at<D>(i), choices);
  }
  for (int i = -1; i < scope.contexts; ++i) {
    require_all<typename Claims::OfContexts>(verdict, world, context_at<D>(i), choices);
  }
  require_all<typename Claims::OfCspHandles>(verdict, world, D::no_csp(), choices);
  require_all<typename Claims::OfCspHandles>(verdict, world, the_csp<D>(), choices);
  return verdict.broken();
}

// The first claim about calls that the step does not keep, for some store and context.
template <class Claims, class D, class Call>
const About* broken_promise(const World<D>& before, const Call& call, const Outcome<D>& outcome,
                            const Choices<D>& choices, const Scope& scope) {
  Verdict verdict;
  Seen<D> seen{before, outcome.after, outcome.answer, choices, {}, {}, the_csp<D>(), D::no_file()};
  for (int s = -first_real_store; s < scope.stores; ++s) {
    seen.store = store_at<D>(s);
    for (int c = -1; c < scope.contexts; ++c) {
      seen.context = context_at<D>(c);
      for_each_claim<typename Claims::OfSteps>([&](auto claim) {
        using Claim = decltype(claim);
        if constexpr (SpeaksOf<Claim, D, Call>) verdict.require(Claim::template holds<D>(seen, call), Claim::about);
      });
    }
  }
  return verdict.broken();
}

}  // namespace certlife::model::explore
