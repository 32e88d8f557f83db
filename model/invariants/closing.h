// What CertCloseStore promises of its result and of the handles.
#pragma once

#include "model/invariants/claim_words.h"
#include "model/rules/close_store.h"

namespace certlife::model {

struct AnUncheckedCloseReturnsTrue {
  static constexpr About about{"an_unchecked_close_returns_true",
                               "Without CHECK a close of a store returns TRUE and leaves last error as it was, as long as its "
                               "file can be written.",
                               "CLOSE-3 CLOSE-10 ERROR-6"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const CloseStore<D>& call) {
    const Bool<D> plain = has_known_flags(call) && !call.check && !call.commit_fails;
    return implied<D>(plain, is_success(it.answer, Error::unchanged));
  }
};

struct ACloseConsumesOneHandle {
  static constexpr About about{"a_close_consumes_one_handle",
                               "Without FORCE a close takes away exactly one handle reference, whatever it returns.",
                               "CLOSE-1 CLOSE-2 CLOSE-6 CLOSE-36 HANDLE-1"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const CloseStore<D>& call) {
    const auto s = call.store;
    return implied<D>(has_known_flags(call) && !call.force,
                      it.after.handles.at(s) == it.before.handles.at(s) - 1 &&
                          it.after.owned_handles.at(s) == it.before.owned_handles.at(s) - 1);
  }
};

struct PendingCloseIsSaidToCheckOnly {
  static constexpr About about{"pending_close_is_said_to_check_only",
                               "A close that sets CRYPT_E_PENDING_CLOSE was asked to check, and returns FALSE.", "ERROR-6 ERROR-4 CLOSE-10"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const CloseStore<D>& call) {
    return implied<D>(it.answer.last_error == D::code(Error::pending_close), call.check && !it.answer.succeeds);
  }
};

struct AHeldElementIsReported {
  static constexpr About about{"a_held_element_is_reported",
                               "CHECK without FORCE returns FALSE with CRYPT_E_PENDING_CLOSE while an element of the store is held.",
                               "CLOSE-5"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const CloseStore<D>& call) {
    const auto c = it.context;
    const Bool<D> held = it.before.home.at(c) == call.store && it.before.listed.at(c) && is_held(it.before, c);
    return implied<D>(has_known_flags(call) && call.check && !call.force && held, is_failure(it.answer, Error::pending_close));
  }
};

struct CheckReportsExactlyWhatIsHeld {
  static constexpr About about{"check_reports_exactly_what_is_held",
                               "CHECK without FORCE returns FALSE with CRYPT_E_PENDING_CLOSE if and only if another handle or a "
                               "context of the store is still held.",
                               "CLOSE-4 CLOSE-5 CLOSE-7 CLOSE-18 CLOSE-29 DELETE-7",
                               "check_counts_other_handles = yes, deleted_but_held_is_pending = yes"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const CloseStore<D>& call) {
    const Bool<D> premise = it.choice.takes(check_counts_other_handles, true) &&
                            it.choice.takes(deleted_but_held_is_pending, true);
    const Bool<D> checks = has_known_flags(call) && call.check && !call.force;
    const Bool<D> held = it.before.handles.at(call.store) > 1 || any_context_held_from(it.before, call.store);
    return implied<D>(premise && checks, is_failure(it.answer, Error::pending_close) == held) &&
           implied<D>(premise && checks && !call.commit_fails, (!it.answer.succeeds) == held);
  }
};

struct CheckReportsNothingElse {
  static constexpr About about{"check_reports_nothing_else",
                               "CRYPT_E_PENDING_CLOSE, also with both flags, means that another handle or a context of the store is held.",
                               "CLOSE-24 CLOSE-4 CLOSE-18 CLOSE-23"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const CloseStore<D>& call) {
    const Bool<D> held = it.before.handles.at(call.store) > 1 || any_context_held_from(it.before, call.store);
    return implied<D>(it.answer.last_error == D::code(Error::pending_close), held);
  }
};

struct CheckOfAnUnheldStoreReturnsTrue {
  static constexpr About about{"check_of_an_unheld_store_returns_true",
                               "CHECK at the last close of a store of which no context is held returns TRUE, whatever the store lists.",
                               "CLOSE-4 CLOSE-18"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const CloseStore<D>& call) {
    const Bool<D> unheld = it.before.handles.at(call.store) == 1 && !any_context_held_from(it.before, call.store);
    return implied<D>(has_known_flags(call) && call.check && !call.commit_fails && unheld, it.answer.succeeds);
  }
};

struct ACheckThatReturnsTrueKeepsLastError {
  static constexpr About about{"a_check_that_returns_true_keeps_last_error",
                               "A close with CHECK that returns TRUE leaves last error as it was.", "CLOSE-22",
                               "check_true_keeps_last_error = yes"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const CloseStore<D>& call) {
    const Bool<D> premise = it.choice.takes(check_true_keeps_last_error, true);
    return implied<D>(premise && has_known_flags(call) && call.check && it.answer.succeeds,
                      it.answer.last_error == D::code(Error::unchanged));
  }
};

// Two closes in one world.
struct CheckDecidesTheResultOnly {
  static constexpr About about{"check_decides_the_result_only",
                               "A close leaves the same world behind with CHECK and without it.", "CLOSE-25 CLOSE-6"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const CloseStore<D>& call) {
    CloseStore<D> other = call;
    other.check = !call.check;
    const Outcome<D> twin = close_store(it.before, other, it.choice);
    return nothing_else_changes(it, it.after, twin.after);
  }
};

// The same close in two worlds, of which one has a reference or a handle less.
struct CheckIsMonotone {
  static constexpr About about{"check_is_monotone",
                               "A close with CHECK that returns TRUE would do so with one context reference or one handle fewer.",
                               "CLOSE-4 CLOSE-5"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const CloseStore<D>& call) {
    World<D> fewer = it.before;
    fewer.references.set(it.context, fewer.references.at(it.context) - 1, is_held(fewer, it.context));
    fewer.handles.set(call.store, fewer.handles.at(call.store) - 1, fewer.handles.at(call.store) > 1);
    const Outcome<D> twin = close_store(fewer, call, it.choice);
    return implied<D>(has_known_flags(call) && call.check && !call.commit_fails && it.answer.succeeds, twin.answer.succeeds);
  }
};

struct ClosingNullDoesNothing {
  static constexpr About about{"closing_null_does_nothing", "A close of NULL returns TRUE and changes nothing, the last error included.",
                               "CLOSE-26"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const CloseStore<D>& call) {
    return implied<D>(call.store == D::no_store(), nothing_changes(it)) &&
           implied<D>(call.store == D::no_store() && !call.unknown_flags, is_success(it.answer, Error::unchanged));
  }
};

struct ClosingTheNullStoreDoesNothing {
  static constexpr About about{"closing_the_null_store_does_nothing", "A close of the null store changes nothing.", "CLOSE-28 CREATE-5"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const CloseStore<D>& call) {
    return implied<D>(call.store == D::null_store(), nothing_changes(it));
  }
};

struct ClosingTheNullStoreIsRefused {
  static constexpr About about{"closing_the_null_store_is_refused",
                               "A close of the null store returns FALSE with E_UNEXPECTED, with CHECK and without.", "CLOSE-27",
                               "null_store_close = e_unexpected"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const CloseStore<D>& call) {
    const Bool<D> premise = it.choice.takes(null_store_close_is_refused, true);
    return implied<D>(premise && call.store == D::null_store() && !call.unknown_flags, is_failure(it.answer, Error::unexpected));
  }
};

struct ClosingTheNullStoreReturnsTrue {
  static constexpr About about{"closing_the_null_store_returns_true",
                               "A close of the null store returns TRUE and leaves last error as it was.", "CLOSE-27 CLOSE-3",
                               "null_store_close = true"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const CloseStore<D>& call) {
    const Bool<D> premise = !it.choice.takes(null_store_close_is_refused, true);
    return implied<D>(premise && call.store == D::null_store() && !call.unknown_flags, is_success(it.answer, Error::unchanged));
  }
};

struct UnknownFlagsAreIgnoredOrRefused {
  static constexpr About about{"unknown_flags_are_ignored_or_refused",
                               "Unknown flag bits that are refused give E_INVALIDARG and cost at most one handle; that one is gone "
                               "only where the refusal consumes it.",
                               "CLOSE-30"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const CloseStore<D>& call) {
    const auto s = call.store;
    const Bool<D> real = is_real<D>(s) && call.unknown_flags;
    const Bool<D> kept = it.choice.takes(unknown_close_flags_are_refused, true);
    const Bool<D> consumed = it.choice.takes(unknown_close_flags_are_refused_but_consume, true);
    return implied<D>(real && (kept || consumed), is_failure(it.answer, Error::invalid_argument)) &&
           implied<D>(real && kept, nothing_changes(it)) &&
           implied<D>(real && consumed, it.after.handles.at(s) == it.before.handles.at(s) - 1);
  }
};

}  // namespace certlife::model
