// Adding to a store, walking it, finding in it.
#pragma once

#include "impl/src/element_factory.h"
#include "impl/src/keys.h"
#include "impl/src/status.h"
#include "impl/src/store.h"

namespace certlife::impl {

bool is_disposition(DWORD disposition);

// Was it made from bytes or from another context?
enum class AddForm { encoded, context };

// Adds a fresh element (one reference, not listed, home is the store) and takes it from `fresh`, or does what the disposition
// says instead. The result has a reference if one is wanted, else it is null.
// REQUIRES: is_disposition(disposition).
Result<Element> add_element(Store& store, FreshElement& fresh, DWORD disposition, bool wants_reference,
                            AddForm form = AddForm::encoded);

// Would an add of an element with this one's match and date be refused? Then nothing of it need be decoded or copied.
// REQUIRES: a CRL or CTL; of a `model` no more than kind and identity is looked at.
enum class Refusal { none, of_the_same_bytes, of_others };
Refusal foresee_refusal(Store& store, const Element& model, encoding::Bytes encoded, DWORD disposition);

// The next element behind `previous` (null: the first), with a reference; null at the end. `previous` keeps its reference.
Element* next_element(Store& store, Kind kind, const Element* previous, bool with_archived);

// The next element with a key, archived or not.
Element* find_element(Store& store, Kind kind, Lookup lookup, const Key& key, const Element* previous);

}  // namespace certlife::impl
