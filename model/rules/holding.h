// What several rules share: who may use what, what keeps things alive, and what goes when the last reason is gone.
#pragma once

#include "model/calls.h"
#include "model/choices.h"
#include "model/outcome.h"

namespace certlife::model {

// --- Who may use what --------------------------------------------------------------------------------------------------

template <class D>
Bool<D> is_real(Store<D> store) {
  return !(store == D::no_store()) && !(store == D::null_store());
}

template <class D>
Bool<D> is_some(Context<D> context) {
  return !(context == D::no_context());
}

template <class D>
Bool<D> caller_owns_a_handle(const World<D>& world, Store<D> store) {
  return world.owned_handles.at(store) > 0;
}

template <class D>
Bool<D> caller_owns_a_reference(const World<D>& world, Context<D> context) {
  return world.owned_references.at(context) > 0;
}

// The store can be named: by a handle that the caller owns, as the null store, or as the hCertStore of a context that the
// caller holds, which also reaches a closed store that still waits for its contexts.
template <class D>
Bool<D> caller_can_reach(const World<D>& world, Store<D> store) {
  return store == D::null_store() || caller_owns_a_handle(world, store) ||
         D::any_context_of(world, store, [](const World<D>& w, Context<D> c) { return caller_owns_a_reference(w, c); });
}

// --- What keeps things alive -------------------------------------------------------------------------------------------

template <class D>
Bool<D> is_held(const World<D>& world, Context<D> context) {
  return world.references.at(context) > 0;
}

template <class D>
Bool<D> any_context_held_from(const World<D>& world, Store<D> store) {
  return D::any_context_of(world, store, [](const World<D>& w, Context<D> c) { return is_held(w, c); });
}

// The null store is open for ever; any other store is open as long as there are handles to it.
template <class D>
Bool<D> is_open(const World<D>& world, Store<D> store) {
  return store == D::null_store() || world.handles.at(store) > 0;
}

// --- Counts ------------------------------------------------------------------------------------------------------------

template <class Counts, class Key, class Condition>
void gain_one(Counts& counts, const Key& key, const Condition& when) { counts.set(key, counts.at(key) + 1, when); }

template <class Counts, class Key, class Condition>
void lose_one(Counts& counts, const Key& key, const Condition& when) { counts.set(key, counts.at(key) - 1, when); }

// The same for what the implementation counts and for what the caller owns of it.
template <class Counts, class Key, class Condition>
void gain_one(Counts& counts, Counts& owned, const Key& key, const Condition& when) {
  gain_one(counts, key, when);
  gain_one(owned, key, when);
}

template <class Counts, class Key, class Condition>
void lose_one(Counts& counts, Counts& owned, const Key& key, const Condition& when) {
  lose_one(counts, key, when);
  lose_one(owned, key, when);
}

// --- Effects -----------------------------------------------------------------------------------------------------------

template <class D>
void end_context(World<D>& after, Context<D> context, Bool<D> when) {
  after.context_allocated.set(context, false, when);
  after.listed.set(context, false, when);
  after.properties.set(context, D::no_properties(), when);
}

// Frees the memory of every context of the store that nobody holds; the listed ones among them cease to be listed.
template <class D>
void end_unheld_contexts_of(World<D>& after, Store<D> store, Bool<D> when) {
  const auto unheld = [](const World<D>& w, Context<D> c) { return !is_held(w, c); };
  D::set_for_contexts_of(after, store, unheld, when,
                         [](auto set) {
                           set(&World<D>::context_allocated, Bool<D>(false));
                           set(&World<D>::listed, Bool<D>(false));
                           set(&World<D>::properties, D::no_properties());
                         });
}

// Frees the memory of every context of the store, whoever holds it.
template <class D>
void end_all_contexts_of(World<D>& after, Store<D> store, Bool<D> when) {
  const auto all = [](const World<D>&, Context<D>) { return Bool<D>(true); };
  D::set_for_contexts_of(after, store, all, when,
                         [](auto set) {
                           set(&World<D>::context_allocated, Bool<D>(false));
                           set(&World<D>::listed, Bool<D>(false));
                           set(&World<D>::references, Count<D>(0));
                           set(&World<D>::properties, D::no_properties());
                         });
}

// Takes from the caller every right to the store and to its contexts.
template <class D>
void forfeit(World<D>& after, Store<D> store, Bool<D> when) {
  const auto all = [](const World<D>&, Context<D>) { return Bool<D>(true); };
  after.forfeited.set(store, true, when);
  after.owned_handles.set(store, 0, when);
  D::set_for_contexts_of(after, store, all, when, [](auto set) { set(&World<D>::owned_references, Count<D>(0)); });
}

template <class D>
void release_csp_of(World<D>& after, Store<D> store, Bool<D> when) {
  const Bool<D> owed = when && after.releases_csp.at(store);
  lose_one(after.csp_references, after.csp.at(store), owed);
  after.releases_csp.set(store, false, owed);
}

// One more reference to the context, which the caller owns and owes a free. [FREE-6]
template <class D>
void give_reference(World<D>& after, Context<D> context, Bool<D> when) {
  gain_one(after.references, after.owned_references, context, when);
}

// A closed store lives on for the contexts held from it. When the last of them is freed it goes, and all that is in it.
// [CONTEXT-4, HANDLE-12]
template <class D>
void end_store_unless_needed(World<D>& after, Store<D> store, Bool<D> when) {
  const Bool<D> ends = when && !is_open(after, store) && !any_context_held_from(after, store);
  after.store_allocated.set(store, false, ends);
  end_unheld_contexts_of(after, store, ends);
}

// Takes back one reference of the caller's, which the caller must own, so that no count falls below zero. A context that
// nobody holds lives on only as an element of its store. [CONTEXT-3, CONTEXT-10, CONTEXT-11, HANDLE-11]
template <class D>
void take_reference(World<D>& after, Context<D> context, Bool<D> when, const Choices<D>& choice) {
  lose_one(after.references, after.owned_references, context, when);
  const Store<D> home = after.home.at(context);
  const Bool<D> unheld = when && !is_held(after, context);
  const Bool<D> element_of_closed = unheld && after.listed.at(context) && !is_open(after, home);
  const Bool<D> dropped = element_of_closed && !choice.takes(pending_store_keeps_unreferenced, element_of_closed);
  end_context(after, context, (unheld && !after.listed.at(context)) || dropped);
  end_store_unless_needed(after, home, unheld);
}

// Takes the context off the list of its store. It stays allocated while it is held.
template <class D>
void unlist(World<D>& after, Context<D> context, Bool<D> when) {
  const Bool<D> was_listed = when && after.listed.at(context);
  after.changed.set(after.home.at(context), true, was_listed);
  after.listed.set(context, false, when);
  end_context(after, context, when && !is_held(after, context));
}

}  // namespace certlife::model
