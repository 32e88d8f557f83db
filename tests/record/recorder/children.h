// Processes that the program starts are recorded as well, each into a log of its own.
#pragma once

#include <cstddef>

#include "tests/record/recorder/recorder.h"

namespace certlife::record {

struct ProcessFunction {
  const char* name;
  Function wrapper;
  Function* behind;
};

struct ProcessFunctions {
  const ProcessFunction* first;
  std::size_t count;
  const ProcessFunction* begin() const { return first; }
  const ProcessFunction* end() const { return first + count; }
};

// What starts processes in kernel32 (0) and kernelbase (1).
ProcessFunctions process_functions(std::size_t copy);

}  // namespace certlife::record
