// A small fast source of random numbers.
#pragma once

#include <cstdint>

namespace certlife::properties {

class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed * 0x9e3779b97f4a7c15u + 0x2545f4914f6cdd1du) {}

  std::uint64_t next() {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 7;
    state_ ^= state_ << 17;
    return state_ * 0x2545f4914f6cdd1du >> 16;
  }
  // From 0 to count - 1.
  unsigned below(unsigned count) { return static_cast<unsigned>((next() & 0xffffffffu) * count >> 32); }
  bool one_in(unsigned count) { return below(count) == 0; }

 private:
  std::uint64_t state_;
};

}  // namespace certlife::properties
