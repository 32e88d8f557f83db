// Known deviations that a target still shows.
#pragma once

#include <vector>

#include "model/programs/hazard.h"
#include "model/programs/selection.h"
#include "tests/conformance/campaign/expected.h"
#include "tests/conformance/campaign/port.h"
#include "tests/conformance/campaign/trial.h"

namespace certlife::conformance {

// The program of an entry, with the probes that the target has.
TestProgram program_of(const ExpectedDeviation& entry, Port& port);

// Runs the programs of the file's entries, as far as the selection means them. What shows is known from the start: a run then
// need not reduce it anew, nor end the target's process again and again to learn that it ends it.
std::vector<Deviation> known_deviations(const ExpectedFile& expected, const Selection& selection, Port& port, const Referee& referee);

// Is the deviation that of the entry? By its program, or by what its call met of what the entry needs.
bool is_the_one(const ExpectedDeviation& entry, const Deviation& deviation, const model::Reading& reading);

// What its entries say is not to be tried again and again.
std::vector<Hazard> hazards_of(const ExpectedFile& expected);

}  // namespace certlife::conformance
