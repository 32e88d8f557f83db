// A library that notes what is called: the table of another one, with a line of a trace for each call, by one clock for all threads.
#pragma once

#include <string>
#include <vector>

#include "model/trace/line.h"
#include "tests/properties/library.h"

namespace certlife::histories {

// REQUIRES: one recording at a time, and no thread calls when it begins or ends.
class Recording {
 public:
  explicit Recording(const properties::Library& of);
  ~Recording();
  Recording(const Recording&) = delete;
  Recording& operator=(const Recording&) = delete;

  const properties::Library& library() const;
  // In the order in which the calls returned.
  std::vector<trace::Line> lines() const;
};

}  // namespace certlife::histories
