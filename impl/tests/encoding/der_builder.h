// Writes DER by hand, for what the openssl command does not make: CTLs, unsigned and damaged elements.
#pragma once

#include <initializer_list>
#include <string_view>

#include "impl/tests/encoding/samples.h"

namespace certlife::impl::encoding::test::der {

inline Octets joined(std::initializer_list<Octets> parts) {
  Octets all;
  for (const Octets& part : parts) all.insert(all.end(), part.begin(), part.end());
  return all;
}

inline Octets element(int tag, const Octets& content) {
  Octets out{static_cast<std::uint8_t>(tag)};
  const std::size_t length = content.size();
  if (length < 0x80) {
    out.push_back(static_cast<std::uint8_t>(length));
  } else {
    out.push_back(0x82);
    out.push_back(static_cast<std::uint8_t>(length >> 8));
    out.push_back(static_cast<std::uint8_t>(length));
  }
  out.insert(out.end(), content.begin(), content.end());
  return out;
}

inline Octets constructed(int tag, std::initializer_list<Octets> parts) { return element(tag, joined(parts)); }
inline Octets sequence(std::initializer_list<Octets> parts) { return constructed(0x30, parts); }
inline Octets set(std::initializer_list<Octets> parts) { return constructed(0x31, parts); }
inline Octets integer(const Octets& big_endian) { return element(0x02, big_endian); }
inline Octets octet_string(const Octets& content) { return element(0x04, content); }
inline Octets bit_string(const Octets& unused_and_bits) { return element(0x03, unused_and_bits); }
inline Octets oid(const Octets& content) { return element(0x06, content); }
inline Octets text(int tag, std::string_view characters) {
  return element(tag, Octets(characters.begin(), characters.end()));
}
inline Octets utc(std::string_view characters) { return text(0x17, characters); }
inline Octets generalized(std::string_view characters) { return text(0x18, characters); }

// A name with one common name.
inline Octets name(std::string_view common_name) {
  return sequence({set({sequence({oid({0x55, 0x04, 0x03}), text(0x0C, common_name)})})});
}

// An algorithm that nobody knows: its identifier has no content at all.
inline Octets empty_algorithm() { return sequence({oid({})}); }

inline Octets validity() { return sequence({utc("200101000000Z"), utc("300101000000Z")}); }
inline Octets public_key() { return sequence({empty_algorithm(), bit_string({0})}); }

// An unsigned TBSCertificate of version 1.
inline Octets unsigned_certificate(const Octets& serial = {1}) {
  return sequence({integer(serial), empty_algorithm(), name("issuer"), validity(), name("subject"), public_key()});
}

inline Octets signed_with_nothing(const Octets& to_be_signed) {
  return sequence({to_be_signed, empty_algorithm(), bit_string({0})});
}

// PKCS#7 v1.5 SignedData with a list directly under [0]; `signers` is the content of the SET OF SignerInfo.
inline Octets message_around(const Octets& content_type, const Octets& content, const Octets& signers = {}) {
  const Octets inner = sequence({content_type, element(0xA0, content)});
  const Octets signed_data = sequence({integer({1}), set({}), inner, element(0x31, signers)});
  return sequence({oid({0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02}), element(0xA0, signed_data)});
}

inline Octets list_content_type() { return oid({0x2B, 0x06, 0x01, 0x04, 0x01, 0x82, 0x37, 0x0A, 0x01}); }
inline Octets data_content_type() { return oid({0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x01}); }

inline Octets ctl(const Octets& list) { return message_around(list_content_type(), list); }

// The least a list has: a usage, a time and the algorithm of its subject identifiers.
inline Octets smallest_list() {
  return sequence({sequence({oid({0x2A, 0x03})}), utc("200101000000Z"), empty_algorithm()});
}

// A list with everything in it.
inline Octets full_list() {
  const Octets attribute = sequence({oid({0x2A, 0x05}), set({octet_string({7}), integer({8})})});
  const Octets entries = sequence({sequence({octet_string({1, 2, 3}), set({attribute})}),
                                   sequence({octet_string({4}), set({})}), sequence({octet_string({5, 6})})});
  const Octets extension = sequence({oid({0x2A, 0x06}), element(0x01, {0xFF}), octet_string({9})});
  return sequence({integer({0}), sequence({oid({0x2A, 0x03}), oid({0x2A, 0x04})}), octet_string({'i', 'd'}),
                   integer({0x01, 0x02, 0x03}), utc("200101000000Z"), generalized("20300101000000Z"),
                   sequence({oid({0x2B, 0x0E, 0x03, 0x02, 0x1A}), element(0x05, {})}), entries,
                   element(0xA0, sequence({extension}))});
}

}  // namespace certlife::impl::encoding::test::der
