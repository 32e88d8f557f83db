// What an enumeration step says of the elements that it passed over.
#pragma once

#include <optional>

#include "model/oracle/candidate.h"

namespace certlife::oracle {

struct Knowledge;

// A step in a store that has elements whose place is not known, and the position from which it looks.
struct Passage {
  std::optional<model::NextContext<Concrete>> step;
  Concrete::Position from = model::ConcreteIndex::anywhere;
};

// The step that the line is in this state. REQUIRES: it is not taken yet.
Passage passage_in(const Knowledge& known, const Candidate& candidate);

// What was passed over by the step comes later, so that a complete enumeration must show it. REQUIRES: it was taken.
void learn_places(Candidate& candidate, const Passage& passage, const Outcome& outcome);

}  // namespace certlife::oracle
