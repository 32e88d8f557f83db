// One program, call by call, through the functions of a port.
#pragma once

#include <functional>

#include "tests/conformance/embedded/session.h"
#include "tests/conformance/target/target.h"

namespace certlife::embedded {

using conformance::Program;
using conformance::ProgramRun;
using conformance::Result;

// Is told what came of each line, as soon as it did.
using OnResult = std::function<void(Result&&)>;

// Runs the program afresh. A port that throws ends it, as the ending that is returned.
std::optional<conformance::Ending> run_program(Session& session, const Program& program, const OnResult& on_result);
ProgramRun run_program(Session& session, const Program& program);

}  // namespace certlife::embedded
