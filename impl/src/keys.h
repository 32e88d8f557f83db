#pragma once
// By what elements are looked up: up to three byte strings, their hash, and where an element has them.

#include <array>
#include <cstdint>

#include "impl/src/element.h"
#include "impl/src/encoding/bytes.h"

namespace certlife::impl {

// Views; valid as long as what they were taken from.
struct Key {
  std::array<encoding::Bytes, 3> parts{};

  bool operator==(const Key& other) const;
  // Seeded anew in every process, so that nobody can prepare certificates that collide.
  std::uint64_t hash() const;
};

// Which lookups a kind of element has an index for.
//   certificate   match (issuer and serial number), SHA-1, subject, issuer
//   CRL           match (issuer, issuing distribution point, base or delta), issuer
//   CTL           match (subject usage, list identifier, signer)
bool has_lookup(Kind kind, Lookup lookup);

// REQUIRES: has_lookup(element.kind, lookup); for SHA-1, that it is known.
Key key_of(const Element& element, Lookup lookup);

// A serial number as a certificate's CERT_INFO or a caller's gives it, without superfluous sign bytes.
encoding::Bytes shortest_serial_number(const CRYPT_INTEGER_BLOB& serial_number);

inline encoding::Bytes bytes_of_blob(const CRYPT_DATA_BLOB& blob) { return encoding::bytes_of(blob.pbData, blob.cbData); }

}  // namespace certlife::impl
