// Reading what a harness replied. A reply that does not fit its request is malformed, and reported as such.
#pragma once

#include "tests/conformance/target/target.h"

namespace certlife::conformance {

ProgramRun run_from_reply(const Program& program, const std::string& reply_to_run);
ProgramRun run_from_replies(const Program& program, const std::string& reply_to_reset, const std::string& reply_to_run);

// Whether this is the reply to a reset.
bool answers_reset(const std::string& reply);

// Whether this is the reply to a run of no calls.
bool answers_nothing(const std::string& reply);

Ending malformed_reply(const std::string& line);

}  // namespace certlife::conformance
