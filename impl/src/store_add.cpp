// Adding: what each disposition does when the store lists a match already.
#include <mutex>
#include <utility>

#include "impl/src/element_factory.h"
#include "impl/src/encoding/decode.h"
#include "impl/src/known_hash.h"
#include "impl/src/store_contents.h"

namespace certlife::impl {
namespace {

// What is added, and what the add needs to know about it.
struct Addition {
  Element& fresh;
  FalseSha1 sha1;
  bool wants_reference;
  RetiredBlocks& retired;
};

enum class AddAction { insert, refuse, use_existing, use_existing_with_new_properties, replace, replace_and_inherit };

AddAction unless_older(const Element& existing, const Element& fresh, AddAction action) {
  const bool is_newer = encoding::compare_times(existing.issued_at(), fresh.issued_at()) < 0;
  return is_newer ? action : AddAction::refuse;
}

// Of a certificate context the existing one is used and takes the new properties over (header). CRLs, CTLs and what is
// encoded replace it, and the new one inherits what it lacks (docs certaddencodedcertificatetostore; choice).
AddAction inheriting(Kind kind, AddForm form) {
  const bool uses = kind == Kind::certificate && form == AddForm::context;
  return uses ? AddAction::use_existing_with_new_properties : AddAction::replace_and_inherit;
}

AddAction decide_add(DWORD disposition, const Element* existing, const Element& fresh, AddForm form) {
  if (existing == nullptr) return AddAction::insert;
  switch (disposition) {
    case CERT_STORE_ADD_NEW: return AddAction::refuse;
    case CERT_STORE_ADD_USE_EXISTING: return AddAction::use_existing;
    case CERT_STORE_ADD_REPLACE_EXISTING: return AddAction::replace;
    case CERT_STORE_ADD_REPLACE_EXISTING_INHERIT_PROPERTIES: return inheriting(fresh.kind, form);
    case CERT_STORE_ADD_NEWER: return unless_older(*existing, fresh, AddAction::replace);
    case CERT_STORE_ADD_NEWER_INHERIT_PROPERTIES:
      return unless_older(*existing, fresh, AddAction::replace_and_inherit);
  }
  return AddAction::insert;
}

// The newest listed CRL or CTL that matches, with a reference. For those who hold the store's lock.
Element* take_same_key(ElementList& list, const Element& fresh, RetiredBlocks& retired) {
  const bool by_index = list.prefers_index(Lookup::match);
  if (by_index) list.catch_up(Lookup::match, retired);
  const Key key = key_of(fresh, Lookup::match);
  Element* element = list.next_with_key(Lookup::match, key, nullptr, by_index);
  while (element != nullptr && !element->counts.take_reference_if_listed()) {
    element = list.next_with_key(Lookup::match, key, element, by_index);
  }
  return element;
}

// The same for elements of every kind.
Element* take_match(ElementList& list, Element& fresh, const FalseSha1& fresh_sha1, RetiredBlocks& retired) {
  const bool by_hash = fresh.kind == Kind::certificate;
  return by_hash ? take_same_hash(list, fresh, fresh_sha1, retired) : take_same_key(list, fresh, retired);
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
bool insert(Store& store, const Addition& addition) {
  const bool kept = store.handles.load(std::memory_order_relaxed) > 0;
  if (!kept && !addition.wants_reference) return false;
  Element& fresh = addition.fresh;
  ElementList& list = store.list_of(fresh.kind);
  if (addition.sha1.is_false) list.reserve_false_sha1(addition.retired);
  fresh.counts.set({addition.wants_reference ? 1u : 0u, kept, true});
  list.link(fresh);
  if (addition.sha1.is_false) note_false_sha1(list, fresh, addition.sha1, addition.retired);
  ++store.linked_elements;
  note_change(store);
  return true;
}

// Adds the fresh element, or acts on the existing one. Is the fresh one listed now?
bool replace(Store& store, Element& existing, const Addition& addition) {
  const bool is_listed = insert(store, addition);
  static_cast<void>(unlist_element(store, existing));
  return is_listed;
}

bool use(Store& store, Element& existing, const Element& fresh, PropertySet::Merge merge) {
  merge_into_existing(existing, fresh, merge);
  note_change(store);
  return false;
}

bool act(Store& store, AddAction action, Element* existing, const Addition& addition) {
  Element& fresh = addition.fresh;
  switch (action) {
    case AddAction::insert: return insert(store, addition);
    case AddAction::refuse: return false;
    case AddAction::use_existing: return use(store, *existing, fresh, PropertySet::Merge::keep_own);
    case AddAction::use_existing_with_new_properties:
      return use(store, *existing, fresh, PropertySet::Merge::take_theirs);
    case AddAction::replace_and_inherit: inherit_from_existing(fresh, *existing); [[fallthrough]];
    case AddAction::replace: return replace(store, *existing, addition);
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

Refusal foresee_refusal(Store& store, const Element& model, encoding::Bytes encoded, DWORD disposition) {
  if (store.is_null_store || disposition == CERT_STORE_ADD_ALWAYS) return Refusal::none;
  RetiredBlocks retired;
  HeldElement existing;
  const std::lock_guard lock(store.lock);
  existing.element = take_same_key(store.list_of(model.kind), model, retired);
  if (decide_add(disposition, existing.element, model, AddForm::encoded) != AddAction::refuse) return Refusal::none;
  return encoding::same_bytes(existing.element->encoded(), encoded) ? Refusal::of_the_same_bytes : Refusal::of_others;
}

Result<Element> add_element(Store& store, FreshElement& fresh, DWORD disposition, bool wants_reference, AddForm form) {
  if (store.is_null_store) return add_to_null_store(fresh, wants_reference);
  HeldElement existing;  // freed, and the blocks retired, after the lock is given back
  RetiredBlocks retired;
  const Addition addition{*fresh, false_sha1_of(*fresh), wants_reference, retired};
  const std::lock_guard lock(store.lock);
  if (disposition != CERT_STORE_ADD_ALWAYS) {
    existing.element = take_match(store.list_of((*fresh).kind), *fresh, addition.sha1, retired);
  }
  const AddAction action = decide_add(disposition, existing.element, *fresh, form);
  if (action == AddAction::refuse) return Status::failure(CRYPT_E_EXISTS);
  Element* result = existing.element;
  if (act(store, action, existing.element, addition)) {
    result = &fresh.give_away();
  } else if (wants_reference) {
    result = existing.give_away();
  }
  return wants_reference ? result : nullptr;
}

}  // namespace certlife::impl
