// What several rules share: who may use what, what keeps things alive, and what goes when the last reason is gone.
#pragma once

#include "model/calls.h"
#include "model/choices.h"
#include "model/outcome.h"

namespace certlife::model {

// --- Who may use what --------------------------------------------------------------------------------------------------

template <class D>
typename D::Bool is_real(typename D::Store store) {
  return !(store == D::no_store()) && !(store == D::null_store());
}

template <class D>
typename D::Bool is_some(typename D::Context context) {
  return !(context == D::no_context());
}

template <class D>
typename D::Bool caller_owns_a_handle(const World<D>& world, typename D::Store store) {
  return world.owned_handles.at(store) > 0;
}

template <class D>
typename D::Bool caller_owns_a_reference(const World<D>& world, typename D::Context context) {
  return world.owned_references.at(context) > 0;
}

// The store can be named: by a handle that the caller owns, as the null store, or as the hCertStore of a context that the
// caller holds, which also reaches a closed store that still waits for its contexts.
template <class D>
typename D::Bool caller_can_reach(const World<D>& world, typename D::Store store) {
  return store == D::null_store() || caller_owns_a_handle(world, store) ||
         D::any_context_of(world, store, [](const World<D>& w, typename D::Context c) { return caller_owns_a_reference(w, c); });
}

// --- What keeps things alive -------------------------------------------------------------------------------------------

template <class D>
typename D::Bool is_held(const World<D>& world, typename D::Context context) {
  return world.references.at(context) > 0;
}

template <class D>
typename D::Bool any_context_held_from(const World<D>& world, typename D::Store store) {
  return D::any_context_of(world, store, [](const World<D>& w, typename D::Context c) { return is_held(w, c); });
}

// The null store is open for ever; any other store is open as long as there are handles to it.
template <class D>
typename D::Bool is_open(const World<D>& world, typename D::Store store) {
  return store == D::null_store() || world.handles.at(store) > 0;
}

// --- Effects -----------------------------------------------------------------------------------------------------------

template <class D>
void end_context(World<D>& after, typename D::Context context, typename D::Bool when) {
  after.context_allocated.set(context, false, when);
  after.listed.set(context, false, when);
  after.properties.set(context, D::no_properties(), when);
}

// Frees the memory of every context of the store that nobody holds; the listed ones among them cease to be listed.
template <class D>
void end_unheld_contexts_of(World<D>& after, typename D::Store store, typename D::Bool when) {
  const auto unheld = [](const World<D>& w, typename D::Context c) { return !is_held(w, c); };
  D::set_for_contexts_of(after, store, unheld, when,
                         [](auto set) {
                           set(&World<D>::context_allocated, typename D::Bool(false));
                           set(&World<D>::listed, typename D::Bool(false));
                           set(&World<D>::properties, D::no_properties());
                         });
}

// Frees the memory of every context of the store, whoever holds it.
template <class D>
void end_all_contexts_of(World<D>& after, typename D::Store store, typename D::Bool when) {
  const auto all = [](const World<D>&, typename D::Context) { return typename D::Bool(true); };
  D::set_for_contexts_of(after, store, all, when,
                         [](auto set) {
                           set(&World<D>::context_allocated, typename D::Bool(false));
                           set(&World<D>::listed, typename D::Bool(false));
                           set(&World<D>::references, typename D::Count(0));
                           set(&World<D>::properties, D::no_properties());
                         });
}

// Takes from the caller every right to the store and to its contexts.
template <class D>
void forfeit(World<D>& after, typename D::Store store, typename D::Bool when) {
  const auto all = [](const World<D>&, typename D::Context) { return typename D::Bool(true); };
  after.forfeited.set(store, true, when);
  after.owned_handles.set(store, 0, when);
  D::set_for_contexts_of(after, store, all, when,
                         [](auto set) { set(&World<D>::owned_references, typename D::Count(0)); });
}

template <class D>
void release_csp_of(World<D>& after, typename D::Store store, typename D::Bool when) {
  const typename D::Bool owed = when && after.releases_csp.at(store);
  const typename D::Csp csp = after.csp.at(store);
  after.csp_references.set(csp, after.csp_references.at(csp) - 1, owed);
  after.releases_csp.set(store, false, owed);
}

// One more reference to the context, which the caller owns and owes a free. [FREE-6]
template <class D>
void give_reference(World<D>& after, typename D::Context context, typename D::Bool when) {
  after.references.set(context, after.references.at(context) + 1, when);
  after.owned_references.set(context, after.owned_references.at(context) + 1, when);
}

// A closed store lives on for the contexts held from it. When the last of them is freed it goes, and all that is in it.
// [CONTEXT-4, HANDLE-12]
template <class D>
void end_store_unless_needed(World<D>& after, typename D::Store store, typename D::Bool when) {
  const typename D::Bool ends = when && !is_open(after, store) && !any_context_held_from(after, store);
  after.store_allocated.set(store, false, ends);
  end_unheld_contexts_of(after, store, ends);
}

// Takes back one reference of the caller's, which the caller must own, so that no count falls below zero. A context that
// nobody holds lives on only as an element of its store. [CONTEXT-3, CONTEXT-10, CONTEXT-11, HANDLE-11]
template <class D>
void take_reference(World<D>& after, typename D::Context context, typename D::Bool when,
                    const typename D::Choices& choice) {
  after.references.set(context, after.references.at(context) - 1, when);
  after.owned_references.set(context, after.owned_references.at(context) - 1, when);

  const typename D::Store home = after.home.at(context);
  const typename D::Bool unheld = when && !is_held(after, context);
  const typename D::Bool element_of_closed = unheld && after.listed.at(context) && !is_open(after, home);
  const typename D::Bool dropped = element_of_closed && !choice.takes(pending_store_keeps_unreferenced, element_of_closed);
  end_context(after, context, (unheld && !after.listed.at(context)) || dropped);
  end_store_unless_needed(after, home, unheld);
}

// Takes the context off the list of its store. It stays allocated while it is held.
template <class D>
void unlist(World<D>& after, typename D::Context context, typename D::Bool when) {
  const typename D::Bool was_listed = when && after.listed.at(context);
  after.changed.set(after.home.at(context), true, was_listed);
  after.listed.set(context, false, when);
  end_context(after, context, when && !is_held(after, context));
}

}  // namespace certlife::model
