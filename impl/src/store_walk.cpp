// Walking and finding: no locks, but for an index that has to catch up.
#include "impl/src/store_contents.h"

namespace certlife::impl {
namespace {

Element* first_that_can_be_taken(Element* element, bool with_archived) {
  for (; element != nullptr; element = ElementList::older_in_passing(*element)) {
    if (!with_archived && element->archived.load(std::memory_order_relaxed)) continue;
    if (element->counts.take_reference_if_listed()) return element;
  }
  return nullptr;
}

void let_index_catch_up(Store& store, ElementList& list, Lookup lookup) {
  RetiredBlocks retired;
  const std::lock_guard lock(store.lock);
  list.catch_up(lookup, retired);
}

Element* take_with_key(const ElementList& list, Lookup lookup, const Key& key, const Element* previous, bool by_index) {
  const ReadSection section;
  Element* element = list.next_with_key(lookup, key, previous, by_index);
  while (element != nullptr && !element->counts.take_reference_if_listed()) {
    element = list.next_with_key(lookup, key, element, by_index);
  }
  return element;
}

}  // namespace

// A walk that begins at the head and finds nothing begins again if something was added meanwhile: a replacement must not make the
// store look empty. Behind a previous context nothing is ever added.
Element* next_element(Store& store, Kind kind, const Element* previous, bool with_archived) {
  ElementList& list = store.list_of(kind);
  for (;;) {
    const std::uint64_t seen = list.newest_sequence();
    Element* found = nullptr;
    {
      const ReadSection section;
      Element* from = previous == nullptr ? list.newest_in_passing() : ElementList::older_in_passing(*previous);
      found = first_that_can_be_taken(from, with_archived);
    }
    if (found != nullptr || previous != nullptr || list.newest_sequence() == seen) return found;
  }
}

Element* find_element(Store& store, Kind kind, Lookup lookup, const Key& key, const Element* previous) {
  ElementList& list = store.list_of(kind);
  for (;;) {
    const bool by_index = list.prefers_index(lookup);
    if (by_index && list.covered_by_index(lookup) < list.newest_sequence()) let_index_catch_up(store, list, lookup);
    const std::uint64_t seen = by_index ? list.covered_by_index(lookup) : list.newest_sequence();
    Element* found = take_with_key(list, lookup, key, previous, by_index);
    if (found != nullptr || previous != nullptr || list.newest_sequence() == seen) return found;
  }
}

}  // namespace certlife::impl
