// The ledger as text for people.
#pragma once

#include <string>
#include <string_view>

#include "model/ledger/ledger.h"

namespace certlife::model {

// One clause with its sources, its evidence, its choice under each reading, the sentences of the page behind it, the
// rules that state it, the claims that need it and the tests that cover it. REQUIRES: the clause is of this ledger.
std::string explain(const Ledger& ledger, const Clause& clause);

// The same by id, from the embedded ledger; empty if there is no such clause.
std::string explain(std::string_view id);

// All clauses, grouped by function, one paragraph each.
std::string list_clauses(const Ledger& ledger);

// The value of each choice under each reading, as a table.
std::string list_readings(const Ledger& ledger);

}  // namespace certlife::model
