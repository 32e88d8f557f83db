// The mutants by number, over each domain.
#pragma once

#include "model/mutants/all.h"
#include "proofs/prove/rule_case.h"
#include "proofs/refute/small_calls.h"

namespace certlife::proofs {

namespace mutants = model::mutants;

// Does it spoil calls by this rule?
bool spoils(std::size_t mutant, std::size_t rule);

Weakening symbolic_weakening(std::size_t mutant);
void weaken_concrete(std::size_t mutant, const ConcreteWorld& before, const ConcreteCall& call, ConcreteOutcome& outcome,
                     const model::Choosing& choice);

}  // namespace certlife::proofs
