#include "impl/src/element_list.h"

namespace certlife::impl {
namespace {

constexpr Lookup all_lookups[] = {Lookup::match, Lookup::sha1, Lookup::subject, Lookup::issuer};

void make_sha1_known(Element& element) {
  if (element.sha1_is_known) return;
  element.sha1 = encoding::sha1_of(element.encoded());
  element.sha1_is_known = true;
}

}  // namespace

void ElementList::link(Element& element) {
  Element* older = newest_.load(std::memory_order_relaxed);
  element.sequence = newest_sequence_.load(std::memory_order_relaxed) + 1;
  element.older.store(older, std::memory_order_relaxed);
  element.newer = nullptr;
  if (older != nullptr) older->newer = &element;
  newest_.store(&element, std::memory_order_release);
  newest_sequence_.store(element.sequence, std::memory_order_release);
  length_.store(length_.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
}

// The element's own links stay, for readers that stand on it.
void ElementList::unlink(Element& element) {
  Element* older = element.older.load(std::memory_order_relaxed);
  if (older != nullptr) older->newer = element.newer;
  std::atomic<Element*>& link = element.newer != nullptr ? element.newer->older : newest_;
  link.store(older, std::memory_order_release);
  length_.store(length_.load(std::memory_order_relaxed) - 1, std::memory_order_relaxed);
  for (const Lookup lookup : all_lookups) {
    if (index(lookup).covers(element)) index(lookup).erase(lookup, element);
  }
}

void ElementList::drop_indexes(RetiredBlocks& retired) {
  for (KeyIndex& each : indexes_) each.clear(retired);
}

// The newest elements may be gone already, or all of them: what has been linked so far counts as covered all the same.
void ElementList::catch_up(Lookup lookup, RetiredBlocks& retired) {
  KeyIndex& behind = index(lookup);
  for (Element* element = oldest_not_covered_by(behind); element != nullptr; element = element->newer) {
    if (lookup == Lookup::sha1) make_sha1_known(*element);
    behind.insert(lookup, *element, retired);
    behind.cover(element->sequence);
  }
  behind.cover(newest_sequence_.load(std::memory_order_relaxed));
}

Element* ElementList::oldest_not_covered_by(const KeyIndex& index) const {
  Element* oldest = nullptr;
  for (Element* element = newest_.load(std::memory_order_relaxed); element != nullptr && !index.covers(*element);
       element = element->older.load(std::memory_order_relaxed)) {
    oldest = element;
  }
  return oldest;
}

Element* ElementList::scan(Lookup lookup, const Key& key, const Element* previous) const {
  Element* element = previous == nullptr ? newest() : previous->older.load(std::memory_order_acquire);
  while (element != nullptr && !(key_of(*element, lookup) == key)) {
    element = element->older.load(std::memory_order_acquire);
  }
  return element;
}

// An element's neighbour with the same key is one step away; from another element the search begins at the newest.
Element* ElementList::probe(Lookup lookup, const Key& key, const Element* previous) const {
  if (previous == nullptr) return index(lookup).newest(lookup, key);
  if (key_of(*previous, lookup) == key) return links_of(*previous, lookup).older.load(std::memory_order_acquire);
  Element* element = index(lookup).newest(lookup, key);
  while (element != nullptr && element->sequence >= previous->sequence) {
    element = links_of(*element, lookup).older.load(std::memory_order_acquire);
  }
  return element;
}

Element* ElementList::next_with_key(Lookup lookup, const Key& key, const Element* previous, bool by_index) const {
  return by_index ? probe(lookup, key, previous) : scan(lookup, key, previous);
}

}  // namespace certlife::impl
