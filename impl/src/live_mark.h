// Every object carries its own address, scrambled, for as long as it is alive. A test whose memory stays readable can tell from it
// what has died; see testing/observer.h.
#pragma once

#include <cstdint>

namespace certlife::impl {

constexpr std::uint64_t mark_of_the_living = 0x6365727464656164u;

inline std::uint64_t live_mark(const void* object) {
  return reinterpret_cast<std::uintptr_t>(object) ^ mark_of_the_living;
}

}  // namespace certlife::impl
