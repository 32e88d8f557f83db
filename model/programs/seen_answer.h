// What may be seen of a call.
#pragma once

#include <string>

#include "model/trace/line.h"

namespace certlife::conformance {

struct SeenAnswer {
  trace::Line line;      // Results and probes, without last error,
  std::string promised;  // of which this is promised.
  std::string text;      // Both in words, by which answers are told apart and ordered.

  bool operator<(const SeenAnswer& other) const { return text < other.text; }
  bool operator==(const SeenAnswer& other) const { return text == other.text; }
};

}  // namespace certlife::conformance
