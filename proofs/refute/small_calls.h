// The calls that are tried in a small concrete world: every function, with the arguments that matter.
#pragma once

#include <functional>

#include "model/domain/concrete.h"
#include "model/rules/step.h"
#include "proofs/refute/search.h"

namespace certlife::proofs {

using Concrete = model::Concrete;
using ConcreteWorld = model::World<Concrete>;
using ConcreteCall = model::Call<Concrete>;
using ConcreteOutcome = model::Outcome<Concrete>;

// A certificate with this content's bytes is an unsigned body.
inline constexpr int unsigned_bytes = 3;

// How many of each there ever were; the next one made bears the next index.
struct Made {
  std::uint32_t stores = 0;    // The first store has index 2.
  std::uint32_t contexts = 0;  // The first context has index 1.
  std::uint32_t csps = 0;
};
Made made_in(const ConcreteWorld& world);

// Visits every call that the documents may define; whether they do, the rule says.
void for_each_small_call(const ConcreteWorld& world, const Scope& scope, const std::function<void(const ConcreteCall&)>& visit);

// The reading `windows` with every choice settled: what the calls are tried under.
model::Assignment usual_choices();
model::Reading reading_of(const model::Assignment& choices);

}  // namespace certlife::proofs
