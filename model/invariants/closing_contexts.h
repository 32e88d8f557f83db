// What CertCloseStore promises of contexts and of what is left of the store.
#pragma once

#include "model/invariants/claim_words.h"
#include "model/rules/free_context.h"

namespace certlife::model {

struct AHeldContextSurvivesAClose {
  static constexpr About about{"a_held_context_survives_a_close",
                               "Without FORCE no close changes a held context: not its memory, count, bytes, store, listing or properties.",
                               "CLOSE-6 CLOSE-8 CLOSE-37 CONTEXT-8 HANDLE-4"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const CloseStore<D>& call) {
    return implied<D>(!call.force && is_held(it.before, it.context), same_at<D>(it.before, it.after, it.context));
  }
};

struct AReportedContextCanBeFreed {
  static constexpr About about{"a_reported_context_can_be_freed",
                               "After a close without FORCE a context that the caller holds may be freed, and that returns TRUE.",
                               "CLOSE-37 CLOSE-6 FREE-1"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const CloseStore<D>& call) {
    const Bool<D> held = is_some<D>(it.context) && caller_owns_a_reference(it.before, it.context);
    const Outcome<D> freed = free_context(it.after, FreeContext<D>{it.context}, it.choice);
    return implied<D>(!call.force && held, freed.given.holds() && freed.answer.succeeds);
  }
};

struct ANonFinalCloseTakesOneHandleOnly {
  static constexpr About about{"a_non_final_close_takes_one_handle_only",
                               "A close that is not the last, without FORCE, changes nothing but the store's handle count.",
                               "CLOSE-36 CLOSE-16", "csp_released_at = final_close"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const CloseStore<D>& call) {
    const Bool<D> premise = !it.choice.takes(csp_released_at_any_close, true);
    World<D> expected = it.before;
    expected.handles.set(call.store, it.before.handles.at(call.store) - 1, true);
    expected.owned_handles.set(call.store, it.before.owned_handles.at(call.store) - 1, true);
    return implied<D>(premise && has_known_flags(call) && !call.force && !is_final(it, call),
                      nothing_else_changes(it, it.after, expected));
  }
};

struct AnUnheldStoreEndsAtItsLastClose {
  static constexpr About about{"an_unheld_store_ends_at_its_last_close",
                               "At the last close of a store of which no context is held, the store and all its contexts are freed.",
                               "CLOSE-19 CONTEXT-3"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const CloseStore<D>& call) {
    const Bool<D> ends = is_final(it, call) && !any_context_held_from(it.before, call.store);
    return implied<D>(ends, !it.after.store_allocated.at(call.store)) &&
           implied<D>(ends && it.before.home.at(it.context) == call.store, !it.after.context_allocated.at(it.context));
  }
};

struct UnheldContextsGoAtTheLastClose {
  static constexpr About about{"unheld_contexts_go_at_the_last_close",
                               "At the last close of a store every context of it that nobody holds is freed.", "CLOSE-20 CLOSE-8",
                               "pending_store_keeps_unreferenced = no"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const CloseStore<D>& call) {
    const Bool<D> premise = !it.choice.takes(pending_store_keeps_unreferenced, true);
    const Bool<D> unheld = it.before.home.at(it.context) == call.store && !is_held(it.before, it.context);
    return implied<D>(premise && is_final(it, call) && unheld, !it.after.context_allocated.at(it.context));
  }
};

struct AForcedCloseLeavesNothing {
  static constexpr About about{"a_forced_close_leaves_nothing",
                               "When a forced close ends a store, nothing of it stays allocated, whoever holds what.",
                               "CLOSE-11 CLOSE-39 CLOSE-9"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const CloseStore<D>& call) {
    const Bool<D> ended = call.force && is_final(it, call);
    return implied<D>(ended, !it.after.store_allocated.at(call.store)) &&
           implied<D>(ended && it.before.home.at(it.context) == call.store, !it.after.context_allocated.at(it.context));
  }
};

struct AForcedCloseEndsEveryHandle {
  static constexpr About about{"a_forced_close_ends_every_handle", "A forced close takes away every handle to the store.",
                               "CLOSE-9 CLOSE-11", "force_ends_every_handle = now"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const CloseStore<D>& call) {
    const Bool<D> premise = it.choice.takes(force_ends_every_handle_now, true);
    return implied<D>(premise && has_known_flags(call) && call.force, it.after.handles.at(call.store) == 0);
  }
};

struct AForcedCloseTakesEveryRight {
  static constexpr About about{"a_forced_close_takes_every_right",
                               "After a forced close nobody may use a handle to the store or a context of it.", "CLOSE-12"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const CloseStore<D>& call) {
    const Bool<D> forced = has_known_flags(call) && call.force;
    return implied<D>(forced, it.after.forfeited.at(call.store) && it.after.owned_handles.at(call.store) == 0) &&
           implied<D>(forced && it.after.home.at(it.context) == call.store && it.after.context_allocated.at(it.context),
                      it.after.owned_references.at(it.context) == 0);
  }
};

struct TrueFromACheckMeansThatNothingIsLeft {
  static constexpr About about{"true_from_a_check_means_that_nothing_is_left",
                               "When the last close with CHECK returns TRUE, nothing of the store is allocated any more.",
                               "CLOSE-38 CLOSE-4", "deleted_but_held_is_pending = yes"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const CloseStore<D>& call) {
    const Bool<D> premise = it.choice.takes(deleted_but_held_is_pending, true);
    const Bool<D> passed = is_final(it, call) && call.check && it.answer.succeeds;
    return implied<D>(premise && passed, !it.after.store_allocated.at(call.store)) &&
           implied<D>(premise && passed && it.before.home.at(it.context) == call.store,
                      !it.after.context_allocated.at(it.context));
  }
};

struct ACloseTouchesNoOtherStore {
  static constexpr About about{"a_close_touches_no_other_store",
                               "No close, forced or not, changes another store or a context of another store.", "CLOSE-35 CLOSE-11"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const CloseStore<D>& call) {
    return implied<D>(!(it.store == call.store), same_at<D>(it.before, it.after, it.store)) &&
           implied<D>(!(it.before.home.at(it.context) == call.store), same_at<D>(it.before, it.after, it.context));
  }
};

struct NoCloseAffectsACreatedContext {
  static constexpr About about{"no_close_affects_a_created_context", "No close of any store changes a context of the null store.",
                               "CREATE-5 CLOSE-28 CREATE-6"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const CloseStore<D>&) {
    return implied<D>(it.before.home.at(it.context) == D::null_store(), same_at<D>(it.before, it.after, it.context));
  }
};

}  // namespace certlife::model
