#include "impl/src/save_store.h"

#include <mutex>
#include <optional>
#include <vector>

#include "impl/src/encoding/files.h"
#include "impl/src/encoding/pkcs7.h"
#include "impl/src/encoding/serialized_store.h"
#include "impl/src/keys.h"
#include "impl/src/open_store.h"
#include "impl/src/properties.h"

namespace certlife::impl {

using encoding::Bytes;
using encoding::ElementKind;

namespace {

// Oldest first: read in this order, a store lists its elements as before.
template <class Visit>
void for_each_listed(ElementList& list, Visit visit) {
  Element* oldest = list.newest();
  while (oldest != nullptr && oldest->older.load() != nullptr) oldest = oldest->older.load();
  for (Element* element = oldest; element != nullptr; element = element->newer) {
    if (element->counts.load().listed) visit(*element);
  }
}

ElementKind kind_in_file(Kind kind) {
  switch (kind) {
    case Kind::certificate: return ElementKind::certificate;
    case Kind::crl: return ElementKind::crl;
    case Kind::ctl: return ElementKind::ctl;
  }
  return ElementKind::certificate;
}

// REQUIRES: the element's properties are locked for as long as the result is used.
std::vector<encoding::SerializedProperty> saved_properties(const PropertySet& properties) {
  std::vector<encoding::SerializedProperty> saved;
  for (const PropertySet::Record& record : properties.saved()) saved.push_back({record.id, record.value});
  return saved;
}

void write_element(encoding::SerializedStoreWriter& writer, Element& element) {
  const std::lock_guard lock(element.properties_lock);
  writer.add(kind_in_file(element.kind), element.encoded(), saved_properties(element.properties));
}

std::vector<Bytes> encodings_in(ElementList& list) {
  std::vector<Bytes> encodings;
  for_each_listed(list, [&](Element& element) { encodings.push_back(element.encoded()); });
  return encodings;
}

Status save_to_memory(const std::vector<std::uint8_t>& bytes, void* parameter) {
  auto& blob = *static_cast<CRYPT_DATA_BLOB*>(parameter);
  return copy_out(bytes, blob.pbData, &blob.cbData);
}

Status save_to_file(const std::vector<std::uint8_t>& bytes, const std::optional<std::string>& name) {
  if (!name.has_value() || name->empty()) return Status::failure(E_INVALIDARG);
  const int error = encoding::replace_file(*name, bytes);
  return error == 0 ? Status::ok() : Status::failure(DWORD{encoding::windows_error_of(error)});
}

Status save_bytes(const std::vector<std::uint8_t>& bytes, DWORD save_to, void* parameter) {
  switch (save_to) {
    case CERT_STORE_SAVE_TO_FILE: return Status::failure(DWORD{ERROR_NOT_SUPPORTED});
    case CERT_STORE_SAVE_TO_MEMORY: return save_to_memory(bytes, parameter);
    case CERT_STORE_SAVE_TO_FILENAME_A: return save_to_file(bytes, std::string(static_cast<LPCSTR>(parameter)));
    case CERT_STORE_SAVE_TO_FILENAME_W:
      return save_to_file(bytes, encoding::utf8_file_name(static_cast<LPCWSTR>(parameter)));
    default: return Status::failure(E_INVALIDARG);
  }
}

bool commits(const Store& store) { return store.file != nullptr && store.file->commits; }

Status commit(Store& store, DWORD flags) {
  const std::lock_guard lock(store.lock);
  if (!commits(store)) return Status::failure(DWORD{ERROR_CALL_NOT_IMPLEMENTED});
  if ((flags & CERT_STORE_CTRL_COMMIT_CLEAR_FLAG) != 0) {
    store.file->has_changes.store(false);
    return Status::ok();
  }
  if ((flags & CERT_STORE_CTRL_COMMIT_FORCE_FLAG) != 0) store.file->has_changes.store(true);
  return commit_changes(store);
}

}  // namespace

std::vector<std::uint8_t> serialize(Store& store) {
  encoding::SerializedStoreWriter writer;
  for (ElementList& list : store.lists) {
    for_each_listed(list, [&](Element& element) { write_element(writer, element); });
  }
  return writer.finish();
}

std::vector<std::uint8_t> as_pkcs7(Store& store) {
  return encoding::write_degenerate_pkcs7(encodings_in(store.list_of(Kind::certificate)),
                                          encodings_in(store.list_of(Kind::crl)));
}

Status save_store(Store& store, DWORD save_as, DWORD save_to, void* parameter) {
  if (save_as == CERT_STORE_SAVE_AS_PKCS12) return Status::failure(DWORD{ERROR_NOT_SUPPORTED});
  if (save_as != CERT_STORE_SAVE_AS_STORE && save_as != CERT_STORE_SAVE_AS_PKCS7) return Status::failure(E_INVALIDARG);
  std::vector<std::uint8_t> bytes;
  {
    const std::lock_guard lock(store.lock);
    bytes = save_as == CERT_STORE_SAVE_AS_STORE ? serialize(store) : as_pkcs7(store);
  }
  if (bytes.size() > encoding::largest_file) return Status::failure(E_INVALIDARG);
  return save_bytes(bytes, save_to, parameter);
}

Status control_store(Store& store, DWORD flags, DWORD control_type) {
  constexpr DWORD known = CERT_STORE_CTRL_COMMIT_FORCE_FLAG | CERT_STORE_CTRL_COMMIT_CLEAR_FLAG;
  if (control_type != CERT_STORE_CTRL_COMMIT) return Status::failure(DWORD{ERROR_NOT_SUPPORTED});
  if ((flags & ~known) != 0 || flags == known) return Status::failure(E_INVALIDARG);
  return commit(store, flags);
}

}  // namespace certlife::impl
