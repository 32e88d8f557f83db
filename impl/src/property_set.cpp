#include "impl/src/property_set.h"

#include <cstring>
#include <new>

#include "impl/src/csp.h"
#include "impl/src/memory.h"

namespace certlife::impl {

using encoding::Bytes;

PropertySet::Property* PropertySet::make(DWORD id, Bytes value, Options options) {
  void* block = allocate_block(sizeof(Property) + value.size());
  auto* property = new (block) Property{nullptr, id, static_cast<DWORD>(value.size()), options};
  if (!value.empty()) std::memcpy(property->bytes(), value.data(), value.size());
  return property;
}

void PropertySet::destroy(Property* property) {
  if (property->options.releases_key) {
    CERT_KEY_CONTEXT key{};
    std::memcpy(&key, property->bytes(), sizeof key);
    release_csp(key.hCryptProv);
  }
  release_block(property, sizeof(Property) + property->size);
}

PropertySet::Property** PropertySet::place_of(DWORD id) {
  Property** link = &first_;
  while (*link != nullptr && (*link)->id < id) link = &(*link)->next;
  return link;
}

PropertySet::Property* PropertySet::find(DWORD id) const {
  for (Property* property = first_; property != nullptr; property = property->next) {
    if (property->id == id) return property;
  }
  return nullptr;
}

Bytes PropertySet::value(DWORD id) const {
  Property* property = find(id);
  return {property->bytes(), property->size};
}

DWORD PropertySet::id_after(DWORD id) const {
  for (const Property* property = first_; property != nullptr; property = property->next) {
    if (property->id > id) return property->id;
  }
  return 0;
}

void PropertySet::set(DWORD id, Bytes value, Options options) {
  Property* fresh = make(id, value, options);
  remove(id);
  Property** link = place_of(id);
  fresh->next = *link;
  *link = fresh;
}

void PropertySet::remove(DWORD id) {
  Property** link = place_of(id);
  Property* property = *link;
  if (property == nullptr || property->id != id) return;
  *link = property->next;
  destroy(property);
}

void PropertySet::clear() {
  while (first_ != nullptr) remove(first_->id);
}

void PropertySet::take_copies_from(const PropertySet& other, Merge merge) {
  for (Property* theirs = other.first_; theirs != nullptr; theirs = theirs->next) {
    const bool is_hash = theirs->id == CERT_SHA1_HASH_PROP_ID || theirs->id == CERT_MD5_HASH_PROP_ID;
    if (is_key_handle_property(theirs->id)) continue;
    if (merge != Merge::into_fresh && is_hash) continue;
    if (merge != Merge::take_theirs && has(theirs->id)) continue;
    set(theirs->id, {theirs->bytes(), theirs->size});
  }
}

}  // namespace certlife::impl
