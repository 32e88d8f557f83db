// Entries of expected files that can no longer be right.
#pragma once

#include "tests/conformance/campaign/expected.h"

namespace certlife::conformance {

// Throws BadExpectedFile, naming the place, for an entry whose program the model refuses: it makes a call that is not
// defined, so that nothing follows from what an implementation does. An entry for a clause that is no more does not parse.
void check_not_stale(const ExpectedFile& file);

}  // namespace certlife::conformance
