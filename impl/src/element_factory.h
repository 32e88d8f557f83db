// Making and unmaking elements.
#pragma once

#include <utility>

#include "impl/src/element.h"
#include "impl/src/kinds.h"
#include "impl/src/object_registry.h"
#include "impl/src/status.h"

namespace certlife::impl {

// Decodes and copies the bytes. The element has one reference and is not listed; its home is already set, because hCertStore never
// changes. Fails as the decoding does. Throws std::bad_alloc.
Result<Element> make_element(Kind kind, DWORD encoding_type, encoding::Bytes encoded, Store& home);

// As make_element would fail, but nothing is made.
Status check_encoded(Kind kind, encoding::Bytes encoded);

// A new element with the same bytes and encoding type, without properties.
Result<Element> make_copy(const Element& source, Store& home);

// Ends the element: releases its properties and leaves its block, which the caller retires when no store lock is held.
// REQUIRES: nothing leads to it, nobody holds it.
Retirable* end_element(Element& element, Death death) noexcept;

// Ends and retires one element that was never listed, or is no longer linked.
void destroy_element(Element& element) noexcept;

// An element that is not yet anybody's: goes unless it is given away.
class FreshElement {
 public:
  explicit FreshElement(Element& element) : element_(&element) {}
  ~FreshElement() {
    if (element_ != nullptr) destroy_element(*element_);
  }
  FreshElement(const FreshElement&) = delete;
  FreshElement& operator=(const FreshElement&) = delete;
  Element& operator*() const { return *element_; }
  Element& give_away() { return *std::exchange(element_, nullptr); }

 private:
  Element* element_;
};

}  // namespace certlife::impl
