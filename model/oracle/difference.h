// What of an observation is not allowed, of which thing, and which clause says what it should have been.
#pragma once

#include <string>
#include <string_view>

#include "model/aspect.h"
#include "model/oracle/names.h"
#include "model/trace/line.h"

namespace certlife::oracle {

struct Difference {
  model::Aspect aspect = model::Aspect::result;
  Thing thing = Thing::unknown;  // That a probe was about.
  std::string name;              // By which the trace calls it; empty for a result.
  const char* clause = "";       // That it breaks.

  bool is(model::Aspect other) const { return aspect == other; }
  bool is(model::Aspect other, std::string_view of) const { return aspect == other && name == of; }
};

// "ret", "alive of c1".
std::string to_text(const Difference& difference);
// What is seen, without names: "returns TRUE", "a context is destroyed".
std::string in_words(const trace::Line& seen, const Difference& difference);

}  // namespace certlife::oracle
