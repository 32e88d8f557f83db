#include "impl/src/properties.h"

#include <cstring>
#include <mutex>

#include "impl/src/keys.h"
#include "impl/src/store.h"

namespace certlife::impl {

using encoding::Bytes;

namespace {

constexpr DWORD element_ids[] = {32, 33, 34};  // what elements themselves have in a serialized store

bool is_refused(DWORD id) {
  const bool is_element = id == element_ids[0] || id == element_ids[1] || id == element_ids[2];
  return id == 0 || id > CERT_LAST_USER_PROP_ID || is_element || id == CERT_ACCESS_STATE_PROP_ID;
}

// Forms that we cannot keep as Windows does.
bool is_unsupported(DWORD id) {
  return id == CERT_KEY_PROV_INFO_PROP_ID || id == CERT_NCRYPT_KEY_HANDLE_PROP_ID ||
         id == CERT_HCRYPTPROV_OR_NCRYPT_KEY_HANDLE_PROP_ID;
}

template <class T>
Bytes bytes_of_object(const T& object) {
  return encoding::bytes_of(&object, sizeof object);
}

CERT_KEY_CONTEXT key_context_of(const PropertySet& properties) {
  CERT_KEY_CONTEXT key{};
  key.cbSize = sizeof key;
  if (properties.has(CERT_KEY_CONTEXT_PROP_ID)) {
    std::memcpy(&key, properties.value(CERT_KEY_CONTEXT_PROP_ID).data(), sizeof key);
  }
  return key;
}

// The handle that was there is released, unless the same one is set again.
void set_key_context(PropertySet& properties, const CERT_KEY_CONTEXT& key, PropertySet::Options options) {
  const bool had_one = properties.has(CERT_KEY_CONTEXT_PROP_ID);
  if (had_one && key_context_of(properties).hCryptProv == key.hCryptProv) properties.keep_key(CERT_KEY_CONTEXT_PROP_ID);
  properties.set(CERT_KEY_CONTEXT_PROP_ID, bytes_of_object(key), options);
}

PropertySet::Options options_of(DWORD flags) {
  const bool persists = (flags & CERT_SET_PROPERTY_INHIBIT_PERSIST_FLAG) == 0;
  return {(flags & CERT_STORE_NO_CRYPT_RELEASE_FLAG) == 0, persists};
}

Status set_key_property(PropertySet& properties, DWORD id, DWORD flags, const void* data) {
  CERT_KEY_CONTEXT key = key_context_of(properties);
  PropertySet::Options options = options_of(flags);
  if (id == CERT_KEY_CONTEXT_PROP_ID) {
    std::memcpy(&key, data, sizeof key.cbSize);
    if (key.cbSize != sizeof key) return Status::failure(E_INVALIDARG);
    std::memcpy(&key, data, sizeof key);
  } else if (id == CERT_KEY_PROV_HANDLE_PROP_ID) {
    key.hCryptProv = reinterpret_cast<HCRYPTPROV>(data);  // the value itself, not a pointer to it
  } else {
    std::memcpy(&key.dwKeySpec, data, sizeof key.dwKeySpec);
    const bool had_one = properties.has(CERT_KEY_CONTEXT_PROP_ID);
    options.releases_key = had_one && properties.options(CERT_KEY_CONTEXT_PROP_ID).releases_key;
  }
  set_key_context(properties, key, options);
  return Status::ok();
}

// Without its specification a key handle is still one; without the handle nothing is left.
void remove_key_property(PropertySet& properties, DWORD id) {
  if (id != CERT_KEY_SPEC_PROP_ID) return properties.remove(CERT_KEY_CONTEXT_PROP_ID);
  if (!properties.has(CERT_KEY_CONTEXT_PROP_ID)) return;
  const DWORD none = 0;
  static_cast<void>(set_key_property(properties, CERT_KEY_SPEC_PROP_ID, 0, &none));
}

Status set_value(PropertySet& properties, DWORD id, DWORD flags, const void* data) {
  PropertySet::Options options = options_of(flags);
  options.releases_key = false;
  if (id == CERT_DATE_STAMP_PROP_ID) {
    properties.set(id, encoding::bytes_of(data, sizeof(FILETIME)), options);
    return Status::ok();
  }
  const auto& blob = *static_cast<const CRYPT_DATA_BLOB*>(data);
  if (blob.cbData > 0 && blob.pbData == nullptr) return Status::failure(E_INVALIDARG);
  properties.set(id, bytes_of_blob(blob), options);
  return Status::ok();
}

Status change(PropertySet& properties, DWORD id, DWORD flags, const void* data) {
  if (is_key_handle_property(id)) {
    if (data != nullptr) return set_key_property(properties, id, flags, data);
    remove_key_property(properties, id);
    return Status::ok();
  }
  if (data != nullptr) return set_value(properties, id, flags, data);
  properties.remove(id);
  return Status::ok();
}

// A hash that is asked for is computed and from then on a property like any other (windows test testCertProperties).
void compute_if_hash(Element& element, DWORD id) {
  if (element.properties.has(id)) return;
  if (id == CERT_SHA1_HASH_PROP_ID) element.properties.set(id, Bytes{encoding::sha1_of(element.encoded())});
  if (id == CERT_MD5_HASH_PROP_ID) element.properties.set(id, Bytes{encoding::md5_of(element.encoded())});
}

Status get_key_property(const PropertySet& properties, DWORD id, void* data, DWORD* size) {
  if (!properties.has(CERT_KEY_CONTEXT_PROP_ID)) return Status::failure(CRYPT_E_NOT_FOUND);
  const CERT_KEY_CONTEXT key = key_context_of(properties);
  if (id == CERT_KEY_PROV_HANDLE_PROP_ID) return copy_out(bytes_of_object(key.hCryptProv), data, size);
  if (id == CERT_KEY_SPEC_PROP_ID) return copy_out(bytes_of_object(key.dwKeySpec), data, size);
  return copy_out(bytes_of_object(key), data, size);
}

// Changes reach the outside only through a file that is committed.
DWORD access_state(const Element& element) {
  const FileBinding* file = element.home->file;
  return file != nullptr && file->commits ? DWORD{CERT_ACCESS_STATE_WRITE_PERSIST_FLAG} : 0;
}

}  // namespace

Status copy_out(Bytes bytes, void* data, DWORD* size) {
  if (size == nullptr) return Status::failure(E_INVALIDARG);
  const DWORD room = *size;
  *size = static_cast<DWORD>(bytes.size());
  if (data == nullptr) return Status::ok();
  if (room < bytes.size()) return Status::failure(DWORD{ERROR_MORE_DATA});
  if (!bytes.empty()) std::memcpy(data, bytes.data(), bytes.size());
  return Status::ok();
}

Status set_property(Element* element, DWORD id, DWORD flags, const void* data) {
  if (is_refused(id) || element == nullptr) return Status::failure(E_INVALIDARG);
  if (is_unsupported(id)) return Status::failure(DWORD{ERROR_NOT_SUPPORTED});
  Status status = Status::ok();
  {
    const std::lock_guard lock(element->properties_lock);
    status = change(element->properties, id, flags, data);
    element->archived.store(element->properties.has(CERT_ARCHIVED_PROP_ID), std::memory_order_relaxed);
  }
  const bool persists = (flags & CERT_SET_PROPERTY_INHIBIT_PERSIST_FLAG) == 0;
  if (status.is_ok() && persists && element->counts.load().listed) note_change(*element->home);
  return status;
}

Status get_property(Element& element, DWORD id, void* data, DWORD* size) {
  if (id == CERT_ACCESS_STATE_PROP_ID) return copy_out(bytes_of_object(access_state(element)), data, size);
  const std::lock_guard lock(element.properties_lock);
  if (is_key_handle_property(id)) return get_key_property(element.properties, id, data, size);
  compute_if_hash(element, id);
  if (!element.properties.has(id)) return Status::failure(CRYPT_E_NOT_FOUND);
  return copy_out(element.properties.value(id), data, size);
}

DWORD property_after(Element& element, DWORD id) {
  const std::lock_guard lock(element.properties_lock);
  return element.properties.id_after(id);
}

void copy_properties(Element& fresh, Element& source) {
  const std::lock_guard lock(source.properties_lock);
  fresh.properties.take_copies_from(source.properties, PropertySet::Merge::into_fresh);
  fresh.archived.store(source.archived.load(std::memory_order_relaxed), std::memory_order_relaxed);
}

}  // namespace certlife::impl
