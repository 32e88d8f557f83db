// A read-only view of bytes that somebody else keeps; everything in this folder speaks of bytes in this form.
#pragma once

#include <cstdint>
#include <cstring>
#include <span>

namespace certlife::impl::encoding {

using Bytes = std::span<const std::uint8_t>;

// Byte equality; two empty views are equal whatever they point to.
inline bool same_bytes(Bytes left, Bytes right) {
  return left.size() == right.size() && (left.empty() || std::memcmp(left.data(), right.data(), left.size()) == 0);
}

// The view of what a C API passes as pointer and length. A null pointer is an empty view, whatever the length says.
inline Bytes bytes_of(const void* data, std::size_t size) {
  return data == nullptr ? Bytes{} : Bytes{static_cast<const std::uint8_t*>(data), size};
}

}  // namespace certlife::impl::encoding
