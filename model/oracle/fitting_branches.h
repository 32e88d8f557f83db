// Which branches of a call fit what was seen, and which come nearest to it.
#pragma once

#include <vector>

#include "model/oracle/state_set.h"

namespace certlife::oracle {

class Comparison;
struct Knowledge;

// Where the call is undefined: the readings of those states, and the clause in one of them.
struct Undefined {
  ReadingSet readings = 0;
  const char* clause = nullptr;
};

// Adds the branches that fit; where not all are followed anyway, not many more than are. Of the clauses under which the call is
// undefined, one of the own reading comes first.
Undefined find_fitting(Knowledge& known, const Comparison& comparison, ReadingSet own, std::vector<Branch>& to);

// Readings under which nothing allowed was seen go on from what was allowed, as near as it comes to what was seen.
void add_nearest(const Knowledge& known, const Comparison& comparison, ReadingSet rejecting, std::vector<Branch>& to);

}  // namespace certlife::oracle
