#include "impl/src/key_index.h"

#include <bit>
#include <new>

#include "impl/src/memory.h"

namespace certlife::impl {

KeyIndex::Table* KeyIndex::make_table(std::size_t slots) {
  const std::size_t size = sizeof(Table) + slots * sizeof(Slot);
  auto* table = new (allocate_block(size)) Table{{nullptr, size}, slots, 0};
  for (std::size_t i = 0; i < slots; ++i) new (table->slot(i)) Slot{};
  return table;
}

Element* KeyIndex::newest(Lookup lookup, const Key& key) const {
  Table* table = table_.load(std::memory_order_acquire);
  if (table == nullptr) return nullptr;
  const std::uint64_t hash = key.hash();
  for (std::size_t i = hash;; ++i) {
    const Slot& slot = *table->slot(i & (table->slots - 1));
    Element* element = slot.newest.load(std::memory_order_acquire);
    if (element == nullptr) return nullptr;
    if (element == vacated() || slot.hash.load(std::memory_order_relaxed) != hash) continue;
    if (key_of(*element, lookup) == key) return element;
  }
}

KeyIndex::Slot& KeyIndex::slot_for(Table& table, Lookup lookup, const Key& key, std::uint64_t hash) {
  for (std::size_t i = hash;; ++i) {
    Slot& slot = *table.slot(i & (table.slots - 1));
    Element* element = slot.newest.load(std::memory_order_relaxed);
    if (element == nullptr) return slot;
    if (element == vacated() || slot.hash.load(std::memory_order_relaxed) != hash) continue;
    if (key_of(*element, lookup) == key) return slot;
  }
}

KeyIndex::Slot* KeyIndex::slot_headed_by(Table& table, const Element& element, std::uint64_t hash) {
  for (std::size_t i = hash;; ++i) {
    Slot& slot = *table.slot(i & (table.slots - 1));
    const Element* newest = slot.newest.load(std::memory_order_relaxed);
    if (newest == &element) return &slot;
    if (newest == nullptr) return nullptr;
  }
}

void KeyIndex::move_slots(Table& from, Table& to) {
  for (std::size_t i = 0; i < from.slots; ++i) {
    Element* newest = from.slot(i)->newest.load(std::memory_order_relaxed);
    if (newest == nullptr || newest == vacated()) continue;
    const std::uint64_t hash = from.slot(i)->hash.load(std::memory_order_relaxed);
    std::size_t place = hash & (to.slots - 1);
    while (to.slot(place)->newest.load(std::memory_order_relaxed) != nullptr) place = (place + 1) & (to.slots - 1);
    to.slot(place)->hash.store(hash, std::memory_order_relaxed);
    to.slot(place)->newest.store(newest, std::memory_order_relaxed);
    ++to.used_slots;
  }
}

std::size_t KeyIndex::slots_in_use(const Table* table) {
  if (table == nullptr) return 0;
  std::size_t in_use = 0;
  for (std::size_t i = 0; i < table->slots; ++i) {
    const Element* newest = const_cast<Table*>(table)->slot(i)->newest.load(std::memory_order_relaxed);
    if (newest != nullptr && newest != vacated()) ++in_use;
  }
  return in_use;
}

// Half of the slots stay empty, so that probing ends soon. Vacated slots go when the table is made anew.
void KeyIndex::make_room(RetiredBlocks& retired) {
  Table* old = table_.load(std::memory_order_relaxed);
  if (old != nullptr && old->used_slots * 2 < old->slots) return;
  Table* fresh = make_table(std::bit_ceil(slots_in_use(old) * 3 + 32));
  if (old != nullptr) {
    move_slots(*old, *fresh);
    retired.add(&old->retirable);
  }
  table_.store(fresh, std::memory_order_release);
}

void KeyIndex::insert(Lookup lookup, Element& element, RetiredBlocks& retired) {
  make_room(retired);
  Table& table = *table_.load(std::memory_order_relaxed);
  const Key key = key_of(element, lookup);
  const std::uint64_t hash = key.hash();
  Slot& slot = slot_for(table, lookup, key, hash);
  Element* older = slot.newest.load(std::memory_order_relaxed);
  SameKeyLinks& links = links_of(element, lookup);
  links.older.store(older, std::memory_order_relaxed);
  links.newer = nullptr;
  if (older != nullptr) {
    links_of(*older, lookup).newer = &element;
  } else {
    slot.hash.store(hash, std::memory_order_relaxed);
    ++table.used_slots;
  }
  slot.newest.store(&element, std::memory_order_release);
}

// The element's own links stay, for readers that stand on it.
void KeyIndex::erase(Lookup lookup, Element& element) {
  SameKeyLinks& links = links_of(element, lookup);
  Element* older = links.older.load(std::memory_order_relaxed);
  if (older != nullptr) links_of(*older, lookup).newer = links.newer;
  if (links.newer != nullptr) {
    links_of(*links.newer, lookup).older.store(older, std::memory_order_release);
    return;
  }
  Table& table = *table_.load(std::memory_order_relaxed);
  Slot* slot = slot_headed_by(table, element, key_of(element, lookup).hash());
  if (slot != nullptr) slot->newest.store(older != nullptr ? older : vacated(), std::memory_order_release);
}

// Most indexes were never made; but one of an empty list may count as covering it.
void KeyIndex::clear(RetiredBlocks& retired) {
  covered_.store(0, std::memory_order_release);
  if (table_.load(std::memory_order_relaxed) == nullptr) return;
  retired.add(&table_.exchange(nullptr, std::memory_order_acq_rel)->retirable);
}

}  // namespace certlife::impl
