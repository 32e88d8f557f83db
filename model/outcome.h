// What a rule says about one call: whether the documents define it, what it may answer, and the world after it.
#pragma once

#include <array>
#include <cstddef>

#include "model/errors.h"
#include "model/frame.h"
#include "model/world.h"

namespace certlife::model {

// A condition together with the clause that states it.
template <class D>
struct Requirement {
  Bool<D> holds;
  const char* clause;
};

// What the caller must have brought about. A call for which one of these fails is undefined by the documents, under the
// clause of the first that fails.
template <class D>
struct Given {
  static constexpr std::size_t most = 5;
  std::array<Requirement<D>, most> requirements{
      {{true, ""}, {true, ""}, {true, ""}, {true, ""}, {true, ""}}};

  Bool<D> holds() const {
    Bool<D> all = true;
    for (const auto& requirement : requirements) all = all && requirement.holds;
    return all;
  }
};

template <class D, class... Requirements>
Given<D> given(Requirements... requirements) {
  static_assert(sizeof...(requirements) <= Given<D>::most);
  Given<D> result;
  std::size_t next = 0;
  ((result.requirements[next++] = requirements), ...);
  return result;
}

// What a call returns besides TRUE and FALSE. A handle or pointer result that is NULL is `succeeds == false`.
template <class D>
struct Answer {
  Bool<D> succeeds = true;                          // TRUE, or a pointer or handle that is not NULL.
  Store<D> store = D::no_store();                   // The handle returned, if the call returns one.
  Context<D> context = D::no_context();             // The context returned or passed out, if any.
  Csp<D> csp = D::no_csp();                         // The HCRYPTPROV passed out, if any.
  Value<D> value = D::no_value();                   // The property value or number passed out, if any.
  Code<D> last_error = D::code(Error::unchanged);   // What the call does to last error.
};

// One row of a result table: the answer of the first row whose condition holds is the answer of the call.
template <class D>
struct Row {
  Bool<D> when;
  Bool<D> succeeds;
  Error last_error;
  const char* clause;
};

// Cites a clause for an effect on memory, lists or references that has just been decided.
template <class D>
struct Effect {
  Bool<D> happens;
  const char* clause;
};

template <class D>
struct Outcome {
  Given<D> given;
  World<D> after;
  Answer<D> answer;
  Citations<D> citations;  // The clauses that decided: kept by the oracle, free elsewhere.
  Frame<D> frame = {};     // Of each aspect the clause that states it: there for who asks why an observation is not allowed.
};

// Fills in succeeds, last error and their clause from a table, unless that is done already. Says whether it is now.
template <class D, std::size_t N>
Bool<D> answer_unless(Bool<D> decided, Outcome<D>& outcome, const Row<D> (&table)[N]) {
  for (const auto& row : table) {
    const Bool<D> here = row.when && !decided;
    outcome.answer.succeeds = D::choose(here, row.succeeds, outcome.answer.succeeds);
    outcome.answer.last_error = D::choose(here, D::code(row.last_error), outcome.answer.last_error);
    D::cite(outcome.citations, here, row.clause);
    decided = decided || row.when;
  }
  return decided;
}

template <class D, std::size_t N>
Bool<D> answer_by(Outcome<D>& outcome, const Row<D> (&table)[N]) {
  return answer_unless<D>(false, outcome, table);
}

template <class D, std::size_t N>
void cite_effects(Outcome<D>& outcome, const Effect<D> (&effects)[N]) {
  for (const auto& effect : effects) D::cite(outcome.citations, effect.happens, effect.clause);
}

// What every call leaves as it was.
template <class D>
Frame<D> what_every_call_keeps() {
  return {{Aspect::home,          Of::anything,       true, "HANDLE-4"},
          {Aspect::content,       Of::what_was_there, true, "CONTEXT-8"},
          {Aspect::encoding_type, Of::anything,       true, "CREATE-17"},
          {Aspect::properties,    Of::anything,       true, "PROP-1"}};
}

// States the frame of a call: `rows()`, and behind them what every call keeps. The rows are worked out only where somebody asks why an
// observation is not allowed. What no row speaks of is stated by the clause that decided the result.
template <class D, class Rows>
void frame_by(Outcome<D>& outcome, const Choices<D>& choice, Rows rows) {
  if constexpr (D::explains) {
    if (!choice.explains()) return;
    outcome.frame = rows();
    const Frame<D> all = what_every_call_keeps<D>();
    outcome.frame.insert(outcome.frame.end(), all.begin(), all.end());
  }
}

template <class D>
void frame_by(Outcome<D>& outcome, const Choices<D>& choice) {
  frame_by(outcome, choice, [] { return Frame<D>{}; });
}

}  // namespace certlife::model
