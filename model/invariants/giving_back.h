// What frees and deletes promise, and the duplicates that they undo.
#pragma once

#include "model/invariants/claim_words.h"
#include "model/rules/free_context.h"

namespace certlife::model {

struct AFreeReturnsTrue {
  static constexpr About about{"a_free_returns_true", "A free returns TRUE, of NULL too, and of NULL it changes nothing.", "FREE-1 FREE-5"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const FreeContext<D>& call) {
    return implied<D>(true, it.answer.succeeds) && implied<D>(!is_some<D>(call.context), nothing_changes(it));
  }
};

struct AFreeEndsWhatNobodyNeeds {
  static constexpr About about{"a_free_ends_what_nobody_needs",
                               "A free of the last reference frees a context that no store lists at that very call, and leaves an element of "
                               "an open store; a free of another reference leaves the context.",
                               "FREE-3 FREE-4 CREATE-6 DELETE-4 CONTEXT-3"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const FreeContext<D>& call) {
    const auto c = call.context;
    const Bool<D> held = it.before.references.at(c) > 1;
    const Bool<D> listed = it.before.listed.at(c);
    const Bool<D> open = is_open(it.before, it.before.home.at(c));
    return implied<D>(is_some<D>(c) && held, it.after.context_allocated.at(c)) &&
           implied<D>(is_some<D>(c) && listed && open, it.after.context_allocated.at(c)) &&
           implied<D>(is_some<D>(c) && !held && !listed, !it.after.context_allocated.at(c));
  }
};

struct AFreeUnlistsNothing {
  static constexpr About about{"a_free_unlists_nothing",
                               "A free takes no context off a list and changes none but the one it frees, while its store is open.", "FREE-4 FREE-9"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const FreeContext<D>& call) {
    const Bool<D> open = is_open(it.before, it.before.home.at(call.context));
    return implied<D>(open, it.after.listed.at(it.context) == it.before.listed.at(it.context)) &&
           implied<D>(open && !(it.context == call.context), same_at<D>(it.before, it.after, it.context)) &&
           implied<D>(is_open(it.before, it.store), same_at<D>(it.before, it.after, it.store)) &&
           same_at<D>(it.before, it.after, it.csp) && same_at<D>(it.before, it.after, it.file);
  }
};

struct TheLastFreeEndsAClosedStore {
  static constexpr About about{"the_last_free_ends_a_closed_store",
                               "A free of the only held context of a closed store frees the store and all that is left in it.", "FREE-7 CLOSE-21"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const FreeContext<D>& call) {
    const auto freed = call.context;
    const auto home = it.before.home.at(freed);
    const auto other = [freed](const World<D>& w, Context<D> c) { return is_held(w, c) && !(c == freed); };
    const Bool<D> last = is_some<D>(freed) && !is_open(it.before, home) && it.before.references.at(freed) == 1 &&
                         !D::any_context_of(it.before, home, other);
    return implied<D>(last, !it.after.store_allocated.at(home)) &&
           implied<D>(last && it.before.home.at(it.context) == home, !it.after.context_allocated.at(it.context));
  }
};

struct ADeleteUnlists {
  static constexpr About about{"a_delete_unlists", "A delete returns TRUE, and its context is no element of its store any more.",
                               "DELETE-1 DELETE-3 DELETE-6 DELETE-8 DELETE-9"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const DeleteContext<D>& call) {
    return implied<D>(true, it.answer.succeeds && !it.after.listed.at(call.context));
  }
};

struct ADeletedContextLivesWhileItIsHeld {
  static constexpr About about{"a_deleted_context_lives_while_it_is_held",
                               "A delete frees the memory exactly if it gave up the last reference; while another is held the bytes, the "
                               "store and the properties stay.",
                               "DELETE-2 DELETE-4 DELETE-5 DELETE-7"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const DeleteContext<D>& call) {
    const auto c = call.context;
    const Bool<D> held = it.before.references.at(c) > 1;
    return implied<D>(held, it.after.context_allocated.at(c) && it.after.properties.at(c) == it.before.properties.at(c)) &&
           implied<D>(!held, !it.after.context_allocated.at(c));
  }
};

struct ADeleteTouchesNoOther {
  static constexpr About about{"a_delete_touches_no_other", "A delete changes no other context, while its store is open.", "DELETE-12"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const DeleteContext<D>& call) {
    const Bool<D> open = is_open(it.before, it.before.home.at(call.context));
    return implied<D>(open && !(it.context == call.context), same_at<D>(it.before, it.after, it.context)) &&
           same_at<D>(it.before, it.after, it.csp) && same_at<D>(it.before, it.after, it.file);
  }
};

struct ADuplicateIsTheSamePointer {
  static constexpr About about{"a_duplicate_is_the_same_pointer", "A duplicate returns what it was given; of NULL, NULL, and changes nothing.",
                               "DUP-1 DUP-3"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const DuplicateContext<D>& call) {
    return implied<D>(is_some<D>(call.context), it.answer.succeeds && it.answer.context == call.context) &&
           implied<D>(!is_some<D>(call.context), !it.answer.succeeds && nothing_changes(it));
  }
};

struct DuplicateAndFreeCancelOut {
  static constexpr About about{"duplicate_and_free_cancel_out", "A duplicate followed by a free of it leaves the world as it was.", "DUP-2 DUP-4 FREE-2"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const DuplicateContext<D>& call) {
    const Outcome<D> freed = free_context(it.after, FreeContext<D>{call.context}, it.choice);
    return freed.given.holds() && nothing_else_changes(it, it.before, freed.after);
  }
};

struct ADuplicateStoreIsTheSameHandle {
  static constexpr About about{"a_duplicate_store_is_the_same_handle", "CertDuplicateStore returns the handle that it was given.", "DUPSTORE-1"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const DuplicateStore<D>& call) {
    return implied<D>(true, it.answer.succeeds && it.answer.store == call.store);
  }
};

struct ADuplicateStoreChangesOneCount {
  static constexpr About about{"a_duplicate_store_changes_one_count",
                               "CertDuplicateStore adds one handle, which the caller owns, and changes nothing else; any close gives it back.",
                               "DUPSTORE-2 DUPSTORE-3 DUPSTORE-4 HANDLE-6"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const DuplicateStore<D>& call) {
    World<D> expected = it.before;
    const auto counted = is_real<D>(call.store);
    expected.handles.set(call.store, it.before.handles.at(call.store) + 1, counted);
    expected.owned_handles.set(call.store, it.before.owned_handles.at(call.store) + 1, counted);
    return nothing_else_changes(it, it.after, expected);
  }
};

}  // namespace certlife::model
