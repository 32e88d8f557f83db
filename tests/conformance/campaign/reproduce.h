// The one command that shows a deviation again, for the end of every report of one.
#pragma once

#include <string>
#include <vector>

#include "tests/conformance/campaign/deviation.h"

namespace certlife::conformance {

// The program on one line in the notation of notation.h, as `replay --calls` reads it.
std::string program_text(const std::vector<trace::Line>& program);

// Throws trace::BadInput, which names the column, for what is no program.
std::vector<trace::Line> parse_program(const std::string& text);

// "./certlife replay --target wine --calls '…'". `open_with` are the options that open the target.
std::string reproduce_command(const Deviation& deviation, const std::string& open_with, const std::string& reading);

}  // namespace certlife::conformance
