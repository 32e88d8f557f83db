// Every claim there is: what the prover proves, what the explorer and the tests evaluate.
#pragma once

#include <tuple>

#include "model/invariants/closing.h"
#include "model/invariants/contexts.h"
#include "model/invariants/stores.h"

namespace certlife::model {

using StoreInvariants = std::tuple<NoCountOfAStoreIsNegative, EveryHandleReferenceIsOwned, NobodyOwnsAForfeitedHandle,
                                   AStoreIsAllocatedAsLongAsItIsNeeded, AClosedStoreOwesNothing, WhatIsNoStoreIsBlank>;

using ContextInvariants =
    std::tuple<NoCountOfAContextIsNegative, EveryReferenceIsOwned, NobodyOwnsAForfeitedContext, AHeldContextHasMemory,
               AContextIsAllocatedForAReason, AnElementIsAllocatedInARealStore, NoContextOutlivesItsStore,
               WhatIsNoContextIsBlank>;

// About one call: each holds for the calls that its `holds` takes.
using StepClaims = std::tuple<AnUncheckedCloseReturnsTrue, ACloseConsumesOneHandle, AHeldContextSurvivesAClose,
                              AForcedCloseLeavesNothing, CheckReportsExactlyWhatIsHeld>;

// Visits each claim of a list.
template <class Claims, class Visit>
void for_each_claim(Visit visit) {
  std::apply([&](auto... claim) { (visit(claim), ...); }, Claims{});
}

// Does the claim speak of calls of this kind?
template <class Claim, class D, class Call>
concept SpeaksOf = requires(const Seen<D>& seen, const Call& call) { Claim::template holds<D>(seen, call); };

}  // namespace certlife::model
