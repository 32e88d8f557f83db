// How far the ledger is covered, as the table that stands in the README.
#pragma once

#include <string>

#include "model/ledger/completeness.h"

namespace certlife::model {

// A line a function: how many clauses there are, and how many of them a rule states, a claim needs, a test covers.
std::string list_status(const Ledger& ledger);

}  // namespace certlife::model
