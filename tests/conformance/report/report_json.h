// The report for programs: the JSON of `certlife conform --json`, as tests/conformance/report.schema.json describes it.
#pragma once

#include <string>

#include "tests/conformance/report/results.h"

namespace certlife::conformance {

std::string json_text(const std::vector<TargetReport>& reports, const std::string& reading);

}  // namespace certlife::conformance
