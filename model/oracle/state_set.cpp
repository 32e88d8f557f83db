#include "model/oracle/state_set.h"

#include "model/rules/step.h"

namespace certlife::oracle {

Outcome outcome_of(const World& world, const ConcreteCall& call, const Choosing& choices) {
  return model::step<model::Concrete>(world, call, choices);
}

}  // namespace certlife::oracle
