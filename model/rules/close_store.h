// CertCloseStore.
#pragma once

#include "model/rules/file_form.h"

namespace certlife::model {

// The store can be named for closing: NULL and the null store always can. [CLOSE-26, CLOSE-28]
template <class D>
Given<D> may_close(const World<D>& before, typename D::Store store) {
  const typename D::Bool real = is_real<D>(store);
  return given<D>(Requirement<D>{!real || !before.forfeited.at(store), "CLOSE-12"},
                  Requirement<D>{!real || caller_owns_a_handle(before, store), "HANDLE-1"});
}

// What CHECK finds: an element of the store that is still held; else another handle, or a context that was deleted and is
// held. Whether the latter two are reported the documents leave open. [CLOSE-5, CLOSE-7 OPEN, CLOSE-29 OPEN]
template <class D>
struct Held {
  typename D::Bool element;
  typename D::Bool other_handle;
  typename D::Bool deleted;
  typename D::Bool handle_reported;
  typename D::Bool deleted_reported;

  typename D::Bool reported() const { return element || handle_reported || deleted_reported; }
};

template <class D>
Held<D> held_of(const World<D>& before, typename D::Store store, typename D::Bool check, const typename D::Choices& choice) {
  using Context = typename D::Context;
  const auto element = [](const World<D>& w, Context c) { return is_held(w, c) && w.listed.at(c); };
  const auto deleted = [](const World<D>& w, Context c) { return is_held(w, c) && !w.listed.at(c); };
  Held<D> held;
  held.element = check && D::any_context_of(before, store, element);
  held.other_handle = check && !held.element && before.handles.at(store) > 1;
  held.deleted = check && !held.element && D::any_context_of(before, store, deleted);
  held.handle_reported = held.other_handle && choice.takes(check_counts_other_handles, held.other_handle);
  const typename D::Bool asks = held.deleted && !held.handle_reported;
  held.deleted_reported = asks && choice.takes(deleted_but_held_is_pending, asks);
  return held;
}

// How a close ends: what it consumes and destroys, whatever it returns. One close is owed for each open and each
// duplicate; the last one ends the store. [CLOSE-1, CLOSE-9 OPEN]
template <class D>
struct Ending {
  typename D::Bool consumes;   // One handle reference goes.
  typename D::Bool is_final;   // The last one went.
  typename D::Bool by_force;   // The contexts go with it.
};

template <class D>
Ending<D> ending_of(const World<D>& before, const CloseStore<D>& call, typename D::Bool refused, typename D::Bool kept,
                    const typename D::Choices& choice) {
  const typename D::Bool consumes = is_real<D>(call.store) && !kept;
  const typename D::Bool forced = consumes && call.force && !refused;
  const typename D::Bool last = consumes && before.handles.at(call.store) == 1;
  const typename D::Bool early = forced && !last && choice.takes(force_ends_every_handle_now, forced && !last);
  return {consumes, last || early, forced};
}

template <class D>
void close_handle(World<D>& after, typename D::Store store, const Ending<D>& ending) {
  after.handles.set(store, after.handles.at(store) - 1, ending.consumes);
  after.owned_handles.set(store, after.owned_handles.at(store) - 1, ending.consumes);
  after.handles.set(store, 0, ending.is_final);
  forfeit(after, store, ending.by_force);
}

// At the final close the store's own hold on its elements ends. While some are held it waits; what nobody holds may wait
// with it. Under FORCE nothing is left. [CLOSE-19, CLOSE-20 OPEN, CLOSE-21, CLOSE-39]
template <class D>
void end_store(World<D>& after, typename D::Store store, const Ending<D>& ending, const typename D::Choices& choice) {
  end_all_contexts_of(after, store, ending.is_final && ending.by_force);
  end_store_unless_needed(after, store, ending.is_final);
  const typename D::Bool waits = ending.is_final && after.store_allocated.at(store);
  end_unheld_contexts_of(after, store, waits && !choice.takes(pending_store_keeps_unreferenced, waits));
  after.commits.set(store, false, ending.is_final);
  after.writes_pkcs7.set(store, false, ending.is_final);
  after.file.set(store, D::no_file(), ending.is_final);
}

// The flag bits that the page does not define: may they be ignored, and if not, is the handle consumed? [CLOSE-30 OPEN]
template <class D>
struct Refusal {
  typename D::Bool refused;
  typename D::Bool handle_kept;
};

template <class D>
Refusal<D> refusal_of(const CloseStore<D>& call, const typename D::Choices& choice) {
  const typename D::Bool unknown = call.unknown_flags;
  const typename D::Bool kept = unknown && choice.takes(unknown_close_flags_are_refused, unknown);
  const typename D::Bool consumed = unknown && choice.takes(unknown_close_flags_are_refused_but_consume, unknown);
  return {kept || consumed, kept};
}

// The final close writes what changed to the file of a store opened for commit. [CLOSE-31, CLOSE-32 OPEN]
template <class D>
typename D::Bool writes_file(const World<D>& before, typename D::Store store, const Ending<D>& ending,
                             const typename D::Choices& choice) {
  const typename D::Bool unwritten = ending.is_final && before.commits.at(store) && before.changed.at(store);
  const typename D::Bool doubtful = unwritten && ending.by_force;
  return unwritten && (!ending.by_force || choice.takes(force_commits, doubtful));
}

// The CSP handle goes at the final close; the page could be read as: at any. [CLOSE-14, CLOSE-16 OPEN]
template <class D>
typename D::Bool releases_csp(const World<D>& before, typename D::Store store, const Ending<D>& ending,
                              const typename D::Choices& choice) {
  const typename D::Bool early = ending.consumes && !ending.is_final && before.releases_csp.at(store);
  return ending.is_final || (early && choice.takes(csp_released_at_any_close, early));
}

template <class D>
Outcome<D> close_store(const World<D>& before, const CloseStore<D>& call, const typename D::Choices& choice) {
  using Bool = typename D::Bool;
  const auto store = call.store;

  // GIVEN   the caller may use a handle to the store, or passes NULL or the null store.      [HANDLE-1, CLOSE-12]
  Outcome<D> outcome{may_close(before, store), before, {}, {}};
  const Refusal<D> refusal = refusal_of(call, choice);
  const Ending<D> ending = ending_of(before, call, refusal.refused, refusal.handle_kept, choice);

  // THEN    one handle reference is consumed, whatever the result.                           [CLOSE-2, CLOSE-25, CLOSE-36]
  close_handle(outcome.after, store, ending);
  //         A file store opened for commit writes its changes when it ends.                  [CLOSE-31, CLOSE-32 OPEN]
  const Bool writes = writes_file(before, store, ending, choice);
  write_file(outcome.after, before, before.file.at(store), store, before.writes_pkcs7.at(store), writes && !call.commit_fails);
  //         Unheld contexts die at the final close; under FORCE all of them do.              [CLOSE-6, CLOSE-8, CLOSE-11, CLOSE-35, CLOSE-37]
  end_store(outcome.after, store, ending, choice);
  //         The CSP handle goes with the store, unless the open asked to keep it.            [CLOSE-14, CLOSE-15, CLOSE-17]
  const Bool releases = releases_csp(before, store, ending, choice);
  release_csp_of(outcome.after, store, releases);

  // RESULT  FALSE and CRYPT_E_PENDING_CLOSE if CHECK finds something held, else TRUE;        [CLOSE-4, CLOSE-5, CLOSE-18, CLOSE-38]
  //         with FORCE as well it may keep silent, but not report what is not so.            [CLOSE-23 OPEN, CLOSE-24]
  const Bool checks = is_real<D>(store) && call.check && !refusal.refused;
  const Held<D> held = held_of(before, store, checks, choice);
  const Bool pending = held.reported();
  const Bool silenced = pending && call.force && !choice.takes(check_with_force_reports_as_check, pending && call.force);
  const Bool reports = pending && !silenced;
  //         Last error is left as it was, but for that code.                                 [CLOSE-10, CLOSE-22 OPEN, ERROR-4, ERROR-6]
  const Bool quiet = checks && !reports;
  const Bool loses_error = quiet && !choice.takes(check_true_keeps_last_error, quiet);
  const Bool fails = writes && call.commit_fails && choice.takes(failed_commit_shows, writes && call.commit_fails);
  const Bool null_store = store == D::null_store();
  const Bool not_closable = null_store && choice.takes(null_store_close_is_refused, null_store);
  answer_by<D, 14>(outcome, {{
      {refusal.refused,       false, Error::invalid_argument, "CLOSE-30"},
      {store == D::no_store(), true, Error::unchanged,        "CLOSE-26"},
      {not_closable,          false, Error::unexpected,       "CLOSE-27"},
      {null_store,             true, Error::unchanged,        "CLOSE-27"},
      {reports && held.element,         false, Error::pending_close, "CLOSE-5"},
      {reports && held.handle_reported, false, Error::pending_close, "CLOSE-7"},
      {reports,               false, Error::pending_close,    "CLOSE-29"},
      {fails,                 false, Error::some_failure,     "CLOSE-33"},
      {loses_error,           true,  Error::unspecified,      "CLOSE-22"},
      {pending,               true,  Error::unchanged,        "CLOSE-23"},
      {held.other_handle,     true,  Error::unchanged,        "CLOSE-7"},
      {held.deleted,          true,  Error::unchanged,        "CLOSE-29"},
      {checks,                true,  Error::unchanged,        "CLOSE-4"},
      {true,                  true,  Error::unchanged,        "CLOSE-3"},
  }});
  const Bool waits = outcome.after.store_allocated.at(store);
  cite_effects<D, 5>(outcome, {{
      {ending.is_final && ending.by_force,                       "CLOSE-11"},
      {ending.is_final && !ending.by_force && waits,             "CLOSE-8"},
      {ending.is_final && !ending.by_force && !waits,            "CLOSE-19"},
      {releases && before.releases_csp.at(store),                "CLOSE-14"},
      {writes,                                                   "CLOSE-31"},
  }});
  return outcome;
}

}  // namespace certlife::model
