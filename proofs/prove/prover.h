// Proves the claims: state claims by induction over the rules, step claims from the rule and the state claims before it.
#pragma once

#include <functional>
#include <string>

#include "proofs/prove/report.h"
#include "proofs/prove/rule_case.h"

namespace certlife::proofs {

struct Wanted {
  std::string only;                 // Only the claim of this name; all if empty.
  bool covers = true;               // Show also that premises and branches are reachable.
  bool counterexamples = false;     // Keep the solver's model of a refuted claim.
  bool stop_at_first_refuted = false;
  unsigned milliseconds = 10000;    // For one question to the solver.
};

// Sees the solver with everything that an obligation is about, just before it is asked; for exports.
using Observer = std::function<void(const std::string& rule, const model::About& about, const z3::solver& solver)>;

Report prove(const Wanted& wanted, const Observer& observer = {});

// One rule, as it stands or weakened, appended to the report.
void prove_rule(Report& report, std::size_t rule, const Weakening& weakening, const Wanted& wanted, const Observer& observer = {});

}  // namespace certlife::proofs
