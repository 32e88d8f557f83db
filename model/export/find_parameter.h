// What pvFindPara points at: it depends on the find type.
#pragma once

#include <string>

#include "model/export/words.h"

namespace certlife::conformance {

// The argument; what it points at becomes locals of the step. Throws trace::BadInput with the column, or BadContent.
std::string find_parameter(const trace::Line& line, Type type, Words& words, Step& step);

}  // namespace certlife::conformance
