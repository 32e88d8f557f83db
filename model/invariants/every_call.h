// What holds of every call, whichever it is: nothing dies, changes or counts but by what the call says.
#pragma once

#include "model/invariants/claim_words.h"

namespace certlife::model {

// --- What can end a context ----------------------------------------------------------------------------------------------

// Its last reference is given up, or with it the last one that kept its closed store.
template <class D, class Call>
Bool<D> may_end(const Seen<D>& it, const Call& call, Context<D> context) {
  const auto given_up = given_up_by<D>(call);
  const auto home = it.before.home.at(context);
  const Bool<D> goes_with_store = it.before.home.at(given_up) == home && !is_open(it.before, home) && !is_held(it.before, context);
  return is_some<D>(given_up) && ((context == given_up && it.before.references.at(context) == 1) || goes_with_store);
}
template <class D>
Bool<D> may_end(const Seen<D>& it, const CloseStore<D>& call, Context<D> context) {
  return it.before.home.at(context) == call.store && (call.force || !is_held(it.before, context));
}
// It is replaced.
template <class D>
Bool<D> may_end(const Seen<D>& it, const AddContext<D>& call, Context<D> context) {
  return it.before.home.at(context) == call.store && !is_held(it.before, context) && is_match(it, call, context);
}

struct OnlyItsOwnEndFreesAContext {
  static constexpr About about{"only_its_own_end_frees_a_context",
                               "A context is freed only when its last reference is given up, when it is replaced, when its store ends, or "
                               "by FORCE.",
                               "CONTEXT-11 FREE-3 FREE-9 CLOSE-8 ADD-14 DELETE-12"};
  template <class D, class Call>
  static Bool<D> holds(const Seen<D>& it, const Call& call) {
    return implied<D>(it.before.context_allocated.at(it.context) && !it.after.context_allocated.at(it.context),
                      may_end<D>(it, call, it.context));
  }
};

struct AContextKeepsItsIdentity {
  static constexpr About about{"a_context_keeps_its_identity", "No call changes the kind, the bytes or the hCertStore of a context.",
                               "CONTEXT-8 HANDLE-4 DELETE-5 DELETE-8 CONTEXT-6 CLOSE-8"};
  template <class D, class Call>
  static Bool<D> holds(const Seen<D>& it, const Call&) {
    const auto c = it.context;
    return implied<D>(was_there(it, c), it.after.context_exists.at(c) && it.after.kind.at(c) == it.before.kind.at(c) &&
                                            it.after.content.at(c) == it.before.content.at(c) &&
                                            it.after.home.at(c) == it.before.home.at(c));
  }
};

struct WhatIsGoneStaysGone {
  static constexpr About about{"what_is_gone_stays_gone", "No call brings a freed context or a freed store back.", "CONTEXT-2 HANDLE-8"};
  template <class D, class Call>
  static Bool<D> holds(const Seen<D>& it, const Call&) {
    return implied<D>(was_there(it, it.context) && !it.before.context_allocated.at(it.context),
                      !it.after.context_allocated.at(it.context)) &&
           implied<D>(it.before.store_exists.at(it.store) && !it.before.store_allocated.at(it.store) && is_real<D>(it.store),
                      !it.after.store_allocated.at(it.store));
  }
};

struct ADeletedContextIsNeverListedAgain {
  static constexpr About about{"a_deleted_context_is_never_listed_again",
                               "A context that no store lists is never listed later; only a new one is.",
                               "DELETE-1 ENUM-9 FIND-12 CREATE-2 ADD-1"};
  template <class D, class Call>
  static Bool<D> holds(const Seen<D>& it, const Call&) {
    return implied<D>(was_there(it, it.context) && !it.before.listed.at(it.context), !it.after.listed.at(it.context));
  }
};

// --- What counts ---------------------------------------------------------------------------------------------------------

struct ReferencesFollowTheCalls {
  static constexpr About about{"references_follow_the_calls",
                               "Without FORCE on its store a context's reference count grows by one for the call that returns it and "
                               "shrinks by one for the call that frees, deletes or continues from it, and else stays.",
                               "CONTEXT-1 CREATE-1 FREE-2 FREE-6 DUP-2 ENUM-1 ENUM-2 FIND-1 FIND-2 FIND-10 FIND-17 ENUM-12 ADD-3 ADD-4 "
                               "ADD-5 ADD-18 DELETE-2 DELETE-6 DELETE-8 CREATE-13"};
  template <class D, class Call>
  static Bool<D> holds(const Seen<D>& it, const Call& call) {
    const auto c = it.context;
    const auto gained = one_if<D>(it.answer.succeeds && it.answer.context == c);
    const auto lost = one_if<D>(given_up_by<D>(call) == c);
    return implied<D>(is_some<D>(c) && !forces<D>(call, it.before.home.at(c)),
                      it.after.references.at(c) == it.before.references.at(c) + gained - lost);
  }
};

template <class D, class Call>
Bool<D> takes_handle(const Call& call, Store<D> store) {
  if constexpr (std::is_same_v<Call, CloseStore<D>>) return call.store == store;
  else return false;
}

struct HandlesFollowTheCalls {
  static constexpr About about{"handles_follow_the_calls",
                               "Without FORCE and unknown flags a store's handle count grows by one for the open or duplicate that returns it and shrinks "
                               "by one for the close of it, and else stays.",
                               "HANDLE-1 OPEN-1 OPEN-12 DUPSTORE-2 CLOSE-1 CLOSE-2 CLOSE-36 SAVE-6 CONTROL-6 CSP-10"};
  template <class D, class Call>
  static Bool<D> holds(const Seen<D>& it, const Call& call) {
    Bool<D> odd = false;
    if constexpr (requires { call.unknown_flags; }) odd = call.unknown_flags || call.force;
    const auto s = it.store;
    const auto gained = one_if<D>(it.answer.succeeds && it.answer.store == s);
    const auto lost = one_if<D>(takes_handle<D>(call, s));
    return implied<D>(is_real<D>(s) && !odd, it.after.handles.at(s) == it.before.handles.at(s) + gained - lost);
  }
};

template <class D, class Call>
Store<D> reopened_by(const Call&) { return D::no_store(); }
template <class D>
Store<D> reopened_by(const DuplicateStore<D>& call) { return call.store; }

struct AClosedStoreStaysClosed {
  static constexpr About about{"a_closed_store_stays_closed",
                               "A store without handles gets none again, unless its handle is duplicated through a held context; so no "
                               "other close of it can be its last.",
                               "HANDLE-12 HANDLE-6 CLOSE-1"};
  template <class D, class Call>
  static Bool<D> holds(const Seen<D>& it, const Call& call) {
    const auto s = it.store;
    return implied<D>(it.before.store_exists.at(s) && it.before.handles.at(s) == 0 && !(reopened_by<D>(call) == s),
                      it.after.handles.at(s) == 0);
  }
};

// --- Properties ----------------------------------------------------------------------------------------------------------

template <class D, class Call>
Bool<D> may_set_property(const Seen<D>&, const Call&, Context<D>) { return false; }
template <class D>
Bool<D> may_set_property(const Seen<D>&, const SetProperty<D>& call, Context<D> context) { return context == call.context; }
template <class D>
Bool<D> may_set_property(const Seen<D>&, const GetProperty<D>& call, Context<D> context) { return context == call.context; }
template <class D>
Bool<D> may_set_property(const Seen<D>& it, const AddContext<D>& call, Context<D> context) {
  return it.before.home.at(context) == call.store && is_match(it, call, context);
}

struct PropertiesBelongToOneContext {
  static constexpr About about{"properties_belong_to_one_context",
                               "The properties of a living context change only by a set or get of its own, or by an add that finds it.",
                               "PROP-17 ADD-5 ADD-7 ADD-29 DELETE-12 CLOSE-8"};
  template <class D, class Call>
  static Bool<D> holds(const Seen<D>& it, const Call& call) {
    const auto c = it.context;
    return implied<D>(was_there(it, c) && it.after.context_allocated.at(c) && !may_set_property<D>(it, call, c),
                      it.after.properties.at(c) == it.before.properties.at(c));
  }
};

}  // namespace certlife::model
