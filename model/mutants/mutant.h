// A mutant: a small change to what a rule says, which some claim must not survive and the conformance suite must find.
//
// A mutant is written once, over any domain, like the rules: `mutate` takes the outcome that the rule gives for a call and
// spoils it. The prover then has to find a claim that fails, the search the shortest calls that show so, and the conformance
// suite the target that answers by it.
#pragma once

#include <string_view>

#include "model/rules/holding.h"

namespace certlife::model::mutants {

struct MutantAbout {
  std::string_view name;
  std::string_view sentence;
};

// Does the mutant spoil calls of this kind?
template <class Mutant, class D, class Call>
concept Mutates = requires(const World<D>& before, const Call& call, Outcome<D>& outcome, const Choices<D>& choice) {
  Mutant::template mutate<D>(before, call, outcome, choice);
};

// Makes the contexts of the store for which `holds` what they were before the call.
template <class D, class Predicate>
void restore_contexts_of(World<D>& after, const World<D>& before, Store<D> store, Predicate holds,
                         const Bool<D>& when) {
  const auto restore = [&](auto field) {
    if constexpr (requires { D::in_store(before, store, holds); }) {
      const auto full = D::in_store(before, store, holds);
      (after.*field).set_from([=](const Context<D>& c) { return when && full(c); }, before.*field);
    } else {
      D::for_each_context_of(before, store, [&](Context<D> c) {
        if (when && holds(before, c)) (after.*field).set(c, (before.*field).at(c), true);
        return true;
      });
    }
  };
  restore(&World<D>::context_allocated);
  restore(&World<D>::listed);
  restore(&World<D>::references);
  restore(&World<D>::properties);
}

template <class D>
void answer_instead(Outcome<D>& outcome, const Bool<D>& when, const Bool<D>& succeeds, Error last_error) {
  outcome.answer.succeeds = D::choose(when, succeeds, outcome.answer.succeeds);
  outcome.answer.last_error = D::choose(when, D::code(last_error), outcome.answer.last_error);
}

template <class D>
Bool<D> any_held_of(const World<D>& world, Store<D> store, Kind kind) {
  return D::any_context_of(world, store, [kind](const World<D>& w, Context<D> c) {
    return is_held(w, c) && w.kind.at(c) == D::kind(kind);
  });
}

}  // namespace certlife::model::mutants
