#include "proofs/refute/weakening.h"

namespace certlife::proofs {

bool spoils(std::size_t mutant, std::size_t rule) { return mutants::in_domain<Concrete>.at(mutant).is_about.at(rule); }

Weakening symbolic_weakening(std::size_t mutant) { return mutants::in_domain<Symbolic>.at(mutant).spoil; }

void weaken_concrete(std::size_t mutant, const ConcreteWorld& before, const ConcreteCall& call, ConcreteOutcome& outcome,
                     const model::Choosing& choice) {
  mutants::in_domain<Concrete>.at(mutant).spoil(before, call, outcome, choice);
}

}  // namespace certlife::proofs
