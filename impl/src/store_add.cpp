// Adding: what each disposition does when the store lists a match already.
#include <mutex>

#include "impl/src/element_factory.h"
#include "impl/src/encoding/decode.h"
#include "impl/src/store_contents.h"

namespace certlife::impl {
namespace {

enum class AddAction { insert, refuse, use_existing, use_existing_with_new_properties, replace, replace_and_inherit };

AddAction unless_older(const Element& existing, const Element& fresh, AddAction action) {
  const bool is_newer = encoding::compare_times(existing.issued_at(), fresh.issued_at()) < 0;
  return is_newer ? action : AddAction::refuse;
}

// For a certificate the existing context is used and takes the new properties over (header). CRLs and CTLs are replaced, and
// the new one inherits what it lacks (docs certaddcrlcontexttostore; choice).
AddAction inheriting(Kind kind) {
  return kind == Kind::certificate ? AddAction::use_existing_with_new_properties : AddAction::replace_and_inherit;
}

AddAction decide_add(DWORD disposition, const Element* existing, const Element& fresh) {
  if (existing == nullptr) return AddAction::insert;
  switch (disposition) {
    case CERT_STORE_ADD_NEW: return AddAction::refuse;
    case CERT_STORE_ADD_USE_EXISTING: return AddAction::use_existing;
    case CERT_STORE_ADD_REPLACE_EXISTING: return AddAction::replace;
    case CERT_STORE_ADD_REPLACE_EXISTING_INHERIT_PROPERTIES: return inheriting(fresh.kind);
    case CERT_STORE_ADD_NEWER: return unless_older(*existing, fresh, AddAction::replace);
    case CERT_STORE_ADD_NEWER_INHERIT_PROPERTIES:
      return unless_older(*existing, fresh, AddAction::replace_and_inherit);
  }
  return AddAction::insert;
}

// The newest listed element that matches, with a reference. For those who hold the store's lock.
Element* take_match(ElementList& list, const Element& fresh, Retirable*& retired) {
  const bool by_index = list.prefers_index(Lookup::match);
  if (by_index) list.catch_up(Lookup::match, retired);
  const Key key = key_of(fresh, Lookup::match);
  Element* element = list.next_with_key(Lookup::match, key, nullptr, by_index);
  while (element != nullptr && !element->counts.take_reference_if_listed()) {
    element = list.next_with_key(Lookup::match, key, element, by_index);
  }
  return element;
}

// Two elements' properties are never locked at once: the fresh one is not yet visible to anybody.
void merge_into_existing(Element& existing, const Element& fresh, PropertySet::Merge merge) {
  const std::lock_guard lock(existing.properties_lock);
  existing.properties.take_copies_from(fresh.properties, merge);
  existing.archived.store(existing.properties.has(CERT_ARCHIVED_PROP_ID), std::memory_order_relaxed);
}

void inherit_from_existing(Element& fresh, Element& existing) {
  const std::lock_guard lock(existing.properties_lock);
  fresh.properties.take_copies_from(existing.properties, PropertySet::Merge::keep_own);
  fresh.archived.store(fresh.properties.has(CERT_ARCHIVED_PROP_ID), std::memory_order_relaxed);
}

// A store that is pending lists what it is given, but keeps it only as long as somebody holds it.
bool insert(Store& store, Element& fresh, bool wants_reference) {
  const bool kept = store.handles.load(std::memory_order_relaxed) > 0;
  if (!kept && !wants_reference) return false;
  fresh.counts.set({wants_reference ? 1u : 0u, kept, true});
  store.list_of(fresh.kind).link(fresh);
  ++store.linked_elements;
  note_change(store);
  return true;
}

struct Added {
  Element* result = nullptr;  // the element that the add is about, with a reference if it is not the fresh one
  bool fresh_is_used = false;
  bool refused = false;
};

Added replace(Store& store, Element& existing, Element& fresh, bool wants_reference) {
  Added added{&fresh, insert(store, fresh, wants_reference), false};
  static_cast<void>(existing.counts.end_listing());
  return added;
}

Added use(Store& store, Element& existing, const Element& fresh, PropertySet::Merge merge) {
  merge_into_existing(existing, fresh, merge);
  note_change(store);
  return {&existing, false, false};
}

Added act(Store& store, AddAction action, Element* existing, Element& fresh, bool wants_reference) {
  switch (action) {
    case AddAction::insert: return {&fresh, insert(store, fresh, wants_reference), false};
    case AddAction::refuse: return {nullptr, false, true};
    case AddAction::use_existing: return use(store, *existing, fresh, PropertySet::Merge::keep_own_without_hashes);
    case AddAction::use_existing_with_new_properties:
      return use(store, *existing, fresh, PropertySet::Merge::take_theirs);
    case AddAction::replace_and_inherit: inherit_from_existing(fresh, *existing); [[fallthrough]];
    case AddAction::replace: return replace(store, *existing, fresh, wants_reference);
  }
  return {};
}

}  // namespace

bool is_disposition(DWORD disposition) {
  return disposition >= CERT_STORE_ADD_NEW && disposition <= CERT_STORE_ADD_NEWER_INHERIT_PROPERTIES;
}

Result<Element> add_element(Store& store, Element& fresh, DWORD disposition, bool wants_reference) {
  if (store.is_null_store) {
    if (wants_reference) return &fresh;
    destroy_element(fresh);
    return static_cast<Element*>(nullptr);
  }
  Retirable* retired = nullptr;
  Element* existing = nullptr;
  Added added;
  {
    const std::lock_guard lock(store.lock);
    if (disposition != CERT_STORE_ADD_ALWAYS) existing = take_match(store.list_of(fresh.kind), fresh, retired);
    added = act(store, decide_add(disposition, existing, fresh), existing, fresh, wants_reference);
  }
  retire_chain(retired);
  const bool hands_out_existing = existing != nullptr && added.result == existing && wants_reference;
  if (existing != nullptr && !hands_out_existing) free_element(*existing);
  if (!added.fresh_is_used) destroy_element(fresh);
  if (added.refused) return Status::failure(CRYPT_E_EXISTS);
  return wants_reference ? added.result : nullptr;
}

}  // namespace certlife::impl
