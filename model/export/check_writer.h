// What the model allows of one call as conditions in C.
#pragma once

#include "model/export/call_writer.h"

namespace certlife::conformance {

// Fills in the step's checks. `others` are names of the same type that stand for something else than a new object would.
void write_checks(const AnnotatedCall& annotated, const MadeCall& made, const std::vector<std::string>& others, Words& words, Step& step);

}  // namespace certlife::conformance
