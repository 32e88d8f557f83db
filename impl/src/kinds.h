// What differs between certificates, CRLs and CTLs: the visible structures, how they are decoded, what makes them match.
#pragma once

#include <certlife/wincrypt.h>

#include "impl/src/element.h"
#include "impl/src/encoding/decode.h"

namespace certlife::impl {

// Bytes in the block of an element, without a pointer's width.
struct Piece {
  std::uint32_t offset = 0, size = 0;
};

struct Certificate {
  using Context = CERT_CONTEXT;
  using Info = CERT_INFO;
  // What indexes are made of. The same bytes as in CERT_INFO, but no caller can move these.
  struct Identity {
    Piece issuer, serial_number, subject;  // the serial number little endian, without superfluous sign bytes
  };
  static constexpr Kind kind = Kind::certificate;
};

struct Crl {
  using Context = CRL_CONTEXT;
  using Info = CRL_INFO;
  using Identity = encoding::CrlIdentity;
  static constexpr Kind kind = Kind::crl;
};

struct Ctl {
  using Context = CTL_CONTEXT;
  using Info = CTL_INFO;
  using Identity = encoding::CtlIdentity;
  static constexpr Kind kind = Kind::ctl;
};

// The whole object; decoded arrays and the encoded bytes follow it in the same block.
template <class K>
struct ElementOf {
  Element element{K::kind};
  typename K::Context context{};
  typename K::Info info{};
  typename K::Identity identity{};
};

inline encoding::Bytes bytes_of_piece(const Element& element, const Piece& piece) {
  return {reinterpret_cast<const std::uint8_t*>(&element) + piece.offset, piece.size};
}

// From what the caller holds to what we know about it. REQUIRES: a context of this library, of kind K.
template <class K>
ElementOf<K>& whole_of(const typename K::Context* context) {
  char* visible = reinterpret_cast<char*>(const_cast<typename K::Context*>(context));
  return *reinterpret_cast<ElementOf<K>*>(visible - offsetof(ElementOf<K>, context));
}
template <class K>
Element* element_of(const typename K::Context* context) {
  return context == nullptr ? nullptr : &whole_of<K>(context).element;
}
template <class K>
ElementOf<K>& whole_of(Element& element) {
  return reinterpret_cast<ElementOf<K>&>(element);
}
template <class K>
const ElementOf<K>& whole_of(const Element& element) {
  return reinterpret_cast<const ElementOf<K>&>(element);
}
template <class K>
const typename K::Context* context_of(Element* element) {
  return element == nullptr ? nullptr : &whole_of<K>(*element).context;
}
// The address that callers know, and all that they can see from there on in the element's block.
const void* visible_address(const Element& element);
encoding::Bytes visible_bytes(const Element& element);

}  // namespace certlife::impl
