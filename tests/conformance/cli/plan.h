// What would be run, without running it: --list, --dry-run and --write-programs.
#pragma once

#include "tests/conformance/cli/conform.h"

namespace certlife::conformance {

// Does any of the options ask for a plan instead of a run?
bool wants_plan(const ConformOptions& options);

// Prints or writes the plan. No target is started: it is that for one which can do everything. The exit code.
int make_plan(const ConformOptions& options);

}  // namespace certlife::conformance
