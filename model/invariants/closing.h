// What CertCloseStore promises, whatever the world it is called in.
#pragma once

#include "model/invariants/claim.h"

namespace certlife::model {

struct AnUncheckedCloseReturnsTrue {
  static constexpr About about{"an_unchecked_close_returns_true",
                               "Without CHECK a close of a store returns TRUE and leaves last error as it was.",
                               "CLOSE-3 CLOSE-10 ERROR-6"};
  template <class D>
  static typename D::Bool holds(const Seen<D>& it, const CloseStore<D>& call) {
    const typename D::Bool plain = is_real<D>(call.store) && !call.check && !call.unknown_flags && !call.commit_fails;
    return implied<D>(plain, is_success(it.answer, Error::unchanged));
  }
};

struct ACloseConsumesOneHandle {
  static constexpr About about{"a_close_consumes_one_handle",
                               "A close takes away exactly one handle reference, whatever it returns.", "CLOSE-2 CLOSE-36"};
  template <class D>
  static typename D::Bool holds(const Seen<D>& it, const CloseStore<D>& call) {
    const typename D::Bool plain = is_real<D>(call.store) && !call.force && !call.unknown_flags;
    return implied<D>(plain, it.after.handles.at(call.store) == it.before.handles.at(call.store) - 1) &&
           implied<D>(!(it.store == call.store), it.after.handles.at(it.store) == it.before.handles.at(it.store));
  }
};

struct AHeldContextSurvivesAClose {
  static constexpr About about{"a_held_context_survives_a_close",
                               "Without FORCE no close changes a held context: not its memory, bytes, store or properties.",
                               "CLOSE-6 CLOSE-8 CLOSE-37 CONTEXT-8 HANDLE-4"};
  template <class D>
  static typename D::Bool holds(const Seen<D>& it, const CloseStore<D>& call) {
    const auto c = it.context;
    return implied<D>(!call.force && is_held(it.before, c),
                      it.after.context_allocated.at(c) && it.after.references.at(c) == it.before.references.at(c) &&
                          it.after.home.at(c) == it.before.home.at(c) && it.after.content.at(c) == it.before.content.at(c) &&
                          it.after.properties.at(c) == it.before.properties.at(c) &&
                          it.after.listed.at(c) == it.before.listed.at(c));
  }
};

struct AForcedCloseLeavesNothing {
  static constexpr About about{"a_forced_close_leaves_nothing",
                               "When a forced close ends a store, nothing of it stays allocated, whoever holds what.",
                               "CLOSE-11 CLOSE-39 CLOSE-9"};
  template <class D>
  static typename D::Bool holds(const Seen<D>& it, const CloseStore<D>& call) {
    const typename D::Bool ended = is_real<D>(call.store) && call.force && it.after.handles.at(call.store) == 0;
    return implied<D>(ended && !call.unknown_flags, !it.after.store_allocated.at(call.store)) &&
           implied<D>(ended && !call.unknown_flags && it.before.home.at(it.context) == call.store,
                      !it.after.context_allocated.at(it.context));
  }
};

struct CheckReportsExactlyWhatIsHeld {
  static constexpr About about{"check_reports_exactly_what_is_held",
                               "CHECK without FORCE returns FALSE with CRYPT_E_PENDING_CLOSE if and only if another handle or a "
                               "context of the store is still held.",
                               "CLOSE-4 CLOSE-5 CLOSE-7 CLOSE-18 CLOSE-29 DELETE-7",
                               "check_counts_other_handles = yes, deleted_but_held_is_pending = yes"};
  template <class D>
  static typename D::Bool holds(const Seen<D>& it, const CloseStore<D>& call) {
    const typename D::Bool premise = it.choice.takes(check_counts_other_handles, true) &&
                                     it.choice.takes(deleted_but_held_is_pending, true);
    const typename D::Bool checks = is_real<D>(call.store) && call.check && !call.force && !call.unknown_flags && !call.commit_fails;
    const typename D::Bool held = it.before.handles.at(call.store) > 1 || any_context_held_from(it.before, call.store);
    return implied<D>(premise && checks, ((!it.answer.succeeds) == held) &&
                                             implied<D>(held, is_failure(it.answer, Error::pending_close)));
  }
};

}  // namespace certlife::model
