// A hash index over the elements of one kind in one store: from a key to the newest element that has it; older ones hang behind
// that one (Element::same_key). Writers hold the store's lock; readers are in a read section.
//
// An index is made when it is first needed and then catches up with the store's list, so that an add pays only for what is asked.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

#include "impl/src/keys.h"
#include "impl/src/readers.h"

namespace certlife::impl {

class KeyIndex {
 public:
  KeyIndex() = default;
  KeyIndex(const KeyIndex&) = delete;
  KeyIndex& operator=(const KeyIndex&) = delete;

  // Elements with sequences up to this one are in the index.
  std::uint64_t covered() const { return covered_.load(std::memory_order_acquire); }
  bool covers(const Element& element) const { return element.sequence <= covered(); }

  // For readers and writers: the newest element with this key, or null. For readers it may have been deleted meanwhile.
  Element* newest(Lookup lookup, const Key& key) const;

  // For writers. REQUIRES: insert in the order of sequences. A table that is outgrown is added to `retired`.
  void insert(Lookup lookup, Element& element, RetiredBlocks& retired);
  void erase(Lookup lookup, Element& element);
  // Makes room for one more, so that the next insert cannot fail.
  void reserve(RetiredBlocks& retired) { make_room(retired); }
  void cover(std::uint64_t sequence) { covered_.store(sequence, std::memory_order_release); }

  // The end of the store. Forgets everything; the table is added to `retired`.
  void clear(RetiredBlocks& retired);

 private:
  struct Slot {
    std::atomic<Element*> newest;  // null: never used; vacated(): its elements are gone
    std::atomic<std::uint64_t> hash;
  };
  struct Table {
    Retirable retirable;
    std::size_t slots;       // a power of two
    std::size_t used_slots;  // for writers; vacated ones count
    Slot* slot(std::size_t index) { return reinterpret_cast<Slot*>(this + 1) + index; }
  };
  static Element* vacated() { return reinterpret_cast<Element*>(std::uintptr_t{1}); }
  static Table* make_table(std::size_t slots);
  // The slot that has this key, or the unused one where it belongs.
  static Slot& slot_for(Table& table, Lookup lookup, const Key& key, std::uint64_t hash);
  static Slot* slot_headed_by(Table& table, const Element& element, std::uint64_t hash);
  static std::size_t slots_in_use(const Table* table);
  void make_room(RetiredBlocks& retired);
  static void move_slots(Table& from, Table& to);

  std::atomic<Table*> table_{nullptr};
  std::atomic<std::uint64_t> covered_{0};
};

inline SameKeyLinks& links_of(Element& element, Lookup lookup) {
  return element.same_key[static_cast<std::size_t>(lookup)];
}
inline const SameKeyLinks& links_of(const Element& element, Lookup lookup) {
  return element.same_key[static_cast<std::size_t>(lookup)];
}

}  // namespace certlife::impl
