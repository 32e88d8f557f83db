// Which claim, if any, a step between two concrete worlds breaks.
#pragma once

#include "model/invariants/claim.h"
#include "proofs/refute/small_calls.h"

namespace certlife::proofs {

// REQUIRES: `outcome` belongs to a call made in `before`, which has no changes that are not committed.
const model::About* broken_claim(const ConcreteWorld& before, const ConcreteCall& call, const ConcreteOutcome& outcome,
                                 const model::Assignment& choices);

}  // namespace certlife::proofs
