// The parts of the line that a call is written down as.
#pragma once

#include <string>

#include "impl/src/record/recording.h"

namespace certlife::impl::record {

class Trace;

// For who holds the trace's lock. They throw std::bad_alloc. What the caller points at is read as memory_of_caller.h says.

// ,"args":{…}
void append_arguments(std::string& to, const MadeCall& call, Trace& trace);
// ,"ret":…,"out":{…},"observed":{…}   REQUIRES: the call has returned.
void append_results(std::string& to, const MadeCall& call, Trace& trace);
// The file that the call opens or saves to by its name; empty if there is none.
std::string file_of(const MadeCall& call);

}  // namespace certlife::impl::record
