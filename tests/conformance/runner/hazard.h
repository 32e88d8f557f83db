// Calls that are not made again and again, since what a target makes of them is another thing each time.
#pragma once

#include <string>
#include <vector>

#include "tests/conformance/runner/pattern.h"
#include "tests/conformance/runner/walk.h"

namespace certlife::conformance {

// Calls like this one, where this clause decides them: "enumerate with a previous context", where ENUM-12 does.
struct Hazard {
  std::string clause;
  trace::Line call;
};

class Hazards {
 public:
  Hazards(const std::vector<Hazard>& hazards, const model::Reading& reading);

  // The index of the first such call of the program; its length if there is none.
  std::size_t first_in(const std::vector<trace::Line>& program) const;

 private:
  struct Known {
    std::string clause;
    Pattern call;
  };
  bool is_one(const trace::Line& line, const Walk& before) const;

  std::vector<Known> known_;
  const model::Reading* reading_;
  mutable Vocabulary words_;
};

}  // namespace certlife::conformance
