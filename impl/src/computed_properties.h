// Properties that a get works out from the element's bytes and does not store: the signature hash and the key identifier of a
// certificate. One that was set is a property like any other.
#pragma once

#include "impl/src/element.h"
#include "impl/src/encoding/certificate_parts.h"
#include "impl/src/status.h"

namespace certlife::impl {

// A hash, or a view of the element's bytes.
class ComputedValue {
 public:
  encoding::Bytes bytes() const { return is_digest_ ? digest_.bytes() : view_; }
  void set(const encoding::Digest& digest) { digest_ = digest, is_digest_ = true; }
  void set(encoding::Bytes view) { view_ = view, is_digest_ = false; }

 private:
  encoding::Digest digest_;
  encoding::Bytes view_;
  bool is_digest_ = false;
};

// CRYPT_E_NOT_FOUND where the property is none of these. Needs no memory. The value refers to the element's bytes.
Status compute_property(const Element& element, DWORD id, ComputedValue& value);

}  // namespace certlife::impl
