// Whether a reply is of the types that its call has: a result that is missing or of another type is malformed, and never a pass.
#pragma once

#include <string>

#include "model/trace/line.h"

namespace certlife::conformance {

// What is wrong with the completed line, or nothing.
std::string fault_of_reply(const trace::Line& asked, const trace::Line& completed);

}  // namespace certlife::conformance
