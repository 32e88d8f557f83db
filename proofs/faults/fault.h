// A seeded fault: a small change to what a rule says, which some claim must not survive.
//
// A fault is written once, over any domain, like the rules: `weaken` takes the outcome that the rule gives for a call and
// spoils it. The prover then has to find a claim that fails, and the search the shortest calls that show so.
#pragma once

#include <string_view>

#include "model/rules/step.h"

namespace certlife::proofs {

using namespace model;  // NOLINT: faults are written in the words of the rules.

struct FaultAbout {
  std::string_view name;
  std::string_view sentence;
};

// Does the fault spoil calls of this kind?
template <class Fault, class D, class Call>
concept Spoils = requires(const model::World<D>& before, const Call& call, Outcome<D>& outcome, const typename D::Choices& choice) {
  Fault::template weaken<D>(before, call, outcome, choice);
};

// Makes the contexts of the store for which `holds` what they were before the call.
template <class D, class Predicate>
void restore_contexts_of(model::World<D>& after, const model::World<D>& before, typename D::Store store, Predicate holds,
                         const typename D::Bool& when) {
  const auto restore = [&](auto field) {
    if constexpr (requires { D::in_store(before, store, holds); }) {
      const auto full = D::in_store(before, store, holds);
      (after.*field).set_from([=](const typename D::Context& c) { return when && full(c); }, before.*field);
    } else {
      D::for_each_context_of(before, store, [&](typename D::Context c) {
        if (when && holds(before, c)) (after.*field).set(c, (before.*field).at(c), true);
        return true;
      });
    }
  };
  restore(&model::World<D>::context_allocated);
  restore(&model::World<D>::listed);
  restore(&model::World<D>::references);
  restore(&model::World<D>::properties);
}

template <class D>
void answer_instead(Outcome<D>& outcome, const typename D::Bool& when, const typename D::Bool& succeeds, Error last_error) {
  outcome.answer.succeeds = D::choose(when, succeeds, outcome.answer.succeeds);
  outcome.answer.last_error = D::choose(when, D::code(last_error), outcome.answer.last_error);
}

template <class D>
typename D::Bool any_held_of(const model::World<D>& world, typename D::Store store, Kind kind) {
  return D::any_context_of(world, store, [kind](const model::World<D>& w, typename D::Context c) {
    return is_held(w, c) && w.kind.at(c) == D::kind(kind);
  });
}

}  // namespace certlife::proofs
