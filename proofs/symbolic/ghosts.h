// Counts that no solver theory has: how many stores owe a CSP handle a release.
//
// The count of the world before is an unknown number, at least as many as are seen to owe. Each store that was written since
// makes the difference that its writes make: that is the one axiom of cardinality used, stated for the stores written.
#pragma once

#include "model/invariants/csp_handles.h"
#include "proofs/symbolic/domain.h"

namespace certlife::model {

template <>
struct Owing<proofs::Symbolic> {
  static proofs::Count stores(const World<proofs::Symbolic>& world, const proofs::Csp& csp);
};

// A store that owes its CSP handle a release is one of those counted.
void assume_counted(const World<proofs::Symbolic>& world, const proofs::Store& store);

}  // namespace certlife::model
