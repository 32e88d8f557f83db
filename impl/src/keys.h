// By what elements are looked up: up to four byte strings, their hash, and where an element has them.
#pragma once

#include <array>
#include <cstdint>

#include "impl/src/element.h"
#include "impl/src/encoding/bytes.h"

namespace certlife::impl {

// Views; valid as long as what they were taken from.
struct Key {
  std::array<encoding::Bytes, 4> parts{};

  bool operator==(const Key& other) const;
  // Seeded anew in every process, so that nobody can prepare certificates that collide.
  std::uint64_t hash() const;
};

// Which lookups a kind of element has an index for.
//   certificate   match (the whole encoding), SHA-1, subject, issuer, issuer and serial number, false SHA-1
//   CRL           match (issuer, authority key identifier, issuing distribution point, base or delta), issuer
//   CTL           match (subject usage, list identifier, signer)
bool has_lookup(Kind kind, Lookup lookup);

// Which of them finds what CERT_FIND_EXISTING and its kin ask for: certificates by issuer and serial number (header).
constexpr Lookup lookup_of_existing(Kind kind) {
  return kind == Kind::certificate ? Lookup::issuer_and_serial_number : Lookup::match;
}

// REQUIRES: has_lookup(element.kind, lookup); for SHA-1, that it is known; for a false one, that it has one.
Key key_of(const Element& element, Lookup lookup);

// What CERT_FIND_SUBJECT_CERT goes by.
Key issuer_and_serial_number(const CERT_INFO& info);

// Tells bytes from others; as seeded as a key's hash.
std::uint64_t fingerprint(encoding::Bytes bytes);

// A serial number as a certificate's CERT_INFO or a caller's gives it, without superfluous sign bytes.
encoding::Bytes shortest_serial_number(const CRYPT_INTEGER_BLOB& serial_number);

inline encoding::Bytes bytes_of_blob(const CRYPT_DATA_BLOB& blob) { return encoding::bytes_of(blob.pbData, blob.cbData); }

}  // namespace certlife::impl
