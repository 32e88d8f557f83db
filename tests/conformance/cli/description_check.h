// What a harness says of itself, beside what this suite knows.
#pragma once

#include <string>
#include <vector>

#include "tests/conformance/target/target.h"

namespace certlife::conformance {

// A sentence for each call, kind and probe that this suite does not know: it may be misspelt, and is of no use.
// Of very many the first, and how many more there are.
std::vector<std::string> unknown_names_in(const Description& description);

}  // namespace certlife::conformance
