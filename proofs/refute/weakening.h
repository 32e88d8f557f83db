// The seeded faults by number, over each domain.
#pragma once

#include "proofs/faults/fault.h"
#include "proofs/prove/rule_case.h"
#include "proofs/refute/small_calls.h"

namespace certlife::proofs {

std::size_t number_of_faults();
const FaultAbout& about_fault(std::size_t fault);
// Does it spoil calls by this rule?
bool spoils(std::size_t fault, std::size_t rule);

Weakening symbolic_weakening(std::size_t fault);
void weaken_concrete(std::size_t fault, const ConcreteWorld& before, const ConcreteCall& call, ConcreteOutcome& outcome,
                     const model::Choosing& choice);

}  // namespace certlife::proofs
