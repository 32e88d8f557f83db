// Arbitrary lines of traces, for property tests.
#pragma once

#include <rapidcheck.h>

#include <string>

#include "model/trace/line.h"

namespace certlife::trace {

// Any text that is UTF-8, with a liking for what is hard to quote.
rc::Gen<std::string> any_text();
// Any call line, of this world or not, or a file line; its arguments are resolved.
rc::Gen<Line> any_line();

// What RapidCheck prints of a counterexample.
void showValue(const Line& line, std::ostream& to);

}  // namespace certlife::trace
