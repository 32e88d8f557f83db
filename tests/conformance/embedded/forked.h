// Programs run in a child of this process, which may crash or hang without ending it.
#pragma once

#include <chrono>
#include <span>
#include <vector>

#include "tests/conformance/embedded/program_in_process.h"
#include "tests/conformance/embedded/shared_log.h"

namespace certlife::embedded {

// Runs the programs one after the other in one child for as long as that lives; those after one that ended it in another. A call that takes
// longer than that is ended, and the program with it. They write into the log, which is nobody else's meanwhile. Throws std::runtime_error where the system gives no child.
std::vector<ProgramRun> run_in_children(Session& session, SharedLog& log, std::span<const Program> programs, std::chrono::milliseconds patience);

}  // namespace certlife::embedded
