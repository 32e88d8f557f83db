// Whose fault a deviation is: that of the call that shows it, or of an earlier one that left something else behind than it should have.
#pragma once

#include <string>
#include <vector>

#include "tests/conformance/campaign/deviation.h"
#include "tests/conformance/campaign/evidence.h"

namespace certlife::conformance {

// Says of each deviation which earlier call explains it, where that is the simplest that can be said of all of them: few causes for many
// deviations, of which no call that was right tells otherwise.
void find_whom_to_blame(std::vector<Deviation>& deviations, const Evidence& evidence, const std::string& reading);

}  // namespace certlife::conformance
