// What a call of the model shows: results and probes as a harness would give them.
#pragma once

#include "model/programs/model_calls.h"

namespace certlife::conformance {

// Fills in ret, out and last error. REQUIRES: the state is that after the call. A last error that nobody promises is shown
// as unchanged, one of several as one of them.
void show_results(trace::Line& line, const model::Answer<Concrete>& answer, const ModelState& state, Vocabulary& words);

// Answers the probes that the line asks for; those about names that stand for nothing, or for what is destroyed and cannot
// be looked at, are left out.
void show_probes(trace::Line& line, const ModelState& state, Vocabulary& words);

// What hCertStore of a created context is called.
inline constexpr std::string_view null_store_name = "null-store";

}  // namespace certlife::conformance
