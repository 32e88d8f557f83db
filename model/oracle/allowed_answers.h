// The answers that are allowed in a call's place, each once, with the clauses behind it and the choices that decide for it.
#pragma once

#include <vector>

#include "model/domain/choosing.h"
#include "model/oracle/state_set.h"
#include "model/oracle/verdict.h"

namespace certlife::oracle {

class Comparison;
struct Knowledge;

// This answer of a branch, with what is behind it.
Allowed allowed_answer(trace::Line answer, const Outcome& outcome, const model::Choosing& way);

// Adds one that may be known already, by another branch.
void add_allowed(std::vector<Allowed>& all, Allowed one);

// What leads to every answer with the same values decides between none, and is left out. The open clauses of the others are cited.
void keep_what_decides(std::vector<Allowed>& all);

// Where these readings allow nothing of what was seen: what they allow, and, for the one judged under, what was not seen of it and
// the clauses behind it.
struct Rejecting {
  ReadingSet readings, own;
};
void explain_rejection(Knowledge& known, const trace::Line& line, const Comparison& comparison, Rejecting rejecting, Verdict& verdict);

// Adds a clause that is not there yet.
void cite(std::vector<const char*>& clauses, const char* clause);

}  // namespace certlife::oracle
