// Invariants of every context, in every world that defined calls can reach.
#pragma once

#include "model/invariants/claim.h"

namespace certlife::model {

struct NoCountOfAContextIsNegative {
  static constexpr About about{"no_count_of_a_context_is_negative", "No reference count of a context falls below zero.",
                               "CONTEXT-10"};
  template <class D>
  static Bool<D> holds(const World<D>& world, Context<D> context, const Choices<D>&) {
    return !(world.references.at(context) < 0) && !(world.owned_references.at(context) < 0);
  }
};

struct EveryReferenceIsOwned {
  static constexpr About about{"every_reference_is_owned",
                               "A context counts exactly the references that callers own, unless they forfeited them.",
                               "CONTEXT-1 FREE-2 FREE-6 DUP-2 ENUM-1 ENUM-2 FIND-1 FIND-2 ADD-3 ADD-4 DELETE-2"};
  template <class D>
  static Bool<D> holds(const World<D>& world, Context<D> context, const Choices<D>&) {
    return world.forfeited.at(world.home.at(context)) ||
           world.references.at(context) == world.owned_references.at(context);
  }
};

struct NobodyOwnsAForfeitedContext {
  static constexpr About about{"nobody_owns_a_forfeited_context",
                               "After a forced close nobody owns a reference to a context of the store.", "CLOSE-12"};
  template <class D>
  static Bool<D> holds(const World<D>& world, Context<D> context, const Choices<D>&) {
    return implied<D>(world.forfeited.at(world.home.at(context)), world.owned_references.at(context) == 0);
  }
};

struct AHeldContextHasMemory {
  static constexpr About about{"a_held_context_has_memory", "A context that is held is allocated.",
                               "CONTEXT-3 CLOSE-6 CLOSE-8 CLOSE-37"};
  template <class D>
  static Bool<D> holds(const World<D>& world, Context<D> context, const Choices<D>&) {
    return implied<D>(is_held(world, context), world.context_allocated.at(context));
  }
};

struct AContextIsAllocatedForAReason {
  static constexpr About about{
      "a_context_is_allocated_for_a_reason",
      "A context is allocated only while it is held, or listed by a store that is open or keeps what nobody holds.",
      "CONTEXT-3 FREE-3 CLOSE-19 CREATE-6", ""};
  template <class D>
  static Bool<D> holds(const World<D>& world, Context<D> context, const Choices<D>& choice) {
    const Bool<D> waits = world.listed.at(context) && !is_open(world, world.home.at(context));
    const Bool<D> kept = waits && choice.takes(pending_store_keeps_unreferenced, waits);
    const Bool<D> reason =
        is_held(world, context) || (world.listed.at(context) && is_open(world, world.home.at(context))) || kept;
    return implied<D>(world.context_allocated.at(context), reason);
  }
};

struct AnElementIsAllocatedInARealStore {
  static constexpr About about{"an_element_is_allocated_in_a_real_store",
                               "What a store lists is allocated, and the null store lists nothing.",
                               "CONTEXT-3 CREATE-2 CREATE-4 FREE-4"};
  template <class D>
  static Bool<D> holds(const World<D>& world, Context<D> context, const Choices<D>&) {
    return implied<D>(world.listed.at(context),
                      world.context_allocated.at(context) && is_real<D>(world.home.at(context)));
  }
};

struct NoContextOutlivesItsStore {
  static constexpr About about{"no_context_outlives_its_store", "An allocated context never has a store that is gone.",
                               "CONTEXT-4 CLOSE-21"};
  template <class D>
  static Bool<D> holds(const World<D>& world, Context<D> context, const Choices<D>&) {
    const auto home = world.home.at(context);
    return implied<D>(world.context_allocated.at(context), world.store_allocated.at(home) || home == D::null_store());
  }
};

struct NothingIsLeftOfAForcedStoresContexts {
  static constexpr About about{"nothing_is_left_of_a_forced_stores_contexts",
                               "No context of a store that a forced close ended is allocated.", "CLOSE-11 CLOSE-39"};
  template <class D>
  static Bool<D> holds(const World<D>& world, Context<D> context, const Choices<D>&) {
    const auto home = world.home.at(context);
    return implied<D>(world.forfeited.at(home) && world.handles.at(home) == 0, !world.context_allocated.at(context));
  }
};

struct ACreatedContextLivesAsLongAsItIsHeld {
  static constexpr About about{"a_created_context_lives_as_long_as_it_is_held",
                               "A context of the null store is allocated exactly while it is held.", "CREATE-6 FREE-3 DELETE-8"};
  template <class D>
  static Bool<D> holds(const World<D>& world, Context<D> context, const Choices<D>&) {
    return implied<D>(world.home.at(context) == D::null_store(), world.context_allocated.at(context) == is_held(world, context));
  }
};

struct AContextOfNobodysStoreIsGone {
  static constexpr About about{"a_context_of_nobodys_store_is_gone",
                               "Where callers own no handle and no context of a store, none of its contexts is allocated, unless a forced close "
                               "left handles to it.",
                               "HANDLE-12 CLOSE-19 CLOSE-21"};
  template <class D>
  static Bool<D> holds(const World<D>& world, Context<D> context, const Choices<D>&) {
    const auto home = world.home.at(context);
    const Bool<D> reachable =
        D::any_context_of(world, home, [](const World<D>& w, Context<D> c) { return caller_owns_a_reference(w, c); });
    const Bool<D> left = world.forfeited.at(home) && world.handles.at(home) > 0;
    return implied<D>(is_real<D>(home) && !caller_owns_a_handle(world, home) && !reachable && !left,
                      !world.context_allocated.at(context));
  }
};

struct AKnownPlaceLiesBelowTheNext {
  static constexpr About about{"a_known_place_lies_below_the_next", "An element added next comes before all whose place is known.",
                               "ADD-38 ENUM-7"};
  template <class D>
  static Bool<D> holds(const World<D>& world, Context<D> context, const Choices<D>&) {
    return implied<D>(world.placed.at(context), world.position.at(context) < world.next_position && world.context_exists.at(context));
  }
};

// Not from the documents: what makes the other invariants inductive.
struct WhatIsNoContextIsBlank {
  static constexpr About about{"what_is_no_context_is_blank", "NULL and names not yet given are held by nobody.", "FREE-5 DUP-3"};
  template <class D>
  static Bool<D> holds(const World<D>& world, Context<D> context, const Choices<D>&) {
    const Bool<D> blank = world.references.at(context) == 0 && world.owned_references.at(context) == 0 &&
                          !world.context_allocated.at(context) && !world.listed.at(context);
    const auto home = world.home.at(context);
    return implied<D>(!world.context_exists.at(context), blank) &&
           implied<D>(context == D::no_context(), !world.context_exists.at(context)) &&
           implied<D>(world.context_exists.at(context), home == D::null_store() || world.store_exists.at(home));
  }
};

}  // namespace certlife::model
