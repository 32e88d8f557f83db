// The bytes of a serialized store, read and written without the implementation under test.
#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "model/trace/bytes/contents.h"

namespace certlife::conformance {

struct SerializedElement {
  ContentKind kind = ContentKind::certificate;
  Bytes bytes;
  std::vector<std::pair<std::uint32_t, Bytes>> properties;  // in the order of the file
};

// Nothing if the bytes are no serialized store. No bytes at all are an empty one.
std::optional<std::vector<SerializedElement>> parse_serialized_store(const Bytes& file);

Bytes serialized_store(const std::vector<SerializedElement>& elements);

}  // namespace certlife::conformance
