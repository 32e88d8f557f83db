// Calls that are not made again and again, since what a target makes of them is another thing each time.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "model/domain/choosing.h"
#include "model/trace/line.h"

namespace certlife::conformance {

class Walk;
struct Vocabulary;

// Calls of the same function, with a context where this one has one, that this clause decides: "enumerate with a previous
// context", where ENUM-12 does.
struct Hazard {
  std::string clause;
  trace::Line call;

  bool looks_like(const trace::Line& line) const;
};

class Hazards {
 public:
  Hazards(std::vector<Hazard> hazards, const model::Reading& reading);
  ~Hazards();

  // The index of the first such call of the program; its length if there is none.
  std::size_t first_in(const std::vector<trace::Line>& program) const;

 private:
  bool is_one(const trace::Line& line, const Walk& before) const;

  std::vector<Hazard> known_;
  const model::Reading* reading_;
  std::unique_ptr<Vocabulary> words_;
};

}  // namespace certlife::conformance
