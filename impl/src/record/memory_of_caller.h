// Reads what a caller points at as the kernel does: where nothing is to be read there is no crash, so that a call is written down as it was
// made, and crashes, or is refused, as it does without that. All throw std::bad_alloc.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "impl/src/encoding/bytes.h"

namespace certlife::impl::record {

// As many bytes of these as can be read from the first on.
std::vector<std::uint8_t> bytes_at(const void* address, std::size_t size);

// Strings that end with a NUL. The wide one as UTF-8, and what is no UTF-16 as nothing.
std::optional<std::string> string_at(const void* address);
std::optional<std::string> wide_string_at(const void* address);

template <class T>
std::optional<T> value_at(const void* address) {
  const std::vector<std::uint8_t> bytes = bytes_at(address, sizeof(T));
  if (bytes.size() != sizeof(T)) return std::nullopt;
  T value;
  std::memcpy(&value, bytes.data(), sizeof value);
  return value;
}

}  // namespace certlife::impl::record
