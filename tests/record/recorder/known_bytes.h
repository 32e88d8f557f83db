// Which bytes have a number already. They are told apart by a hash of 128 bits.
#pragma once

#include <cstddef>
#include <cstdint>

namespace certlife::record {

class KnownBytes {
 public:
  struct Number {
    std::uint32_t number = 0;  // From 1; 0 if there is no memory.
    bool is_new = false;
  };
  Number number_of(const void* bytes, std::size_t size);

 private:
  struct Entry {
    std::uint64_t hash[2];
    std::uint32_t number;
  };
  Entry* find(const std::uint64_t (&hash)[2]) const;
  bool grow();

  Entry* entries_ = nullptr;
  std::size_t room_ = 0;  // A power of 2.
  std::uint32_t count_ = 0;
};

}  // namespace certlife::record
