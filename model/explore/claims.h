// Which claims are evaluated: every registered one, or others in their place.
#pragma once

#include <optional>
#include <tuple>

#include "model/explore/slots.h"
#include "model/explore/scope.h"
#include "model/invariants/all.h"

namespace certlife::model::explore {

struct NoClaims {
  using OfStores = std::tuple<>;
  using OfContexts = std::tuple<>;
  using OfSteps = std::tuple<>;
};

struct RegisteredClaims {
  using OfStores = StoreInvariants;
  using OfContexts = ContextInvariants;
  using OfSteps = StepClaims;
};

template <class Claims>
inline constexpr bool has_claims =
    std::tuple_size_v<typename Claims::OfStores> + std::tuple_size_v<typename Claims::OfContexts> +
        std::tuple_size_v<typename Claims::OfSteps> > 0;

// The first invariant that does not hold in the world, for some store or context of it, NULL among them.
template <class Claims, class D>
const About* broken_invariant(const World<D>& world, const typename D::Choices& choices, const Scope& scope) {
  const About* broken = nullptr;
  for (int i = -first_real_store; i < scope.stores; ++i) {
    for_each_claim<typename Claims::OfStores>([&](auto claim) {
      if (!broken && !decltype(claim)::template holds<D>(world, store_at<D>(i), choices)) broken = &decltype(claim)::about;
    });
  }
  for (int i = -1; i < scope.contexts; ++i) {
    for_each_claim<typename Claims::OfContexts>([&](auto claim) {
      if (!broken && !decltype(claim)::template holds<D>(world, context_at<D>(i), choices)) broken = &decltype(claim)::about;
    });
  }
  return broken;
}

// The first claim about calls that the step does not keep, for some store and context.
template <class Claims, class D, class Call>
const About* broken_promise(const World<D>& before, const Call& call, const Outcome<D>& outcome,
                            const typename D::Choices& choices, const Scope& scope) {
  const About* broken = nullptr;
  Seen<D> seen{before, outcome.after, outcome.answer, choices, {}, {}, the_csp<D>()};
  for_each_claim<typename Claims::OfSteps>([&](auto claim) {
    using Claim = decltype(claim);
    if constexpr (SpeaksOf<Claim, D, Call>) {
      for (int s = -first_real_store; s < scope.stores; ++s) {
        for (int c = -1; c < scope.contexts; ++c) {
          seen.store = store_at<D>(s);
          seen.context = context_at<D>(c);
          if (!broken && !Claim::template holds<D>(seen, call)) broken = &Claim::about;
        }
      }
    }
  });
  return broken;
}

}  // namespace certlife::model::explore
