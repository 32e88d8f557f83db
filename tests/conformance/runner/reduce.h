// Shortest programs by taking calls away and running what is left again.
#pragma once

#include <optional>

#include "tests/conformance/runner/deviation.h"

namespace certlife::conformance {

// Reduces the program to one that deviates in the same way and from which no call, and no pair of calls, can be taken, and
// whose arguments are as simple as they can be. Nothing if the deviation does not show when the program is run again, or
// only follows from an earlier one in it.
std::optional<Deviation> reduce(Port& port, const Referee& referee, const TestProgram& program, const Finding& finding);

}  // namespace certlife::conformance
