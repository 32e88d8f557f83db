// Probes of a trace as conditions in C: what a plain program can ask of the API, of the heap, and of a file.
#pragma once

#include "model/export/words.h"

namespace certlife::conformance {

// Adds the checks for what the trace observed beside the results. A probe on whose answer the allowed ways disagree is none.
void write_probe_checks(const AnnotatedCall& annotated, Words& words, Step& step);

}  // namespace certlife::conformance
