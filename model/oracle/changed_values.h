// Traces with one value changed: a judge that accepts what Windows was seen to do shall reject all that differs from it.
#pragma once

#include <string>
#include <vector>

#include "model/oracle/verdict.h"
#include "model/trace/windows_trace.h"

namespace certlife::oracle {

// One asserted value of one line, and what stands in its place.
struct ChangedValue {
  std::size_t at;     // The place of the line among those of the trace.
  std::string what;   // "ret is false"
  trace::Line line;
};

// Every asserted value of the trace, one at a time, in each of several ways: another truth, NULL, another object that is held at
// that time, a new object in place of a known one, another code, number or contents, a property or record too many or too few.
// Left out is what the line says that Windows may do as well.
std::vector<ChangedValue> changed_values(const trace::WindowsTrace& trace);

// The verdict on the trace with each line that is changed in place of its own.
Overall judged(const trace::WindowsTrace& trace, std::string_view reading, const ChangedValue* change = nullptr);

}  // namespace certlife::oracle
