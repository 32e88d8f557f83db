// Objects of a history that calls have touched together, and the states in which they may be. What never touched is judged apart, so
// that the orders of calls here are not multiplied by those of calls there.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "model/oracle/name_bindings.h"

namespace certlife::oracle {

struct OverlappingCall;

struct Component : std::enable_shared_from_this<Component> {
  explicit Component(Candidates states) : candidates(std::move(states)) {}

  Candidates candidates;
  std::vector<OverlappingCall*> waiting;  // Calls that began and have not returned.
  std::string passed_over;                // Why calls that touch it are not judged any more, if they are not.
  ReadingSet incomplete = 0;              // Readings of which not all states are followed,
  std::string incomplete_because;         // and why.
  std::shared_ptr<Component> merged_into;
  bool is_over = false;                   // Nothing of it is left.

  // Names are dead for good when no call that is still on its way can mean what bore them: after two changes of guard.
  NameBindings::Deaths older, newer;
  std::uint64_t guard_changed = 0;
  bool had_deaths = false;
};

void append(NameBindings::Deaths& into, const NameBindings::Deaths& from);

// The component that this one has become a part of, or itself.
std::shared_ptr<Component> root_of(std::shared_ptr<Component> component);

// One component out of two. False if there would be more states than `most`.
bool merge(Component& into, Component& from, std::size_t most);

// What the implementation may be according to both.
std::vector<Variant> agreed(const std::vector<Variant>& one, const std::vector<Variant>& other);

// Nothing that the caller could use is left in the state.
bool is_empty(const Candidate& state);

}  // namespace certlife::oracle
