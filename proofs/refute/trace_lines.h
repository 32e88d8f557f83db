// A call of the small scope with its answer, as a line of a trace.
#pragma once

#include <string>

#include "proofs/refute/small_calls.h"

namespace certlife::proofs {

std::string trace_line(const ConcreteWorld& before, const ConcreteCall& call, const model::Answer<Concrete>& answer);

}  // namespace certlife::proofs
