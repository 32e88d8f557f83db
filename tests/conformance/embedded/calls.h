// The calls of traces, made through a port.
#pragma once

#include <set>
#include <string>

#include "tests/conformance/embedded/made_call.h"

namespace certlife::embedded {

// Those that the port has a function for.
std::set<std::string> calls_of(const conform::Port& port);

// Makes the call of the line and writes what came of it into the line. Throws conform::NotSupported, and whatever the port throws.
void make_call(Session& session, trace::Line& line);

}  // namespace certlife::embedded
