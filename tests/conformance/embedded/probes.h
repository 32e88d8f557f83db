// What no call returns: asked of the port right after a call.
#pragma once

#include <set>
#include <string>

#include "tests/conformance/embedded/session.h"
#include "model/trace/line.h"

namespace certlife::embedded {

// Those that the port has functions for.
std::set<std::string> probes_of(const conform::Port& port);

// Answers the probes that the line asks for; what cannot be looked at any more is left out.
void answer_probes(Session& session, trace::Line& line);

}  // namespace certlife::embedded
