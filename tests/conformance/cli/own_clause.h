// Which clause a counterexample is about.
#pragma once

#include <string>
#include <vector>

#include "model/trace/line.h"

namespace certlife::conformance {

// The clause that the last of these calls breaks, by the judgement that found it; empty where it breaks none. A report names a
// counterexample under every clause that fails with it, and this is the one it was kept for.
std::string own_clause_of(const std::vector<trace::Line>& calls, bool ends_process, const std::string& reading);

}  // namespace certlife::conformance
