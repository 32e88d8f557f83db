// The report for people.
#pragma once

#include <string>

#include "tests/conformance/runner/results.h"

namespace certlife::conformance {

struct TableOptions {
  bool colour = false;
  std::size_t width = 120;
  std::string reading = "windows";
};

// The table clause by clause, grouped by API function, the deviations of each target and the limits of the run.
std::string table_text(const std::vector<TargetReport>& reports, const TableOptions& options);

// One deviation: its calls, what was observed and allowed, and the clause.
std::string deviation_text(const Deviation& deviation, const std::string& target);

}  // namespace certlife::conformance
