// Properties that a get works out from the bytes of the context where none is stored.
#pragma once

#include "model/choices.h"
#include "model/rules/key_context.h"

namespace certlife::model {

template <class D>
Bool<D> is_signature_hash(PropertyId<D> id) { return is_property<D>(id, 15); }
template <class D>
Bool<D> is_key_identifier(PropertyId<D> id) { return is_property<D>(id, 20); }
template <class D>
Bool<D> is_derived(PropertyId<D> id) { return is_signature_hash<D>(id) || is_key_identifier<D>(id); }

// What the bytes say to a get of the signature hash or the key identifier. Of these at most one is true.
template <class D>
struct Derived {
  Bool<D> hash;          // The hash of what is signed. [PROP-23]
  Bool<D> no_signature;  // The body is unsigned. [PROP-24]
  Bool<D> identifier;    // The content of the extension. [PROP-26]
  Bool<D> no_key;        // An unsigned body without the extension. [PROP-27]
  Bool<D> by_key;        // A signed certificate without the extension. [PROP-28 OPEN]
  Bool<D> doubtful;      // Another kind, or an algorithm that is not known. [PROP-25 OPEN]
};

template <class D>
Derived<D> derived_from(KindOf<D> kind, Content<D> content, PropertyId<D> id) {
  const Bool<D> certificate = kind == D::kind(Kind::certificate), is_signed = D::is_signed(content);
  const Bool<D> signature = certificate && is_signature_hash<D>(id), key = certificate && is_key_identifier<D>(id);
  const Bool<D> without = key && !D::identifies_key(content);
  return {signature && is_signed && D::has_known_hash(content), signature && !is_signed,
          key && D::identifies_key(content), without && !is_signed, without && is_signed,
          is_derived<D>(id) && (!certificate || (signature && is_signed && !D::has_known_hash(content)))};
}

}  // namespace certlife::model
