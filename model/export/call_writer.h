// One call of a trace as a statement in C.
#pragma once

#include <functional>
#include <string>

#include "model/export/words.h"

namespace certlife::conformance {

// Where what came of the call stands. Empty: nothing of that sort.
struct MadeCall {
  std::string object;           // The handle or context returned or passed out, as a variable.
  Type object_type = Type::store;
  bool object_is_returned = false;
  std::string object_name;      // What the trace calls it.
  bool object_is_known = false; // The name was that of a living object before: the variable is a spare one.
  std::string data, size;       // A property's value: a buffer and how much of it counts.
};

// Fills in the step's statement and what it needs. `exists` says whether a name stands for something that has not been freed
// before the call. Throws trace::BadInput with the column for a call that no program can make.
MadeCall write_call(const trace::Line& line, const std::function<bool(const std::string&)>& exists, Words& words, Step& step);

// The type of the contexts that a call is about.
Type context_type_of(trace::Call call);

}  // namespace certlife::conformance
