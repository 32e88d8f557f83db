// What the fuzzers of readers have in common.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace certlife::fuzz {

// How many inputs were what the reader reads: a fuzzer that meets none of them, or nothing else, tries nothing.
inline std::size_t accepted = 0;

inline std::string text_of(const std::uint8_t* data, std::size_t size) { return std::string(reinterpret_cast<const char*>(data), size); }

inline void require(bool condition) {
  if (!condition) std::abort();
}

}  // namespace certlife::fuzz
