// Calls that are not made again and again, since what a target makes of them is another thing each time.
#pragma once

#include <string>
#include <vector>

#include "model/programs/walk.h"

namespace certlife::conformance {

// Calls of the same function, with a context where this one has one, that this clause decides: "enumerate with a previous
// context", where ENUM-12 does.
struct Hazard {
  std::string clause;
  trace::Line call;

  bool looks_like(const trace::Line& line) const;
};

class Hazards {
 public:
  Hazards(std::vector<Hazard> hazards, const model::Reading& reading) : known_(std::move(hazards)), reading_(&reading) {}

  // The index of the first such call of the program; its length if there is none.
  std::size_t first_in(const std::vector<trace::Line>& program) const;

 private:
  bool is_one(const trace::Line& line, const Walk& before) const;

  std::vector<Hazard> known_;
  const model::Reading* reading_;
  mutable Vocabulary words_;
};

}  // namespace certlife::conformance
