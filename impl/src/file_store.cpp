// Opening a store on a file: which file, and what its bytes are.
#include <cerrno>
#include <utility>
#include <vector>

#include "impl/src/element_factory.h"
#include "impl/src/encoding/files.h"
#include "impl/src/encoding/pkcs7.h"
#include "impl/src/encoding/serialized_store.h"
#include "impl/src/encoding/sniff.h"
#include "impl/src/open_store.h"
#include "impl/src/properties.h"
#include "impl/src/store_contents.h"

namespace certlife::impl {

using encoding::Bytes;
using encoding::StoreFormat;

namespace {

constexpr DWORD encoding_type = X509_ASN_ENCODING | PKCS_7_ASN_ENCODING;

Status status_of(int error) {
  return error == 0 ? Status::ok() : Status::failure(DWORD{encoding::windows_error_of(error)});
}

bool has(DWORD flags, DWORD flag) { return (flags & flag) != 0; }

// The upper half belongs to the provider; this one knows one flag there (header).
Status check_file_flags(DWORD flags) {
  const DWORD unknown = flags & 0xFFFF0000 & ~DWORD{CERT_FILE_STORE_COMMIT_ENABLE_FLAG};
  const bool both = has(flags, CERT_STORE_CREATE_NEW_FLAG) && has(flags, CERT_STORE_OPEN_EXISTING_FLAG);
  const bool commits_nothing = has(flags, CERT_FILE_STORE_COMMIT_ENABLE_FLAG) && has(flags, CERT_STORE_READONLY_FLAG);
  return unknown != 0 || both || commits_nothing ? Status::failure(E_INVALIDARG) : Status::ok();
}

// A file that is not there is made, unless the flags forbid it (docs certopenstore).
Status read_or_create(const std::string& name, DWORD flags, std::vector<std::uint8_t>& bytes) {
  if (has(flags, CERT_STORE_CREATE_NEW_FLAG)) return status_of(encoding::create_new_file(name));
  const int error = encoding::read_file(name, bytes);
  const bool may_create = !has(flags, CERT_STORE_OPEN_EXISTING_FLAG);
  if (error == ENOENT && may_create) return status_of(encoding::create_new_file(name));
  return status_of(error);
}

Status bad_file() { return Status::failure(CRYPT_E_FILE_ERROR); }

Status add_read(Store& store, FreshElement& fresh) {
  return add_element(store, fresh, CERT_STORE_ADD_ALWAYS, false).status();
}

Status add_encoding(Store& store, Kind kind, Bytes encoded) {
  const auto made = make_element(kind, encoding_type, encoded, store);
  if (!made.is_ok()) return bad_file();
  FreshElement fresh(*made.value());
  return add_read(store, fresh);
}

Status add_all(Store& store, Kind kind, const std::vector<Bytes>& encodings) {
  for (const Bytes encoded : encodings) {
    if (const Status status = add_encoding(store, kind, encoded); !status.is_ok()) return status;
  }
  return Status::ok();
}

Kind kind_of(encoding::ElementKind kind) {
  switch (kind) {
    case encoding::ElementKind::certificate: return Kind::certificate;
    case encoding::ElementKind::crl: return Kind::crl;
    case encoding::ElementKind::ctl: return Kind::ctl;
  }
  return Kind::certificate;
}

// A stored hash that is not the true one is not believed (windows test testAddSerialized).
bool is_believed(const Element& element, const encoding::SerializedProperty& property) {
  if (property.id == CERT_SHA1_HASH_PROP_ID) {
    return encoding::same_bytes(property.value, Bytes{encoding::sha1_of(element.encoded())});
  }
  if (property.id == CERT_MD5_HASH_PROP_ID) {
    return encoding::same_bytes(property.value, Bytes{encoding::md5_of(element.encoded())});
  }
  return !is_key_handle_property(property.id);
}

Status add_serialized(Store& store, const encoding::SerializedElement& serialized) {
  const auto made = make_element(kind_of(serialized.kind), encoding_type, serialized.encoded, store);
  if (!made.is_ok()) return bad_file();
  FreshElement fresh(*made.value());
  Element& element = *fresh;
  for (const auto& property : serialized.properties) {
    if (is_believed(element, property)) element.properties.set(property.id, property.value);
  }
  element.archived.store(element.properties.has(CERT_ARCHIVED_PROP_ID));
  return add_read(store, fresh);
}

Status read_serialized(Store& store, Bytes bytes) {
  const auto read = encoding::read_serialized_store(bytes);
  if (!read.ok()) return bad_file();
  for (const auto& serialized : read.elements) {
    if (const Status status = add_serialized(store, serialized); !status.is_ok()) return status;
  }
  return Status::ok();
}

Status read_pkcs7(Store& store, Bytes bytes) {
  encoding::SignedData message;
  if (encoding::read_signed_data(bytes, message) != encoding::DecodeError::none) return bad_file();
  const Status status = add_all(store, Kind::certificate, encoding::elements_of(message.certificate_set));
  return status.is_ok() ? add_all(store, Kind::crl, encoding::elements_of(message.crl_set)) : status;
}

Status fill_from_file(Store& store, const std::string& name, DWORD flags) {
  std::vector<std::uint8_t> bytes;
  if (const Status status = read_or_create(name, flags, bytes); !status.is_ok()) return status;
  if (const Status status = read_into_store(store, bytes); !status.is_ok()) return status;
  store.file = make_file_binding(name, has(flags, CERT_FILE_STORE_COMMIT_ENABLE_FLAG));
  return Status::ok();
}

// Closes the store unless the open succeeds.
class OpeningStore {
 public:
  explicit OpeningStore(Store& store) : store_(&store) {}
  ~OpeningStore() {
    if (store_ != nullptr) static_cast<void>(close_store(*store_, 0));
  }
  OpeningStore(const OpeningStore&) = delete;
  OpeningStore& operator=(const OpeningStore&) = delete;
  Store& operator*() { return *store_; }
  Store* give_away() { return std::exchange(store_, nullptr); }

 private:
  Store* store_;
};

}  // namespace

Status read_into_store(Store& store, Bytes bytes) {
  switch (encoding::sniff_store(bytes)) {
    case StoreFormat::empty: return Status::ok();
    case StoreFormat::serialized_store: return read_serialized(store, bytes);
    case StoreFormat::pkcs7: return read_pkcs7(store, bytes);
    case StoreFormat::certificate: return add_encoding(store, Kind::certificate, bytes);
    case StoreFormat::crl: return add_encoding(store, Kind::crl, bytes);
    case StoreFormat::ctl: return add_encoding(store, Kind::ctl, bytes);
    case StoreFormat::none: return bad_file();
  }
  return bad_file();
}

Result<Store> open_file_store(const std::string& name, DWORD flags) {
  if (const Status status = check_file_flags(flags); !status.is_ok()) return status;
  OpeningStore store(make_store(flags, 0));
  if (const Status status = fill_from_file(*store, name, flags); !status.is_ok()) return status;
  return store.give_away();
}

}  // namespace certlife::impl
