#include "impl/src/element_list.h"

#include "impl/src/known_hash.h"

namespace certlife::impl {
namespace {

// Those whose indexes catch up with the list.
constexpr Lookup all_lookups[] = {Lookup::match, Lookup::sha1, Lookup::subject, Lookup::issuer,
                                  Lookup::issuer_and_serial_number};

// Deleted elements that are still held stay in the list, so that an enumeration can go on from them; neighbours among them form a run,
// and a walk passes over it in one step. The first and the last of a run know each other by `run_end`, as free blocks of memory
// do; those between know nothing.
bool is_deleted(const Element* element) { return element != nullptr && !element->is_listed(); }

void make_run(Element& first, Element& last) {
  first.run_end.store(&last, std::memory_order_release);
  last.run_end.store(&first, std::memory_order_release);
}

Element* other_end(const Element& end) { return end.run_end.load(std::memory_order_acquire); }
Element* older_of(const Element& element) { return element.older.load(std::memory_order_acquire); }
Element* behind_run(const Element& first) { return older_of(*other_end(first)); }

// The element, which is going to be deleted, becomes one run with those beside it.
void join_runs(Element& element) {
  Element* first = is_deleted(element.newer) ? other_end(*element.newer) : &element;
  Element* last = is_deleted(older_of(element)) ? other_end(*older_of(element)) : &element;
  make_run(*first, *last);
}

// REQUIRES: the element is in a run; at its end or between.
void leave_run(const Element& element) {
  const bool is_first = !is_deleted(element.newer), is_last = !is_deleted(older_of(element));
  if (is_first == is_last) return;
  if (is_first) make_run(*older_of(element), *other_end(element));
  if (is_last) make_run(*other_end(element), *element.newer);
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

Element* ElementList::newest_in_passing() const {
  Element* newest = newest_.load(std::memory_order_acquire);
  return newest == nullptr || newest->is_listed() ? newest : behind_run(*newest);
}

// Where a run ends is known only to one who came to its first element from a listed one. That it still is listed says that it was so
// when its link was read; what it led to may have been deleted since, and then its run's end was set before.
Element* ElementList::older_in_passing(const Element& element) {
  Element* older = element.older.load(std::memory_order_acquire);
  if (older == nullptr || older->is_listed() || !element.is_listed()) return older;
  return behind_run(*older);
}

void ElementList::unlist(Element& element) {
  join_runs(element);
  erase_from_indexes(element);
}

// The element's own links stay, for readers that stand on it.
void ElementList::unlink(Element& element) {
  if (element.is_listed()) unlist(element);
  leave_run(element);
  Element* older = element.older.load(std::memory_order_relaxed);
  if (older != nullptr) older->newer = element.newer;
  std::atomic<Element*>& link = element.newer != nullptr ? element.newer->older : newest_;
  link.store(older, std::memory_order_release);
  length_.store(length_.load(std::memory_order_relaxed) - 1, std::memory_order_relaxed);
}

void ElementList::erase_from_indexes(Element& element) {
  for (const Lookup lookup : all_lookups) {
    if (index(lookup).covers(element)) index(lookup).erase(lookup, element);
  }
  if (element.has_false_sha1) forget_false_sha1(element);
}

void ElementList::note_false_sha1(Element& element, RetiredBlocks& retired) {
  index(Lookup::false_sha1).insert(Lookup::false_sha1, element, retired);
  element.has_false_sha1 = true;
  ++false_sha1_count_;
}

void ElementList::forget_false_sha1(Element& element) {
  index(Lookup::false_sha1).erase(Lookup::false_sha1, element);
  element.has_false_sha1 = false;
  --false_sha1_count_;
}

void ElementList::drop_indexes(RetiredBlocks& retired) {
  for (const Lookup lookup : all_lookups) index(lookup).clear(retired);
  if (!has_false_sha1()) index(Lookup::false_sha1).clear(retired);
}

// The newest elements may be gone already, or all of them: what has been linked so far counts as covered all the same.
void ElementList::catch_up(Lookup lookup, RetiredBlocks& retired) {
  KeyIndex& behind = index(lookup);
  for (Element* element = oldest_not_covered_by(behind); element != nullptr; element = element->newer) {
    if (element->is_listed()) {
      if (lookup == Lookup::sha1) sha1_of_bytes(*element);
      behind.insert(lookup, *element, retired);
    }
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
  Element* element = previous == nullptr ? newest_in_passing() : older_in_passing(*previous);
  while (element != nullptr && !(key_of(*element, lookup) == key)) element = older_in_passing(*element);
  return element;
}

// A listed element's neighbour with the same key is one step away; from another element, or a deleted one, which no index holds, the
// search begins at the newest.
Element* ElementList::probe(Lookup lookup, const Key& key, const Element* previous) const {
  if (previous == nullptr) return index(lookup).newest(lookup, key);
  if (previous->is_listed() && key_of(*previous, lookup) == key) {
    return links_of(*previous, lookup).older.load(std::memory_order_acquire);
  }
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
