// Refutes the seeded faults: for each a claim that the prover no longer proves, and the shortest calls that break one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "proofs/refute/search.h"

namespace certlife::proofs {

struct Refutation {
  std::string_view fault;
  std::string_view sentence;
  std::string_view unprovable;  // A claim with a counterexample to its proof; empty if every claim is still proved.
  Shown shown;
  double milliseconds = 0;

  bool refuted() const { return !unprovable.empty() && shown.found; }
};

// All of them, or only the one of this name.
std::vector<Refutation> refute(std::string_view only = {}, const Scope& scope = {});

}  // namespace certlife::proofs
