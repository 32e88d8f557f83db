// Invariants of every store, in every world that defined calls can reach.
#pragma once

#include "model/invariants/claim.h"

namespace certlife::model {

struct NoCountOfAStoreIsNegative {
  static constexpr About about{"no_count_of_a_store_is_negative", "No handle count of a store falls below zero.",
                               "HANDLE-11"};
  template <class D>
  static Bool<D> holds(const World<D>& world, Store<D> store, const Choices<D>&) {
    return !(world.handles.at(store) < 0) && !(world.owned_handles.at(store) < 0);
  }
};

struct EveryHandleReferenceIsOwned {
  static constexpr About about{"every_handle_reference_is_owned",
                               "A store counts exactly the handle references that callers own, unless they forfeited them.",
                               "CLOSE-1 CLOSE-2 DUPSTORE-2 OPEN-1 OPEN-12"};
  template <class D>
  static Bool<D> holds(const World<D>& world, Store<D> store, const Choices<D>&) {
    return world.forfeited.at(store) || world.handles.at(store) == world.owned_handles.at(store);
  }
};

struct NobodyOwnsAForfeitedHandle {
  static constexpr About about{"nobody_owns_a_forfeited_handle",
                               "After a forced close nobody owns a handle to the store.", "CLOSE-12"};
  template <class D>
  static Bool<D> holds(const World<D>& world, Store<D> store, const Choices<D>&) {
    return implied<D>(world.forfeited.at(store), world.owned_handles.at(store) == 0);
  }
};

struct AStoreIsAllocatedAsLongAsItIsNeeded {
  static constexpr About about{"a_store_is_allocated_as_long_as_it_is_needed",
                               "A store has memory exactly while there are handles to it or a context of it is held.",
                               "CLOSE-19 CLOSE-21 FREE-7 HANDLE-12"};
  template <class D>
  static Bool<D> holds(const World<D>& world, Store<D> store, const Choices<D>&) {
    const Bool<D> needed = world.handles.at(store) > 0 || any_context_held_from(world, store);
    return !is_real<D>(store) || world.store_allocated.at(store) == needed;
  }
};

struct AClosedStoreOwesNothing {
  static constexpr About about{"a_closed_store_owes_nothing",
                               "A store without handles has released its CSP handle and writes to no file.",
                               "CLOSE-14 CLOSE-17 CLOSE-34 HANDLE-12"};
  template <class D>
  static Bool<D> holds(const World<D>& world, Store<D> store, const Choices<D>&) {
    return world.handles.at(store) > 0 || (!world.releases_csp.at(store) && !world.commits.at(store));
  }
};

struct NothingIsLeftOfAStoreEndedByForce {
  static constexpr About about{"nothing_is_left_of_a_store_ended_by_force",
                               "A store that a forced close ended is gone, and under force_ends_every_handle = now every forced close ends it.",
                               "CLOSE-11 CLOSE-39 CLOSE-9 CLOSE-12"};
  template <class D>
  static Bool<D> holds(const World<D>& world, Store<D> store, const Choices<D>& choice) {
    const Bool<D> forced = world.forfeited.at(store);
    return implied<D>(forced && world.handles.at(store) == 0, !world.store_allocated.at(store) && !world.releases_csp.at(store)) &&
           implied<D>(forced && choice.takes(force_ends_every_handle_now, forced), world.handles.at(store) == 0);
  }
};

struct WhatNobodyOwnsIsGone {
  static constexpr About about{"what_nobody_owns_is_gone",
                               "A store of which callers own no handle and no context is gone and has released its CSP handle, unless a "
                               "forced close left handles to it.",
                               "HANDLE-12 CLOSE-1 CLOSE-14 CLOSE-17 CLOSE-19 CLOSE-21 CLOSE-39"};
  template <class D>
  static Bool<D> holds(const World<D>& world, Store<D> store, const Choices<D>&) {
    const Bool<D> reachable =
        D::any_context_of(world, store, [](const World<D>& w, Context<D> c) { return caller_owns_a_reference(w, c); });
    const Bool<D> left = world.forfeited.at(store) && world.handles.at(store) > 0;
    return implied<D>(is_real<D>(store) && !caller_owns_a_handle(world, store) && !reachable && !left,
                      !world.store_allocated.at(store) && !world.releases_csp.at(store));
  }
};

// Not from the documents: what makes the other invariants inductive.
struct WhatIsNoStoreIsBlank {
  static constexpr About about{"what_is_no_store_is_blank",
                               "NULL, the null store and names not yet given have no handles and forfeit nothing.",
                               "CLOSE-26 CLOSE-28 CREATE-5"};
  template <class D>
  static Bool<D> holds(const World<D>& world, Store<D> store, const Choices<D>&) {
    const Bool<D> blank = world.handles.at(store) == 0 && world.owned_handles.at(store) == 0 &&
                          !world.forfeited.at(store) && !world.store_allocated.at(store) &&
                          !world.commits.at(store) && !world.changed.at(store) && !world.releases_csp.at(store);
    return implied<D>(!is_real<D>(store), !world.store_exists.at(store)) &&
           implied<D>(!world.store_exists.at(store), blank || store == D::null_store() || store == D::no_store()) &&
           implied<D>(!is_real<D>(store), world.handles.at(store) == 0 && world.owned_handles.at(store) == 0 &&
                                          !world.forfeited.at(store));
  }
};

}  // namespace certlife::model
