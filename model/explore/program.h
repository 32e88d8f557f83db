// The shortest program to a state or to a violation: the keys of the path say which worlds it passes through, and a replay
// finds the calls. Things keep their names through the replay, since it never renames as symmetry does.
#pragma once

#include <string>

#include "model/call_text.h"
#include "model/explore/canonical.h"
#include "model/explore/every_call.h"

namespace certlife::model::explore {

template <class D, class Key, class Claims, class Rules>
class Explorer;

template <class D>
struct Program {
  std::vector<Call<D>> calls;
  World<D> after{};  // Settled; fresh names are found as in the exploration.
};

// Appends to the program the first call whose outcome is wanted.
template <class Rules, class D, class Wanted>
bool extend(Program<D>& program, const Scope& scope, const Choices<D>& choices, Wanted wanted) {
  const World<D> before = program.after;
  bool extended = false;
  every_candidate(before, scope, [&](const auto& call) {
    if (extended) return;
    const auto outcome = Rules::template step<D>(before, call, choices);
    if (!outcome.given.holds() || !wanted(before, call, outcome)) return;
    extended = true;
    program.calls.push_back(call);
    program.after = outcome.after;
    settle(program.after, scope);
  });
  return extended;
}

// REQUIRES: the explorer kept parents and reached the key.
template <class D, class Key, class Claims, class Rules>
Program<D> program_to(const Explorer<D, Key, Claims, Rules>& explorer, const Key& key) {
  Program<D> program;
  for (const Key& next : explorer.path_to(key)) {
    if (explorer.key_of(program.after) == next) continue;
    extend<Rules>(program, explorer.scope(), explorer.choices(), [&](const auto&, const auto&, const Outcome<D>& outcome) {
      return is_within(explorer.scope(), outcome.after) && explorer.key_of(outcome.after) == next;
    });
  }
  return program;
}

// REQUIRES: there is a violation, and the explorer kept parents.
template <class D, class Key, class Claims, class Rules>
Program<D> program_to_violation(const Explorer<D, Key, Claims, Rules>& explorer) {
  const auto& violation = *explorer.violation();
  Program<D> program = program_to(explorer, violation.before);
  extend<Rules>(program, explorer.scope(), explorer.choices(),
                [&](const World<D>& before, const auto& call, const Outcome<D>& outcome) {
                  return is_within(explorer.scope(), outcome.after) &&
                         explorer.broken_by(before, call, outcome) == violation.claim;
                });
  return program;
}

// Contents of a scope.
template <class D>
struct ScopeWords {
  static std::string content(Kind, Content<D> it) {
    return "content " + std::to_string(it.key) + (it.time ? " newer" : "");
  }
  static std::string filter(Kind kind, const Filter<D>& it) { return "like " + content(kind, it.wanted); }
};

template <class D>
std::string text_of(const Call<D>& call) {
  return model::text_of<D, ScopeWords<D>>(call);
}

}  // namespace certlife::model::explore
