// CertCloseStore.
#pragma once

#include "model/rules/file_form.h"

namespace certlife::model {

// The store can be named for closing: NULL and the null store always can. [CLOSE-26, CLOSE-28]
template <class D>
Given<D> may_close(const World<D>& before, Store<D> store) {
  const Bool<D> real = is_real<D>(store);
  return given<D>(Requirement<D>{!real || !before.forfeited.at(store), "CLOSE-12"},
                  Requirement<D>{!real || caller_owns_a_handle(before, store), "HANDLE-1"});
}

// What CHECK finds: an element of the store that is still held; else another handle, or a context that was deleted and is
// held. Whether the latter two are reported the documents leave open. [CLOSE-5, CLOSE-7 OPEN, CLOSE-29 OPEN]
template <class D>
struct Held {
  Bool<D> element;
  Bool<D> other_handle;
  Bool<D> deleted;
  Bool<D> handle_reported;
  Bool<D> deleted_reported;

  Bool<D> reported() const { return element || handle_reported || deleted_reported; }
  Bool<D> anything() const { return element || other_handle || deleted; }
};

template <class D>
Held<D> held_of(const World<D>& before, Store<D> store, Bool<D> check, const Choices<D>& choice) {
  const auto element = [](const World<D>& w, Context<D> c) { return is_held(w, c) && w.listed.at(c); };
  const auto deleted = [](const World<D>& w, Context<D> c) { return is_held(w, c) && !w.listed.at(c); };
  Held<D> held;
  held.element = check && D::any_context_of(before, store, element);
  held.other_handle = check && !held.element && before.handles.at(store) > 1;
  held.deleted = check && !held.element && D::any_context_of(before, store, deleted);
  held.handle_reported = held.other_handle && choice.takes(check_counts_other_handles, held.other_handle);
  const Bool<D> asks = held.deleted && !held.handle_reported;
  held.deleted_reported = asks && choice.takes(deleted_but_held_is_pending, asks);
  return held;
}

// The flag bits that the page does not define: may they be ignored, and if not, is the handle consumed? [CLOSE-30 OPEN]
template <class D>
struct Refusal {
  Bool<D> refused;
  Bool<D> handle_kept;
};

template <class D>
Refusal<D> refusal_of(const CloseStore<D>& call, const Choices<D>& choice) {
  const Bool<D> unknown = call.unknown_flags;
  const Bool<D> kept = unknown && choice.takes(unknown_close_flags_are_refused, unknown);
  const Bool<D> consumed = unknown && choice.takes(unknown_close_flags_are_refused_but_consume, unknown);
  return {kept || consumed, kept};
}

// How a close ends: what it consumes and destroys, whatever it returns. One close is owed for each open and each
// duplicate; the last one ends the store. [CLOSE-1, CLOSE-9 OPEN]
template <class D>
struct Ending {
  Bool<D> refused;    // Because of its flags.
  Bool<D> consumes;   // One handle reference goes.
  Bool<D> is_final;   // The last one went.
  Bool<D> by_force;   // The contexts go with it.
};

template <class D>
Ending<D> ending_of(const World<D>& before, const CloseStore<D>& call, const Choices<D>& choice) {
  const Refusal<D> refusal = refusal_of(call, choice);
  const Bool<D> consumes = is_real<D>(call.store) && !refusal.handle_kept;
  const Bool<D> forced = consumes && call.force && !refusal.refused;
  const Bool<D> last = consumes && before.handles.at(call.store) == 1;
  const Bool<D> early = forced && !last && choice.takes(force_ends_every_handle_now, forced && !last);
  return {refusal.refused, consumes, last || early, forced};
}

template <class D>
void close_handle(World<D>& after, Store<D> store, const Ending<D>& ending) {
  lose_one(after.handles, after.owned_handles, store, ending.consumes);
  after.handles.set(store, 0, ending.is_final);
  forfeit(after, store, ending.by_force);
}

// At the final close the store's own hold on its elements ends. While some are held it waits; what nobody holds may wait
// with it. Under FORCE nothing is left. [CLOSE-19, CLOSE-20 OPEN, CLOSE-21, CLOSE-39]
template <class D>
void end_store(World<D>& after, Store<D> store, const Ending<D>& ending, const Choices<D>& choice) {
  end_all_contexts_of(after, store, ending.is_final && ending.by_force);
  end_store_unless_needed(after, store, ending.is_final);
  const Bool<D> waits = ending.is_final && after.store_allocated.at(store);
  end_unheld_contexts_of(after, store, waits && !choice.takes(pending_store_keeps_unreferenced, waits));
  after.commits.set(store, false, ending.is_final);
  after.writes_pkcs7.set(store, false, ending.is_final);
  after.file.set(store, D::no_file(), ending.is_final);
}

// The final close writes what changed to the file of a store opened for commit. [CLOSE-31, CLOSE-32 OPEN]
template <class D>
Bool<D> writes_file(const World<D>& before, Store<D> store, const Ending<D>& ending, const Choices<D>& choice) {
  const Bool<D> unwritten = ending.is_final && before.commits.at(store) && before.changed.at(store);
  const Bool<D> doubtful = unwritten && ending.by_force;
  return unwritten && (!ending.by_force || choice.takes(force_commits, doubtful));
}

// The CSP handle goes at the final close; the page could be read as: at any. [CLOSE-14, CLOSE-16 OPEN]
template <class D>
Bool<D> releases_csp(const World<D>& before, Store<D> store, const Ending<D>& ending, const Choices<D>& choice) {
  const Bool<D> early = ending.consumes && !ending.is_final && before.releases_csp.at(store);
  return ending.is_final || (early && choice.takes(csp_released_at_any_close, early));
}

// The page knows no such store. [CLOSE-27 OPEN]
template <class D>
Bool<D> refuses_the_null_store(const CloseStore<D>& call, const Choices<D>& choice) {
  const Bool<D> null_store = call.store == D::null_store();
  return null_store && choice.takes(null_store_close_is_refused, null_store);
}

// With FORCE as well, CHECK may keep silent, but not report what is not so. [CLOSE-23 OPEN, CLOSE-24]
template <class D>
Bool<D> reports_pending(const CloseStore<D>& call, Bool<D> pending, const Choices<D>& choice) {
  const Bool<D> doubtful = pending && call.force;
  return pending && (!call.force || choice.takes(check_with_force_reports_as_check, doubtful));
}

// A check that reports nothing may leave any last error. [CLOSE-22 OPEN]
template <class D>
Bool<D> loses_last_error(Bool<D> quiet, const Choices<D>& choice) {
  return quiet && !choice.takes(check_true_keeps_last_error, quiet);
}

// FALSE and CRYPT_E_PENDING_CLOSE if CHECK finds something held, else TRUE. Says what it finds.
template <class D>
Held<D> answer_close(Outcome<D>& outcome, const World<D>& before, const CloseStore<D>& call, Bool<D> refused,
                     Bool<D> commit_fails, const Choices<D>& choice) {
  const Bool<D> checks = is_real<D>(call.store) && call.check && !refused;
  const Held<D> held = held_of(before, call.store, checks, choice);
  const Bool<D> reports = reports_pending(call, held.reported(), choice);
  const Bool<D> loses_error = loses_last_error<D>(checks && !reports, choice);
  const Bool<D> commit_failure_shows = commit_fails && choice.takes(failed_commit_shows, commit_fails);
  answer_by(outcome, {
      {refused,                              false, Error::invalid_argument, "CLOSE-30"},
      {call.store == D::no_store(),          true,  Error::unchanged,        "CLOSE-26"},
      {refuses_the_null_store(call, choice), false, Error::unexpected,       "CLOSE-27"},
      {call.store == D::null_store(),        true,  Error::unchanged,        "CLOSE-27"},
      {reports && held.element,              false, Error::pending_close,    "CLOSE-5"},
      {reports && held.handle_reported,      false, Error::pending_close,    "CLOSE-7"},
      {reports,                              false, Error::pending_close,    "CLOSE-29"},
      {commit_failure_shows,                 false, Error::some_failure,     "CLOSE-33"},
      {loses_error,                          true,  Error::unspecified,      "CLOSE-22"},
      {held.reported(),                      true,  Error::unchanged,        "CLOSE-23"},
      {held.other_handle,                    true,  Error::unchanged,        "CLOSE-7"},
      {held.deleted,                         true,  Error::unchanged,        "CLOSE-29"},
      {checks,                               true,  Error::unchanged,        "CLOSE-4"},
      {true,                                 true,  Error::unchanged,        "CLOSE-3"},
  });
  return held;
}

template <class D>
void cite_ending(Outcome<D>& outcome, Store<D> store, const Ending<D>& ending, Bool<D> releases, Bool<D> writes) {
  const Bool<D> waits = outcome.after.store_allocated.at(store);
  cite_effects(outcome, {
      {ending.is_final && ending.by_force,            "CLOSE-11"},
      {ending.is_final && !ending.by_force && waits,  "CLOSE-8"},
      {ending.is_final && !ending.by_force && !waits, "CLOSE-19"},
      {releases,                                      "CLOSE-14"},
      {writes,                                        "CLOSE-31"},
  });
}

// What is left of the store and its contexts, of what is tied to them, and of all else.
template <class D>
Frame<D> frame_of_close(const Outcome<D>& outcome, const CloseStore<D>& call, const Ending<D>& ending, const Held<D>& held, Bool<D> writes) {
  const Bool<D> last = ending.is_final, forced = last && ending.by_force;
  const Bool<D> quiet = is_real<D>(call.store) && outcome.answer.succeeds, all_gone = call.check && outcome.answer.succeeds;
  return {
      {Aspect::last_error, Of::anything,        quiet && !call.check,                     "CLOSE-10"},
      {Aspect::last_error, Of::anything,        quiet && call.check && !held.anything(),  "CLOSE-22"},
      {Aspect::life,       Of::anything,        call.store == D::null_store(),            "CLOSE-28"},
      {Aspect::life,       Of::anything,        !last && ending.by_force,                 "CLOSE-9"},
      {Aspect::life,       Of::anything,        !last,                                    "CLOSE-36"},
      {Aspect::life,       Of::ended_store,     forced,                                   "CLOSE-39"},
      {Aspect::life,       Of::ended_context,   forced,                                   "CLOSE-11"},
      {Aspect::life,       Of::anything,        forced,                                   "CLOSE-35"},
      {Aspect::life,       Of::what_ended,      all_gone,                                 "CLOSE-38"},
      {Aspect::life,       Of::what_ended,      true,                                     "CLOSE-19"},
      {Aspect::life,       Of::live_context,    true,                                     "CLOSE-8"},
      {Aspect::life,       Of::anything,        true,                                     "CLOSE-21"},
      {Aspect::csp_handle, Of::released_handle, true,                                     "CLOSE-14"},
      {Aspect::csp_handle, Of::anything,        last,                                     "CLOSE-15"},
      {Aspect::csp_handle, Of::anything,        true,                                     "CLOSE-16"},
      {Aspect::properties, Of::anything,        true,                                     "CLOSE-8"},
      {Aspect::file,       Of::anything,        writes,                                   "CLOSE-31"},
      {Aspect::file,       Of::anything,        true,                                     "FILE-10"},
  };
}

template <class D>
Outcome<D> close_store(const World<D>& before, const CloseStore<D>& call, const Choices<D>& choice) {
  // GIVEN   the caller may use a handle to the store, or passes NULL or the null store.      [HANDLE-1, CLOSE-12]
  Outcome<D> outcome{may_close(before, call.store), before, {}, {}};
  const Ending<D> ending = ending_of(before, call, choice);

  // THEN    one handle reference is consumed, whatever the result.                           [CLOSE-2, CLOSE-25, CLOSE-36]
  close_handle(outcome.after, call.store, ending);
  //         A file store opened for commit writes its changes when it ends.                  [CLOSE-31, CLOSE-32 OPEN]
  const Bool<D> writes = writes_file(before, call.store, ending, choice);
  write_file(outcome.after, before, before.file.at(call.store), call.store, before.writes_pkcs7.at(call.store), writes && !call.commit_fails);
  //         Unheld contexts die at the final close; under FORCE all of them do.              [CLOSE-6, CLOSE-8, CLOSE-11, CLOSE-35, CLOSE-37]
  end_store(outcome.after, call.store, ending, choice);
  //         The CSP handle goes with the store, unless the open asked to keep it.            [CLOSE-14, CLOSE-15, CLOSE-17]
  const Bool<D> releases = releases_csp(before, call.store, ending, choice);
  release_csp_of(outcome.after, call.store, releases);

  // RESULT  FALSE and CRYPT_E_PENDING_CLOSE if CHECK finds something held, else TRUE;        [CLOSE-4, CLOSE-5, CLOSE-18, CLOSE-38]
  //         last error is left as it was, but for that code.                                 [CLOSE-10, CLOSE-22 OPEN, ERROR-4, ERROR-6]
  const Held<D> held = answer_close(outcome, before, call, ending.refused, writes && call.commit_fails, choice);
  cite_ending(outcome, call.store, ending, releases && before.releases_csp.at(call.store), writes);

  // FRAME   what is held lives on unless by force, and all else does; a file changes by a commit only.
  frame_by(outcome, choice, [&] { return frame_of_close(outcome, call, ending, held, writes); });
  return outcome;
}

}  // namespace certlife::model
