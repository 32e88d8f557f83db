// What the enumerations and finds promise of one step; a whole enumeration is a sequence of steps.
#pragma once

#include "model/invariants/claim_words.h"
#include "model/rules/enumerate_contexts.h"

namespace certlife::model {

template <class D>
Bool<D> shows(const Seen<D>& it, const NextContext<D>& call, Context<D> context) {
  return is_shown(it.before, context, call, shows_archived(it.before, call, it.choice),
                  goes_by_known_sha1(it.before, call, it.choice));
}

// The store can be walked and the previous context is one of its own.
template <class D>
Bool<D> asks_well(const Seen<D>& it, const NextContext<D>& call) {
  const Bool<D> own = !is_some<D>(call.previous) || it.before.home.at(call.previous) == call.store;
  return is_real<D>(call.store) && call.known_find_type && own;
}

struct AStepShowsAnElement {
  static constexpr About about{"a_step_shows_an_element",
                               "What an enumeration or find returns is a listed element of the store and of the kind, passes the filter, is "
                               "not the previous one, and is archived only if the store or the find shows that.",
                               "ENUM-5 ENUM-9 ENUM-16 FIND-4 FIND-8 FIND-12 DELETE-1 OPEN-13 ENUM-13 FIND-13 FIND-11 FIND-18"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const NextContext<D>& call) {
    const auto c = it.answer.context;
    const Bool<D> hidden = D::is_archived(it.before.properties.at(c)) && !shows_archived(it.before, call, it.choice);
    return implied<D>(it.answer.succeeds, is_some<D>(c) && it.before.listed.at(c) && it.before.home.at(c) == call.store &&
                                              it.before.kind.at(c) == call.kind && !(c == call.previous) &&
                                              passes_filter(it.before, c, call, goes_by_known_sha1(it.before, call, it.choice))) &&
           implied<D>(it.answer.succeeds, !hidden);
  }
};

struct AFindByHashGoesByBytesOrProperty {
  static constexpr About about{"a_find_by_hash_goes_by_bytes_or_property",
                               "A certificate that CERT_FIND_SHA1_HASH or CERT_FIND_EXISTING returns passes by its bytes or by the hash that it "
                               "goes by, as the implementation chose; where nobody set a hash property both say the same of a hash.",
                               "FIND-5 FIND-7 FIND-19 FIND-20"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const NextContext<D>& call) {
    const auto c = it.answer.context;
    const auto sha1 = D::hash_sought(call.filter);
    const Bool<D> asks = it.answer.succeeds && call.kind == D::kind(Kind::certificate) && !(sha1 == D::no_value());
    const Bool<D> existing = D::asks_for_existing(call.filter);
    const Bool<D> by_property = (existing && it.choice.takes(find_existing_goes_by_hash, true)) ||
                                         (!existing && it.choice.takes(find_by_hash_goes_by_property, true));
    return implied<D>(asks && call.is_find && by_property, has_sha1(it.before, c, sha1)) &&
           implied<D>(asks && !by_property, D::matches(call.filter, it.before.content.at(c)));
  }
};

struct AStepReturnsALiveContext {
  static constexpr About about{"a_step_returns_a_live_context",
                               "What an enumeration or find returns is allocated and owned once more by the caller.",
                               "ENUM-1 FIND-1 CONTEXT-1"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const NextContext<D>& call) {
    const auto c = it.answer.context;
    return implied<D>(it.answer.succeeds && !(c == call.previous),
                      it.after.context_allocated.at(c) && it.after.owned_references.at(c) == it.before.owned_references.at(c) + 1);
  }
};

struct AStepSkipsNothing {
  static constexpr About about{"a_step_skips_nothing",
                               "No element that the enumeration shows, whose place is known and which lies after a previous one of known place, "
                               "comes before the one returned.",
                               "ENUM-6 ENUM-8 ENUM-10"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const NextContext<D>& call) {
    const auto c = it.context;
    const auto next = it.answer.context;
    const Bool<D> shown = it.before.context_allocated.at(c) && it.before.home.at(c) == call.store && shows(it, call, c) &&
                          may_follow(it.before, c, call.previous);
    const Bool<D> places_known = it.before.placed.at(c) && it.before.placed.at(next) &&
                                 goes_on_from_a_known_place(it.before, call.previous);
    return implied<D>(it.answer.succeeds && shown && places_known, !(it.before.position.at(next) < it.before.position.at(c)));
  }
};

struct TheEndComesWhenNothingFollows {
  static constexpr About about{"the_end_comes_when_nothing_follows",
                               "A step that returns NULL behind an element of known place has no element left to show whose place is known, and a "
                               "first step none at all.",
                               "ENUM-3 ENUM-6 FIND-3"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const NextContext<D>& call) {
    const auto c = it.context;
    const Bool<D> follows = is_some<D>(c) && it.before.context_allocated.at(c) && it.before.home.at(c) == call.store &&
                            shows(it, call, c) && may_follow(it.before, c, call.previous) &&
                            ((it.before.placed.at(c) && it.before.placed.at(call.previous)) || !is_some<D>(call.previous));
    return implied<D>(asks_well(it, call) && !it.answer.succeeds, !follows) &&
           implied<D>(asks_well(it, call) && !it.answer.succeeds, it.answer.last_error == D::code(Error::not_found));
  }
};

struct AShownElementLiesAfterThePrevious {
  static constexpr About about{"a_shown_element_lies_after_the_previous",
                               "Once a step over all elements from one of known place has returned another, that one's place is known too and "
                               "lies after the previous one's: no enumeration returns an element twice, and it ends.",
                               "ENUM-6 ENUM-8 ENUM-11"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const NextContext<D>& call) {
    const auto next = it.answer.context;
    const Bool<D> from_known = is_some<D>(call.previous) && it.before.placed.at(call.previous);
    const Bool<D> over_all = it.answer.succeeds && D::passes_all(call.filter);
    return implied<D>(over_all && from_known,
                      it.after.placed.at(next) && it.after.position.at(next) < it.before.position.at(call.previous)) &&
           implied<D>(over_all && !is_some<D>(call.previous), it.after.placed.at(next));
  }
};

struct AKnownPlaceStays {
  static constexpr About about{"a_known_place_stays", "No call moves a context whose place is known.", "ENUM-8 ENUM-6"};
  template <class D, class Call>
  static Bool<D> holds(const Seen<D>& it, const Call&) {
    const auto c = it.context;
    return implied<D>(was_there(it, c) && it.before.placed.at(c),
                      it.after.placed.at(c) && it.after.position.at(c) == it.before.position.at(c));
  }
};

struct ADeletedPreviousDoesNotEndTheWalk {
  static constexpr About about{"a_deleted_previous_does_not_end_the_walk",
                               "An enumeration can go on from a previous context that was deleted, as long as the caller holds it: what is known to "
                               "lie behind it is not lost.",
                               "ENUM-10 ENUM-4"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const NextContext<D>& call) {
    const auto c = it.context;
    const Bool<D> deleted = is_some<D>(call.previous) && !it.before.listed.at(call.previous);
    const Bool<D> follows = it.before.context_allocated.at(c) && it.before.home.at(c) == call.store && shows(it, call, c) &&
                            may_follow(it.before, c, call.previous) && it.before.placed.at(c) && is_some<D>(c) &&
                            it.before.placed.at(call.previous);
    return implied<D>(asks_well(it, call) && deleted && follows, it.answer.succeeds) &&
           implied<D>(asks_well(it, call) && deleted && !it.answer.succeeds, it.answer.last_error == D::code(Error::not_found));
  }
};

struct AStrangePreviousIsRefused {
  static constexpr About about{"a_strange_previous_is_refused",
                               "An enumeration with a previous context of another store returns NULL with E_INVALIDARG; a find returns NULL.",
                               "ENUM-12 FIND-17"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const NextContext<D>& call) {
    const Bool<D> strange = is_some<D>(call.previous) && !(it.before.home.at(call.previous) == call.store);
    return implied<D>(strange, !it.answer.succeeds) &&
           implied<D>(strange && !call.is_find, it.answer.last_error == D::code(Error::invalid_argument));
  }
};

struct AnUnknownFindTypeIsRefused {
  static constexpr About about{"an_unknown_find_type_is_refused",
                               "A find of an unknown type returns NULL with E_INVALIDARG, and the previous context is freed all the same.", "FIND-10 FIND-21"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const NextContext<D>& call) {
    const Bool<D> strange = is_some<D>(call.previous) && !(it.before.home.at(call.previous) == call.store);
    const auto previous = call.previous;
    return implied<D>(!call.known_find_type && !strange, is_failure(it.answer, Error::invalid_argument)) &&
           implied<D>(!call.known_find_type && is_some<D>(previous), it.after.references.at(previous) == it.before.references.at(previous) - 1);
  }
};

struct TheNullStoreEnumeratesEmpty {
  static constexpr About about{"the_null_store_enumerates_empty", "An enumeration or find in the null store returns NULL.", "CREATE-4"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const NextContext<D>& call) {
    return implied<D>(call.store == D::null_store(), !it.answer.succeeds);
  }
};

struct AStepChangesReferencesOnly {
  static constexpr About about{"a_step_changes_references_only",
                               "An enumeration or find changes no handle, CSP handle or file, and of a context that is not the previous one "
                               "nothing but the reference count and the knowledge of its place, while the store is open.",
                               "ENUM-15 FIND-15"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const NextContext<D>& call) {
    const auto c = it.context;
    const Bool<D> open = is_open(it.before, it.before.home.at(call.previous));
    return same_at<D>(it.before, it.after, it.csp) && same_at<D>(it.before, it.after, it.file) &&
           implied<D>(open, same_at<D>(it.before, it.after, it.store)) &&
           implied<D>(!(c == call.previous) && open,
                      it.after.listed.at(c) == it.before.listed.at(c) && it.after.properties.at(c) == it.before.properties.at(c) &&
                          it.after.context_allocated.at(c) == it.before.context_allocated.at(c));
  }
};

}  // namespace certlife::model
