// The elements of one kind in one store, newest first, with their indexes. Writers hold the store's lock; readers are in a read section.
//
// A deleted element stays linked while somebody holds it, so that an enumeration can go on from it; but in no index.
#pragma once

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

  // For readers in a read section: the newest element, and the next older one; runs of deleted elements are passed over, but
  // for where the element itself is deleted. Some that are met may be deleted nevertheless.
  Element* newest_in_passing() const;
  static Element* older_in_passing(const Element& element);

  // For writers.
  void link(Element& element);
  // It stays in the list, in a run of deleted ones, but in no index. REQUIRES: it is listed, and ceases to be with this step.
  void unlist(Element& element);
  void unlink(Element& element);
  // For writers: a linked certificate whose hash property is not, or no longer, the hash of its bytes. These are few, so that
  // their index is kept up at once. REQUIRES: `reserve_false_sha1` before a note.
  void reserve_false_sha1(RetiredBlocks& retired) { index(Lookup::false_sha1).reserve(retired); }
  void note_false_sha1(Element& element, RetiredBlocks& retired);
  void forget_false_sha1(Element& element);
  bool has_false_sha1() const { return false_sha1_count_ > 0; }
  // Forgets the indexes but not the elements.
  void drop_indexes(RetiredBlocks& retired);

  // Comparing all of a short list is better than an index; but never for SHA-1, which only an index computes.
  bool prefers_index(Lookup lookup) const {
    return lookup == Lookup::sha1 || length_.load(std::memory_order_relaxed) > short_length;
  }
  std::uint64_t covered_by_index(Lookup lookup) const { return index(lookup).covered(); }
  // For writers: makes the index cover all elements.
  void catch_up(Lookup lookup, RetiredBlocks& retired);

  // The first element with this key that is older than `previous` (null: than nothing); by index or by scanning. It may be dead or
  // deleted. REQUIRES: an index covers `previous`.
  Element* next_with_key(Lookup lookup, const Key& key, const Element* previous, bool by_index) const;

 private:
  static constexpr std::uint64_t short_length = 8;
  KeyIndex& index(Lookup lookup) { return indexes_[static_cast<std::size_t>(lookup)]; }
  const KeyIndex& index(Lookup lookup) const { return indexes_[static_cast<std::size_t>(lookup)]; }
  Element* oldest_not_covered_by(const KeyIndex& index) const;
  void erase_from_indexes(Element& element);
  Element* scan(Lookup lookup, const Key& key, const Element* previous) const;
  Element* probe(Lookup lookup, const Key& key, const Element* previous) const;

  std::atomic<Element*> newest_{nullptr};
  std::atomic<std::uint64_t> newest_sequence_{0};
  std::atomic<std::uint64_t> length_{0};
  std::array<KeyIndex, number_of_lookups> indexes_;
  std::uint64_t false_sha1_count_ = 0;  // for writers
};

}  // namespace certlife::impl
