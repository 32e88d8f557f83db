// What the bytes of a file are, decoded into a store.
#include <vector>

#include "impl/src/element_factory.h"
#include "impl/src/encoding/pkcs7.h"
#include "impl/src/encoding/serialized_store.h"
#include "impl/src/encoding/text_forms.h"
#include "impl/src/file_properties.h"
#include "impl/src/open_store.h"
#include "impl/src/store_contents.h"

namespace certlife::impl {

using encoding::Bytes;
using encoding::StoreFormat;

namespace {

constexpr DWORD encoding_type = X509_ASN_ENCODING | PKCS_7_ASN_ENCODING;

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

Status add_serialized(Store& store, const encoding::SerializedElement& serialized) {
  const auto made = make_element(kind_of(serialized.kind), encoding_type, serialized.encoded, store);
  if (!made.is_ok()) return bad_file();
  FreshElement fresh(*made.value());
  take_properties_of_file(*fresh, serialized.properties);
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

Status read_as(StoreFormat format, Store& store, Bytes bytes) {
  switch (format) {
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

// Blocks of other things, such as keys, are passed over; one at least must be ours, and the first of those says what the file is.
ReadBytes read_text(Store& store, Bytes text) {
  ReadBytes read{bad_file()};
  for (const auto& block : encoding::blocks_of_text(text)) {
    const StoreFormat format = encoding::sniff_store(block);
    if (format == StoreFormat::none) continue;
    if (read.format == StoreFormat::none) read.format = format;
    read.status = read_as(format, store, block);
    if (!read.status.is_ok()) return read;
  }
  return read;
}

}  // namespace

ReadBytes read_into_store(Store& store, Bytes bytes) {
  const StoreFormat format = encoding::sniff_store(bytes);
  if (format == StoreFormat::none) return read_text(store, bytes);
  return {read_as(format, store, bytes), format};
}

}  // namespace certlife::impl
