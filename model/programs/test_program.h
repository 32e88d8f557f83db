// A program of calls that a target is made to run.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/trace/line.h"

namespace certlife::trace {
struct WindowsTrace;
}

namespace certlife::conformance {

using Lines = std::vector<trace::Line>;

// Lines without results: `ret` and `out` name what to bind, null values in `observed` ask for probes.
struct TestProgram {
  std::vector<std::string> clauses;  // what it was written for; none for a generated one
  std::string title;
  Lines lines;
  std::vector<std::uint32_t> transitions = {};  // Of a tour: which each line takes.
  const trace::WindowsTrace* windows = nullptr;  // What Windows was seen to answer, line by line, if it was.
};

}  // namespace certlife::conformance
