// What a run is about, as the user wants it: some clauses, some kinds; everything where nothing is said.
#pragma once

#include <set>
#include <string>

#include "model/programs/test_program.h"

namespace certlife::conformance {

struct Selection {
  std::set<std::string> clauses;  // Empty: all.
  std::set<std::string> kinds;    // "cert", "crl", "ctl"; empty: all.

  bool means(const std::string& clause) const { return clauses.empty() || clauses.contains(clause); }
  bool means_kind(const std::string& kind) const { return kinds.empty() || kinds.contains(kind); }
  // Is the program for one of the clauses?
  bool means(const TestProgram& program) const;
};

// The clause's id as the ledger spells it, whatever the case of its letters; what is no clause stays as it is.
std::string clause_spelled(const std::string& text);

// Throws std::runtime_error, in one line, for a clause or kind that is not there.
void check_selection(const Selection& selection);

}  // namespace certlife::conformance
