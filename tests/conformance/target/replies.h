// Reading what a harness replied. A reply that does not fit its request is garbage, and said to be so.
#pragma once

#include "tests/conformance/target/target.h"

namespace certlife::conformance {

ProgramRun run_from_reply(const Program& program, const std::string& reply_to_run);
ProgramRun run_from_replies(const Program& program, const std::string& reply_to_reset, const std::string& reply_to_run);

}  // namespace certlife::conformance
