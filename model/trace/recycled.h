// A sequence that keeps the memory of its elements when it is cleared, so that reading a million lines allocates
// only for the first few.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <utility>
#include <vector>

namespace certlife::trace {

// REQUIRES: T has clear(), which makes it as good as new without giving its memory back.
template <class T>
class Recycled {
 public:
  Recycled() = default;
  Recycled(std::initializer_list<T> elements) : slots_(elements), used_(slots_.size()) {}
  // A copy takes the elements and leaves the spare slots behind.
  Recycled(const Recycled& other) : slots_(other.begin(), other.end()), used_(other.used_) {}
  Recycled(Recycled&& other) noexcept : slots_(std::move(other.slots_)), used_(other.used_) { other.used_ = 0; }
  Recycled& operator=(Recycled other) noexcept {
    slots_.swap(other.slots_);
    used_ = other.used_;
    return *this;
  }
  ~Recycled() = default;

  // The new element at the end, cleared. Earlier references may be invalid afterwards, as with std::vector.
  T& add() {
    if (used_ == slots_.size())
      slots_.emplace_back();
    else
      slots_[used_].clear();
    return slots_[used_++];
  }
  void clear() { used_ = 0; }

  std::size_t size() const { return used_; }
  bool empty() const { return used_ == 0; }
  T* begin() { return slots_.data(); }
  T* end() { return slots_.data() + used_; }
  const T* begin() const { return slots_.data(); }
  const T* end() const { return slots_.data() + used_; }
  T& operator[](std::size_t index) { return slots_[index]; }
  const T& operator[](std::size_t index) const { return slots_[index]; }

 private:
  std::vector<T> slots_;
  std::size_t used_ = 0;
};

}  // namespace certlife::trace
