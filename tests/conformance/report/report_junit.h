// The report for continuous integration: JUnit's XML, a test suite a target and a case a clause.
#pragma once

#include <string>

#include "tests/conformance/report/results.h"

namespace certlife::conformance {

// Well-formed whatever the texts hold: what XML 1.0 has no room for becomes the replacement character.
std::string junit_text(const std::vector<TargetReport>& reports, const std::string& reading);

}  // namespace certlife::conformance
