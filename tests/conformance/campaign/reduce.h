// Shortest programs by taking calls away, then making arguments and names simpler, and running what is left again.
#pragma once

#include <functional>
#include <optional>

#include "tests/conformance/campaign/deviation.h"
#include "tests/conformance/campaign/port.h"
#include "tests/conformance/campaign/trial.h"

namespace certlife::conformance {

// Reduces the program to one that deviates in the same way and from which no call, no pair of calls, and no call with those
// that depend on it can be taken, and whose arguments and names are as simple as they can be. A failure that does not show
// each time is reduced with patience and says in `reruns` how often it showed. Nothing if the failure only follows from an
// earlier one in the program. When the time is over what has been reached is taken. REQUIRES: the finding is one of the trial's, which is of the program.
std::optional<Deviation> reduce(Port& port, const Referee& referee, const TestProgram& program, const Trial& trial,
                                const Finding& finding, const std::function<bool()>& is_over = {});

// Runs the program so often and counts how often it deviates in this way.
Reruns run_again(Port& port, const Referee& referee, const std::vector<trace::Line>& requests, const std::string& signature,
                 std::size_t times);

}  // namespace certlife::conformance
