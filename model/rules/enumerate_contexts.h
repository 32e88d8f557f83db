// CertEnum…InStore, and with a filter CertFind…InStore, for certificates, CRLs and CTLs.
#pragma once

#include "model/rules/duplicate_context.h"
#include "model/rules/matching.h"

namespace certlife::model {

template <class D>
Given<D> may_ask_next(const World<D>& before, const NextContext<D>& call) {
  const Bool<D> some = is_some<D>(call.previous);
  const Bool<D> usable = caller_owns_a_reference(before, call.previous) &&
                         !before.forfeited.at(before.home.at(call.previous));
  return given<D>(Requirement<D>{!(call.store == D::no_store()), "ENUM-14"},
                  Requirement<D>{!before.forfeited.at(call.store), "CLOSE-12"},
                  Requirement<D>{caller_can_reach(before, call.store), "HANDLE-1"},
                  Requirement<D>{!some || usable, "CONTEXT-1"},
                  Requirement<D>{!some || before.kind.at(call.previous) == call.kind, "CONTEXT-7"});
}

// A find for certificates by SHA-1, or for an existing one, goes by what the filter says of the bytes or by the hash that a
// certificate goes by. Which is asked only where that makes a difference. [FIND-19 OPEN, FIND-20 OPEN]
template <class D>
Bool<D> goes_by_known_sha1(const World<D>& world, const NextContext<D>& call, const Choices<D>& choice) {
  const auto sha1 = D::hash_sought(call.filter);
  const auto doubtful = [call, sha1](const World<D>& w, Context<D> c) {
    return is_listed_of(w, c, call.kind) && !(D::matches(call.filter, w.content.at(c)) == has_sha1(w, c, sha1));
  };
  const Bool<D> asks = call.is_find && call.kind == D::kind(Kind::certificate) && !(sha1 == D::no_value());
  const Bool<D> matters = asks && D::any_context_of(world, call.store, doubtful);
  const Bool<D> existing = matters && D::asks_for_existing(call.filter);
  return choice.takes(find_existing_goes_by_hash, existing) ||
         choice.takes(find_by_hash_goes_by_property, matters && !existing);
}

template <class D>
Bool<D> passes_filter(const World<D>& world, Context<D> context, const NextContext<D>& call, Bool<D> by_known_sha1) {
  return (!by_known_sha1 && D::matches(call.filter, world.content.at(context))) ||
         (by_known_sha1 && has_sha1(world, context, D::hash_sought(call.filter)));
}

// An element of the kind that the filter passes.
template <class D>
Bool<D> is_shown(const World<D>& world, Context<D> context, const NextContext<D>& call,
                 Bool<D> with_archived, Bool<D> by_known_sha1) {
  return is_listed_of(world, context, call.kind) && passes_filter(world, context, call, by_known_sha1) &&
         (with_archived || !D::is_archived(world.properties.at(context)));
}

// What is archived is shown where the store was opened for that, and to a find for something particular.
template <class D>
Bool<D> surely_shows_archived(const World<D>& world, const NextContext<D>& call) {
  return world.shows_archived.at(call.store) || (call.is_find && !D::passes_all(call.filter));
}

// A find for anything may be like an enumeration or like other finds. [FIND-18 OPEN]
template <class D>
Bool<D> shows_archived(const World<D>& world, const NextContext<D>& call, const Choices<D>& choice) {
  const auto archived = [](const World<D>& w, Context<D> c) { return w.listed.at(c) && D::is_archived(w.properties.at(c)); };
  const Bool<D> surely = surely_shows_archived(world, call);
  const Bool<D> open = !surely && call.is_find && D::any_context_of(world, call.store, archived);
  return surely || (open && choice.takes(find_any_shows_archived, open));
}

// Whatever the implementation chose.
template <class D>
Bool<D> is_surely_shown(const World<D>& world, Context<D> context, const NextContext<D>& call) {
  const Bool<D> with_archived = surely_shows_archived(world, call);
  const Bool<D> by_hash = !(D::hash_sought(call.filter) == D::no_value());
  return is_shown(world, context, call, with_archived, false) && (!by_hash || is_shown(world, context, call, with_archived, by_hash));
}

// The element may come after the previous one: it lies behind it, or nobody knows yet where one of them lies.
template <class D>
Bool<D> may_follow(const World<D>& world, Context<D> context, Context<D> previous) {
  return !is_some<D>(previous) ||
         (!(context == previous) && (!world.placed.at(previous) || !world.placed.at(context) ||
                                     world.position.at(context) < world.position.at(previous)));
}

// It is known where the enumeration goes on: at the start, or behind an element whose place is known.
template <class D>
Bool<D> goes_on_from_a_known_place(const World<D>& world, Context<D> previous) {
  return !is_some<D>(previous) || world.placed.at(previous);
}

// The first element after the previous one that the call shows. The previous one may have been deleted meanwhile; its place
// still counts.
template <class D>
auto next_shown(const World<D>& before, const NextContext<D>& call, Bool<D> looks, const Choices<D>& choice) {
  const Bool<D> with_archived = looks && shows_archived(before, call, choice);
  const Bool<D> by_known_sha1 = looks && goes_by_known_sha1(before, call, choice);
  const auto follows = [call, with_archived, by_known_sha1](const World<D>& w, Context<D> c) {
    return is_shown(w, c, call, with_archived, by_known_sha1) && may_follow(w, c, call.previous);
  };
  return D::first_context_of(before, call.store, follows, call.previous, looks, choice);
}

// An element whose place was unknown has shown it, if none was passed over unseen.
template <class D>
void learn_place(World<D>& after, const World<D>& before, const NextContext<D>& call, const auto& next, Bool<D> found) {
  const Bool<D> learns = found && D::passes_all(call.filter) && goes_on_from_a_known_place(before, call.previous);
  after.position.set(next.context, next.position, learns && !before.placed.at(next.context));
  after.placed.set(next.context, true, learns);
}

template <class D>
void answer_next(Outcome<D>& outcome, const NextContext<D>& call, Bool<D> found, Bool<D> strange) {
  const Bool<D> by_find = call.is_find, some = is_some<D>(call.previous);
  answer_by(outcome, {
      {found && by_find,          true,  Error::unspecified,      "FIND-1"},
      {found,                     true,  Error::unspecified,      "ENUM-1"},
      {strange && by_find,        false, Error::some_failure,     "FIND-17"},
      {strange,                   false, Error::invalid_argument, "ENUM-12"},
      {!call.known_find_type,     false, Error::invalid_argument, "FIND-21"},
      {by_find,                   false, Error::not_found,        "FIND-3"},
      {true,                      false, Error::not_found,        "ENUM-3"},
  });
  cite_effects(outcome, {{some && by_find,                               "FIND-2"},
                         {some && !by_find,                              "ENUM-2"},
                         {by_find && !strange && !call.known_find_type,  "FIND-10"}});
}

// Where another reading allows what is returned, it is a matter of the order. [ENUM-7 OPEN]
template <class D>
Frame<D> frame_of_next(const NextContext<D>& call) {
  return {{Aspect::result, Of::anything,   true,         "ENUM-7"},
          {Aspect::life,   Of::what_ended, call.is_find, "FIND-2"},
          {Aspect::life,   Of::what_ended, true,         "ENUM-2"},
          {Aspect::life,   Of::what_lives, call.is_find, "FIND-15"},
          {Aspect::life,   Of::what_lives, true,         "ENUM-15"}};
}

template <class D>
Outcome<D> next_context(const World<D>& before, const NextContext<D>& call, const Choices<D>& choice) {
  // GIVEN   a store that the caller can reach, and a previous context that it may use.  [ENUM-14, FIND-14, HANDLE-1, HANDLE-2, CONTEXT-1]
  Outcome<D> outcome{may_ask_next(before, call), before, {}, {}};
  const Bool<D> strange = is_some<D>(call.previous) && !(before.home.at(call.previous) == call.store);
  const Bool<D> looks = !strange && call.known_find_type && is_real<D>(call.store);

  // THEN    the first element after the previous one is looked up:                      [ENUM-5, ENUM-6, ENUM-7 OPEN, ENUM-8, ENUM-9, ENUM-10, ENUM-16]
  const auto next = next_shown(before, call, looks, choice);
  const Bool<D> found = looks && next.found;
  //         it shows its place;                                                         [ADD-15 OPEN, FILE-14]
  learn_place(outcome.after, before, call, next, found);
  //         it gets one reference, and the previous one loses one.                      [ENUM-1, ENUM-2, FIND-1, FIND-2]
  give_reference(outcome.after, next.context, found);
  take_reference(outcome.after, call.previous, is_some<D>(call.previous), choice);

  // RESULT  the element, or NULL with CRYPT_E_NOT_FOUND.                                [ENUM-3, ENUM-4, ENUM-12, FIND-3, FIND-10, FIND-17, FIND-21]
  outcome.answer.context = D::choose(found, next.context, D::no_context());
  answer_next(outcome, call, found, strange);

  // FRAME   everything stays but the references to the previous and to the next context.
  frame_by(outcome, choice, [&] { return frame_of_next(call); });
  return outcome;
}

}  // namespace certlife::model
