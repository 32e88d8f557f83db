// Memory for decoded structures out of one block that the caller owns, so that a context is ONE allocation.
//
// Decoding runs twice over the same bytes with the same code. A measuring arena hands out nothing and counts; a filling
// arena hands out pieces of a block of at least the measured size. Objects grow from the front, plain bytes from the
// back, so that no padding is lost between them.
//
//     Arena measure;                                    // first pass: nothing is written
//     CERT_INFO ignored;
//     if (decode_certificate(encoded, measure, ignored) != DecodeError::none) ...;
//     char* block = allocate(sizeof(Context) + measure.used() + encoded.size());
//     Arena fill(block + sizeof(Context), measure.used());   // second pass, over the kept copy of the bytes
//     decode_certificate(kept_copy, fill, context->info);    // cannot fail any more
//
// REQUIRES of a filling arena: `block` is aligned for a pointer, and outlives what was decoded into it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <type_traits>

namespace certlife::impl::encoding {

// Writes an array that may not be there: in the measuring pass every write is dropped.
template <class T>
class Slots {
 public:
  explicit Slots(T* first) : first_(first) {}
  void set(std::size_t index, const T& value) {
    if (first_ != nullptr) first_[index] = value;
  }
  T* data() const { return first_; }

 private:
  T* first_;
};

class Arena {
 public:
  Arena() = default;
  Arena(void* block, std::size_t size) : block_(static_cast<char*>(block)), size_(size) {}

  bool measures() const { return block_ == nullptr; }
  // Bytes handed out (or asked for) so far; a multiple of the alignment of a pointer.
  std::size_t used() const { return front_ + (back_ + alignof(void*) - 1) / alignof(void*) * alignof(void*); }

  // An array of `count` zeroed objects; no objects, or a measuring arena: no array.
  template <class T>
  Slots<T> objects(std::size_t count) {
    static_assert(std::is_trivially_copyable_v<T> && alignof(T) <= alignof(void*));
    static_assert(sizeof(T) % alignof(void*) == 0, "pieces must leave the front aligned");
    const std::size_t start = front_;
    front_ += count * sizeof(T);
    if (measures() || count == 0) return Slots<T>(nullptr);
    T* first = reinterpret_cast<T*>(block_ + start);
    std::uninitialized_value_construct_n(first, count);
    return Slots<T>(first);
  }

  // `size` bytes without alignment, for strings and integers.
  std::uint8_t* bytes(std::size_t size) {
    back_ += size;
    return measures() ? nullptr : reinterpret_cast<std::uint8_t*>(block_ + size_ - back_);
  }

 private:
  char* block_ = nullptr;
  std::size_t size_ = 0;
  std::size_t front_ = 0;
  std::size_t back_ = 0;
};

}  // namespace certlife::impl::encoding
