#include "impl/src/properties.h"

#include <cstring>
#include <mutex>

#include "impl/src/computed_properties.h"
#include "impl/src/csp.h"
#include "impl/src/keys.h"
#include "impl/src/known_hash.h"
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
         id == CERT_HCRYPTPROV_OR_NCRYPT_KEY_HANDLE_PROP_ID || id == CERT_HCRYPTPROV_TRANSFER_PROP_ID;
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

// Only where there was no key context can it fail: then nothing is lost. Another handle that was there is released (choice).
void set_key_context(PropertySet& properties, const CERT_KEY_CONTEXT& key, PropertySet::Options options) {
  constexpr DWORD id = CERT_KEY_CONTEXT_PROP_ID;
  if (!properties.has(id)) return properties.set(id, bytes_of_object(key), options);
  const HCRYPTPROV old = key_context_of(properties).hCryptProv;
  const bool goes = properties.options(id).releases_key && old != key.hCryptProv;
  properties.overwrite(id, bytes_of_object(key), options);
  if (goes) release_csp(old);
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

// A part that is deleted is 0 from then on, and the key context stays (windows test testCertProperties for the handle).
void remove_key_property(PropertySet& properties, DWORD id) {
  if (id == CERT_KEY_CONTEXT_PROP_ID) return properties.remove(id);
  if (!properties.has(CERT_KEY_CONTEXT_PROP_ID)) return;
  CERT_KEY_CONTEXT key = key_context_of(properties);
  if (id == CERT_KEY_PROV_HANDLE_PROP_ID) key.hCryptProv = 0;
  else key.dwKeySpec = 0;
  set_key_context(properties, key, properties.options(CERT_KEY_CONTEXT_PROP_ID));
}

Status set_value(PropertySet& properties, DWORD id, DWORD flags, const void* data) {
  PropertySet::Options options = options_of(flags);
  options.releases_key = false;
  if (id == CERT_ARCHIVED_PROP_ID) {  // it is there or not, and has no data (docs certsetcertificatecontextproperty)
    properties.set(id, Bytes{}, options);
    return Status::ok();
  }
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

// A part that is 0 is missing (choice: no source says).
template <class Part>
Status get_key_part(Part part, void* data, DWORD* size) {
  return part == 0 ? Status::failure(CRYPT_E_NOT_FOUND) : copy_out(bytes_of_object(part), data, size);
}

Status get_key_property(const PropertySet& properties, DWORD id, void* data, DWORD* size) {
  if (!properties.has(CERT_KEY_CONTEXT_PROP_ID)) return Status::failure(CRYPT_E_NOT_FOUND);
  const CERT_KEY_CONTEXT key = key_context_of(properties);
  if (id == CERT_KEY_CONTEXT_PROP_ID) return copy_out(bytes_of_object(key), data, size);
  return id == CERT_KEY_SPEC_PROP_ID ? get_key_part(key.dwKeySpec, data, size) : get_key_part(key.hCryptProv, data, size);
}

// The caller gets the handle itself, whose release is from then on his, and the context has it no more (header).
Status hand_over_key(PropertySet& properties, void* data, DWORD* size) {
  const Status got = get_key_property(properties, CERT_KEY_PROV_HANDLE_PROP_ID, data, size);
  if (!got.is_ok() || data == nullptr) return got;
  CERT_KEY_CONTEXT key = key_context_of(properties);
  PropertySet::Options options = properties.options(CERT_KEY_CONTEXT_PROP_ID);
  key.hCryptProv = 0;
  options.releases_key = false;
  properties.overwrite(CERT_KEY_CONTEXT_PROP_ID, bytes_of_object(key), options);
  return got;
}

Status get_value(Element& element, DWORD id, void* data, DWORD* size) {
  if (element.properties.has(id)) return copy_out(element.properties.value(id), data, size);
  ComputedValue computed;
  const Status status = compute_property(element, id, computed);
  return status.is_ok() ? copy_out(computed.bytes(), data, size) : status;
}

// Changes reach the outside only through a file that is committed.
DWORD access_state(const Element& element) {
  const FileBinding* file = element.home->file;
  return file != nullptr && file->commits ? DWORD{CERT_ACCESS_STATE_WRITE_PERSIST_FLAG} : 0;
}

// Reading these hands a key handle over.
bool hands_over_a_handle(DWORD id) {
  constexpr DWORD ncrypt_key_handle_transfer = 99, hcryptprov_transfer = 100;
  return id == ncrypt_key_handle_transfer || id == hcryptprov_transfer;
}

Status change_locked(Element& element, DWORD id, DWORD flags, const void* data) {
  const std::lock_guard lock(element.properties_lock);
  const Status status = change(element.properties, id, flags, data);
  element.archived.store(element.properties.has(CERT_ARCHIVED_PROP_ID), std::memory_order_relaxed);
  return status;
}

// A certificate that was listed is found by this property when another is added: its store has to know.
Status change_of_listed_sha1(Element& element, DWORD flags, const void* data) {
  RetiredBlocks retired;
  Store& store = *element.home;
  const std::lock_guard store_lock(store.lock);
  ElementList& list = store.list_of(element.kind);
  list.reserve_false_sha1(retired);  // this and the hash may fail, as long as nothing is changed
  static_cast<void>(sha1_of_bytes(element));
  const std::lock_guard lock(element.properties_lock);
  const Status status = change(element.properties, CERT_SHA1_HASH_PROP_ID, flags, data);
  if (element.is_listed()) note_false_sha1(list, element, false_sha1_of(element), retired);
  return status;
}

}  // namespace

bool is_plain_property(DWORD id) {
  return !is_refused(id) && !is_unsupported(id) && !is_key_handle_property(id) && !hands_over_a_handle(id);
}

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
  const bool is_found_by_it = id == CERT_SHA1_HASH_PROP_ID && element->kind == Kind::certificate && element->sequence != 0;
  const Status status = is_found_by_it ? change_of_listed_sha1(*element, flags, data) : change_locked(*element, id, flags, data);
  const bool persists = (flags & CERT_SET_PROPERTY_INHIBIT_PERSIST_FLAG) == 0;
  if (status.is_ok() && persists && element->counts.load().listed) note_change(*element->home);
  return status;
}

Status get_property(Element& element, DWORD id, void* data, DWORD* size) {
  if (id == CERT_ACCESS_STATE_PROP_ID) return copy_out(bytes_of_object(access_state(element)), data, size);
  const std::lock_guard lock(element.properties_lock);
  if (is_key_handle_property(id)) return get_key_property(element.properties, id, data, size);
  if (id == CERT_HCRYPTPROV_TRANSFER_PROP_ID) return hand_over_key(element.properties, data, size);
  compute_if_hash(element, id);
  return get_value(element, id, data, size);
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
