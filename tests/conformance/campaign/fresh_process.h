// Deviations once more in a fresh process: what only shows after other programs have run is not steady.
#pragma once

#include <vector>

#include "tests/conformance/campaign/deviation.h"
#include "tests/conformance/campaign/port.h"
#include "tests/conformance/campaign/trial.h"

namespace certlife::conformance {

// Runs the program of each deviation once more and counts that in its `reruns`. Those that end the process are left out:
// each run of them had a process of its own.
void confirm_in_a_fresh_process(Port& port, const Referee& referee, std::vector<Deviation>& deviations);

}  // namespace certlife::conformance
