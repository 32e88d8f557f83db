// How calls and files are spelt in requests: as lines of a trace, except that a file of raw bytes has them as its only content.
#pragma once

#include <string>

#include "tests/conformance/target/target.h"

namespace certlife::conformance {

// The calls of a program as a JSON list.
std::string text_of_calls(const Program& program);

// A line out of such a list. Throws trace::BadInput.
trace::Line line_in_request(const std::string& text);

}  // namespace certlife::conformance
