// A set of keys, and on request the key from which each was first reached: open addressing, never more than half full.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "model/explore/packed_state.h"

namespace certlife::model::explore {

constexpr std::uint64_t mixed(std::uint64_t bits) {
  bits ^= bits >> 32;
  bits *= 0xd6e8feb86659fd93u;
  bits ^= bits >> 32;
  bits *= 0xd6e8feb86659fd93u;
  return bits ^ bits >> 32;
}
constexpr std::uint64_t hash_of(NarrowKey key) { return mixed(key); }
constexpr std::uint64_t hash_of(const WideKey& key) { return mixed(key.low ^ mixed(key.high)); }

template <class Key>
class StateSet {
 public:
  explicit StateSet(bool keeps_parents = false) : keeps_parents_(keeps_parents) { allocate(1u << 12); }

  std::size_t size() const { return size_; }

  void prefetch(std::uint64_t hash) const { __builtin_prefetch(&keys_[hash & mask_]); }

  // Returns whether the key is new.
  bool insert(const Key& key, std::uint64_t hash, const Key& parent) {
    std::size_t at = hash & mask_;
    while (!(keys_[at] == no_key<Key>())) {
      if (keys_[at] == key) return false;
      at = (at + 1) & mask_;
    }
    keys_[at] = key;
    if (keeps_parents_) parents_[at] = parent;
    if (++size_ * 2 > keys_.size()) grow();
    return true;
  }

  // REQUIRES: parents are kept and the key is in the set.
  Key parent_of(const Key& key) const {
    std::size_t at = hash_of(key) & mask_;
    while (!(keys_[at] == key)) at = (at + 1) & mask_;
    return parents_[at];
  }

  template <class Visit>
  void for_each(Visit visit) const {
    for (const Key& key : keys_) {
      if (!(key == no_key<Key>())) visit(key);
    }
  }

 private:
  void allocate(std::size_t capacity) {
    keys_.assign(capacity, no_key<Key>());
    if (keeps_parents_) parents_.assign(capacity, no_key<Key>());
    mask_ = capacity - 1;
    size_ = 0;
  }

  void grow() {
    const std::vector<Key> keys = std::exchange(keys_, {});
    const std::vector<Key> parents = std::exchange(parents_, {});
    allocate(keys.size() * 4);
    for (std::size_t i = 0; i < keys.size(); ++i) {
      if (!(keys[i] == no_key<Key>())) insert(keys[i], hash_of(keys[i]), keeps_parents_ ? parents[i] : keys[i]);
    }
  }

  bool keeps_parents_;
  std::vector<Key> keys_;
  std::vector<Key> parents_;
  std::size_t mask_ = 0;
  std::size_t size_ = 0;
};

}  // namespace certlife::model::explore
