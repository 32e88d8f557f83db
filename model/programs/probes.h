// Which probes to ask for after each call of a program.
#pragma once

#include <set>
#include <string>

#include "model/programs/test_program.h"

namespace certlife::conformance {

// Asks, after each call, for the probes among `available` whose answer the call may have changed.
void ask_for_probes(TestProgram& program, const std::set<std::string>& available);

}  // namespace certlife::conformance
