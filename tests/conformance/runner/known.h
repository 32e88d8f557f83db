// Known deviations that a target still shows.
#pragma once

#include <vector>

#include "tests/conformance/runner/expected.h"
#include "tests/conformance/runner/hazard.h"
#include "tests/conformance/runner/port.h"
#include "tests/conformance/runner/selection.h"

namespace certlife::conformance {

// Runs the programs of the file's entries, as far as the selection means them. What shows is known from the start: a run then
// need not reduce it anew, nor end the target's process again and again to learn that it ends it.
std::vector<Deviation> known_deviations(const ExpectedFile& expected, const Selection& selection, Port& port, const Referee& referee);

// What its entries say is not to be tried again and again.
std::vector<Hazard> hazards_of(const ExpectedFile& expected);

}  // namespace certlife::conformance
