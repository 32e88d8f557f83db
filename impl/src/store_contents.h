#pragma once
// Adding to a store, walking it, finding in it.

#include "impl/src/element_factory.h"
#include "impl/src/keys.h"
#include "impl/src/status.h"
#include "impl/src/store.h"

namespace certlife::impl {

bool is_disposition(DWORD disposition);

// Adds a fresh element (one reference, not listed, home is the store) and takes it from `fresh`, or does what the disposition
// says instead. The result has a reference if one is wanted, else it is null.
// REQUIRES: is_disposition(disposition).
Result<Element> add_element(Store& store, FreshElement& fresh, DWORD disposition, bool wants_reference);

// The next element behind `previous` (null: the first), with a reference; null at the end. `previous` keeps its reference.
Element* next_element(Store& store, Kind kind, const Element* previous, bool with_archived);

// The next element with a key, archived or not.
Element* find_element(Store& store, Kind kind, Lookup lookup, const Key& key, const Element* previous);

}  // namespace certlife::impl
