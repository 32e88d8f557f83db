// Calls that the documents leave undefined, for targets that say that they detect misuse.
#pragma once

#include "tests/conformance/campaign/campaign.h"

namespace certlife::conformance {

// tests/conformance/programs/misuse.programs: the last call of each is undefined, all before are defined.
const std::vector<TestProgram>& misuse_programs();

// Runs those that the selection means and enters what came of them: a misuse that was not reported is a deviation from the
// clause that leaves the call undefined. Does nothing for a target that does not detect misuse.
void run_misuse_programs(Port& port, const Selection& selection, CampaignResult& result);

}  // namespace certlife::conformance
