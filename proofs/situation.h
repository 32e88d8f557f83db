// One call in an unknown world: what an obligation is about.
#pragma once

#include <vector>

#include "model/invariants/claim.h"
#include "proofs/symbolic.h"

namespace certlife::proofs {

using World = model::World<Symbolic>;

// An unknown world, the arbitrary store, context and CSP handle that a claim speaks of, and every further one that the call
// names. Invariants are assumed for these and for the witnesses of the theory.
struct Situation {
  World before = unknown_world("before");
  Symbolic::Choices choice;
  std::vector<Store> stores;
  std::vector<Csp> csps;

  Store any_store = fresh_term<StoreTag>("any_store");
  Context any_context = fresh_term<ContextTag>("any_context");
  Csp any_csp = fresh_term<CspTag>("any_csp");
  File any_file = fresh_term<FileTag>("any_file");

  Situation();

  // Arguments about which nothing is known.
  Store some_store(const char* name);
  Context some_context(const char* name);
  Csp some_csp(const char* name);
  // Names that nothing bears yet.
  Store fresh_store();
  Context fresh_context();
  Csp fresh_csp();
  Count one_of(const char* name, int count);
};

// A call of each kind with unknown arguments.
template <class Call>
Call any_call(Situation& situation);

}  // namespace certlife::proofs
