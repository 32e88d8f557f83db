// What a run of the prover found.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "model/invariants/claim.h"

namespace certlife::proofs {

enum class Status { proved, unknown, refuted };  // From best to worst.
std::string to_string(Status status);

// One claim for one rule; initiation is the rule "empty_world".
struct Obligation {
  const model::About* about;
  std::string rule;
  Status status;
  double milliseconds;
  std::string counterexample;  // The solver's model, if the claim is refuted and a counterexample was wanted.
};

// Something that must be possible, lest a claim be vacuous or a rule dead.
struct Cover {
  std::string what;
  bool reached;
};

struct ClaimResult {
  const model::About* about;
  Status status = Status::proved;
  double milliseconds = 0;
  std::vector<const Obligation*> obligations;
};

struct Report {
  std::vector<Obligation> obligations;
  std::vector<Cover> covers;
  double seconds = 0;  // All of it, stating included.

  // In the order of the registry. Refers to this report.
  std::vector<ClaimResult> claims() const;
  Status worst() const;
  std::vector<const Cover*> unreached() const;
};

void print(std::ostream& out, const Report& report, bool verbose);

}  // namespace certlife::proofs
