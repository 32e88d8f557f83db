// Windows' serialized store: a header of the DWORDs 0 and "CERT", then records of identifier, encoding type, length and
// bytes (all DWORDs little-endian). The properties of an element stand before it, the element itself has identifier 32
// (certificate), 33 (CRL) or 34 (CTL), and three zero DWORDs end the store (windows test testSerializedStore).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "impl/src/encoding/bytes.h"

namespace certlife::impl::encoding {

enum class ElementKind : std::uint8_t { certificate = 0, crl = 1, ctl = 2 };

struct SerializedProperty {
  std::uint32_t id = 0;
  Bytes value;
};

// One element with the properties that stood before it, in the order of the file. Identifiers nobody knows are kept.
struct SerializedElement {
  ElementKind kind = ElementKind::certificate;
  Bytes encoded;
  std::vector<SerializedProperty> properties;
};

// What a read found. All views point into the bytes read. After an error `elements` is empty: a store is read wholly
// or not at all.
struct SerializedStore {
  std::vector<SerializedElement> elements;
  std::string error;             // one line, empty if the store was read
  std::size_t error_offset = 0;  // where in the bytes it is
  bool ok() const { return error.empty(); }
};

// Whether the bytes begin as a serialized store does; reading it may still fail.
bool has_serialized_store_header(Bytes bytes);

// Bytes after the end mark are ignored. The elements are not decoded here.
SerializedStore read_serialized_store(Bytes bytes);

// Appends a store to a vector: make a writer, add the elements, finish.
class SerializedStoreWriter {
 public:
  SerializedStoreWriter();
  // REQUIRES: encoded and every value are shorter than 4 GiB.
  void add(ElementKind kind, Bytes encoded, const std::vector<SerializedProperty>& properties);
  // The whole store; the writer is empty afterwards.
  std::vector<std::uint8_t> finish();

 private:
  std::vector<std::uint8_t> bytes_;
};

}  // namespace certlife::impl::encoding
