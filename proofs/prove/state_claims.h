// The claims about every reachable world, as solver terms.
#pragma once

#include <functional>
#include <vector>

#include "model/invariants/all.h"
#include "proofs/symbolic/ghosts.h"
#include "proofs/symbolic/unknown_call.h"

namespace certlife::proofs {

// What a state claim is stated of; it looks at the one that it is about.
struct Subject {
  Store store;
  Context context;
  Csp csp;
};

enum class About { store, context, csp };

struct StateClaim {
  const model::About* about;
  About kind;
  std::function<Bool(const World&, const Subject&, const Symbolic::Choices&)> statement;
};

const std::vector<StateClaim>& state_claims();

// Assumes all invariants of the world before, for every store, context and CSP handle that the case speaks of.
void assume_invariants(UnknownState& state);
// The same for the contexts spoken of since the mark.
void assume_invariants_of_contexts_since(UnknownState& state, const Theory::Mark& mark);

// The world before the first call. Files may exist.
World empty_world();

}  // namespace certlife::proofs
