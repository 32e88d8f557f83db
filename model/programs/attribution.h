// Which clause a rejected observation breaks. The oracle says what differs and which clauses decided the call; a rule cites
// several, and the one to name depends on what of the observation differs and in which direction.
#pragma once

#include <string>
#include <vector>

#include "model/oracle/verdict.h"
#include "model/trace/line.h"

namespace certlife::conformance {

struct Blame {
  std::string clause;
  std::string aspect;  // What differs and how, without names: "returns TRUE", "a context is destroyed".
};

// REQUIRES: the verdict rejects the line.
Blame blame_for(const trace::Line& seen, const oracle::Verdict& verdict, std::string_view reading);

}  // namespace certlife::conformance
