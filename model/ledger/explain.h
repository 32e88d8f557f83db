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

// The clauses that a word is about: those of the function of this name, or under the choice, or whose sentence has it, whether in small
// letters or not. Of one clause all that is known, of several a line each; empty if there is none.
std::string explain_word(const Ledger& ledger, std::string_view word);

// All clauses, grouped by function, one paragraph each.
std::string list_clauses(const Ledger& ledger);

// The value of each choice under each reading, as a table.
std::string list_readings(const Ledger& ledger);

}  // namespace certlife::model
