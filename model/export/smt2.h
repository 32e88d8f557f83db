// A trace as a question to an SMT solver: is there a run of the model that shows what was observed?
//
// The calls of a trace are given, so that the model has finitely many runs over them. Each is followed by the one transition
// relation, model::step; the script states, step by step, which states each leads to and what it does to handles, references,
// lists and memory, and then asserts the observations, each under a name. It is sat if and only if they are allowed, and an
// unsat core names those that are not. Nothing of the rules is written a second time, and nothing needs the prover, whose
// scripts are about the rules themselves and not about one run.
#pragma once

#include <string>
#include <vector>

#include "model/export/story.h"

namespace certlife::conformance {

// Throws trace::BadInput for a call that the model does not follow, or if the runs are too many. `name` is what complaints
// call the trace.
std::string smt2_of(const std::vector<AnnotatedCall>& story, const std::string& title, const std::string& reading, const std::string& name = "trace");

}  // namespace certlife::conformance
