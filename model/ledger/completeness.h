// Whether the ledger fits together, and whether every clause of the page is stated, needed and covered.
#pragma once

#include <string>
#include <vector>

#include "model/ledger/ledger.h"

namespace certlife::model {

// Mistakes in the data, each a line: an id that is cited but not there, an open clause without its choice or the other
// way round, a sentence and a clause of the page that do not name each other.
std::vector<std::string> inconsistencies(const Ledger& ledger);

// A clause of the page that must hold, and what it lacks.
struct Gap {
  const Clause* clause;
  bool lacks_rule;
  bool lacks_claim;
  bool lacks_test;
};

std::vector<Gap> gaps(const Ledger& ledger);
std::string to_string(const Gap& gap);

}  // namespace certlife::model
