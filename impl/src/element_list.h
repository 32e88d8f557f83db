#pragma once
// The elements of one kind in one store, newest first, with their indexes. Writers hold the store's lock; readers are in a read section.
//
// A deleted element stays linked while somebody holds it, so that an enumeration can go on from it.

#include <array>
#include <atomic>
#include <cstdint>

#include "impl/src/element.h"
#include "impl/src/key_index.h"

namespace certlife::impl {

class ElementList {
 public:
  Element* newest() const { return newest_.load(std::memory_order_acquire); }
  // Grows with every link; tells a reader that something was added meanwhile.
  std::uint64_t newest_sequence() const { return newest_sequence_.load(std::memory_order_acquire); }

  // For writers.
  void link(Element& element);
  void unlink(Element& element);
  // Forgets the indexes but not the elements.
  void drop_indexes(RetiredBlocks& retired);

  // Comparing all of a short list is better than an index; but never for SHA-1, which only an index computes.
  bool prefers_index(Lookup lookup) const {
    return lookup == Lookup::sha1 || length_.load(std::memory_order_relaxed) > short_length;
  }
  std::uint64_t covered_by_index(Lookup lookup) const { return index(lookup).covered(); }
  // For writers: makes the index cover all elements.
  void catch_up(Lookup lookup, RetiredBlocks& retired);

  // The first element with this key that is older than `previous` (null: than nothing), dead and deleted ones included; by index
  // or by scanning. REQUIRES: an index covers `previous`.
  Element* next_with_key(Lookup lookup, const Key& key, const Element* previous, bool by_index) const;

 private:
  static constexpr std::uint64_t short_length = 8;
  KeyIndex& index(Lookup lookup) { return indexes_[static_cast<std::size_t>(lookup)]; }
  const KeyIndex& index(Lookup lookup) const { return indexes_[static_cast<std::size_t>(lookup)]; }
  Element* oldest_not_covered_by(const KeyIndex& index) const;
  Element* scan(Lookup lookup, const Key& key, const Element* previous) const;
  Element* probe(Lookup lookup, const Key& key, const Element* previous) const;

  std::atomic<Element*> newest_{nullptr};
  std::atomic<std::uint64_t> newest_sequence_{0};
  std::atomic<std::uint64_t> length_{0};
  std::array<KeyIndex, number_of_lookups> indexes_;
};

}  // namespace certlife::impl
