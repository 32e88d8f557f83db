// Adding: what each disposition does when the store lists a match already.
#include <mutex>
#include <utility>

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
Element* take_match(ElementList& list, const Element& fresh, RetiredBlocks& retired) {
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

// Adds the fresh element, or acts on the existing one. Is the fresh one listed now?
bool replace(Store& store, Element& existing, Element& fresh, bool wants_reference) {
  const bool is_listed = insert(store, fresh, wants_reference);
  static_cast<void>(existing.counts.end_listing());
  return is_listed;
}

bool use(Store& store, Element& existing, const Element& fresh, PropertySet::Merge merge) {
  merge_into_existing(existing, fresh, merge);
  note_change(store);
  return false;
}

bool act(Store& store, AddAction action, Element* existing, Element& fresh, bool wants_reference) {
  switch (action) {
    case AddAction::insert: return insert(store, fresh, wants_reference);
    case AddAction::refuse: return false;
    case AddAction::use_existing: return use(store, *existing, fresh, PropertySet::Merge::keep_own);
    case AddAction::use_existing_with_new_properties:
      return use(store, *existing, fresh, PropertySet::Merge::take_theirs);
    case AddAction::replace_and_inherit: inherit_from_existing(fresh, *existing); [[fallthrough]];
    case AddAction::replace: return replace(store, *existing, fresh, wants_reference);
  }
  return false;
}

// A reference that is freed unless it is given away.
class HeldElement {
 public:
  HeldElement() = default;
  ~HeldElement() {
    if (element != nullptr) free_element(*element);
  }
  HeldElement(const HeldElement&) = delete;
  HeldElement& operator=(const HeldElement&) = delete;
  Element* give_away() { return std::exchange(element, nullptr); }

  Element* element = nullptr;
};

Result<Element> add_to_null_store(FreshElement& fresh, bool wants_reference) {
  return wants_reference ? &fresh.give_away() : nullptr;
}

}  // namespace

bool is_disposition(DWORD disposition) {
  return disposition >= CERT_STORE_ADD_NEW && disposition <= CERT_STORE_ADD_NEWER_INHERIT_PROPERTIES;
}

Result<Element> add_element(Store& store, FreshElement& fresh, DWORD disposition, bool wants_reference) {
  if (store.is_null_store) return add_to_null_store(fresh, wants_reference);
  HeldElement existing;  // freed, and the blocks retired, after the lock is given back
  RetiredBlocks retired;
  const std::lock_guard lock(store.lock);
  if (disposition != CERT_STORE_ADD_ALWAYS) {
    existing.element = take_match(store.list_of((*fresh).kind), *fresh, retired);
  }
  const AddAction action = decide_add(disposition, existing.element, *fresh);
  if (action == AddAction::refuse) return Status::failure(CRYPT_E_EXISTS);
  Element* result = existing.element;
  if (act(store, action, existing.element, *fresh, wants_reference)) {
    result = &fresh.give_away();
  } else if (wants_reference) {
    result = existing.give_away();
  }
  return wants_reference ? result : nullptr;
}

}  // namespace certlife::impl
