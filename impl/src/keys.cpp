#include "impl/src/keys.h"

#include <sys/random.h>

#include <algorithm>
#include <cstring>

#include "impl/src/kinds.h"

namespace certlife::impl {

using encoding::Bytes;

namespace {

std::uint64_t random_seed() {
  std::uint64_t seed = 0x9E3779B97F4A7C15u;
  if (getrandom(&seed, sizeof seed, GRND_NONBLOCK) != sizeof seed) seed ^= reinterpret_cast<std::uintptr_t>(&seed);
  return seed;
}

std::uint64_t hash_seed() {
  static const std::uint64_t seed = random_seed();
  return seed;
}

// Folds the 128-bit product, so that every bit of the input reaches every bit of the result.
std::uint64_t mix(std::uint64_t left, std::uint64_t right) {
  __extension__ using Wide = unsigned __int128;
  const Wide product = static_cast<Wide>(left) * right;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

std::uint64_t mix_in(std::uint64_t hash, std::uint64_t word) {
  return mix(hash ^ word ^ 0xA0761D6478BD642Fu, hash ^ 0xE7037ED1A0B428DBu);
}

std::uint64_t hash_bytes(std::uint64_t hash, Bytes bytes) {
  hash = mix_in(hash, bytes.size());
  while (!bytes.empty()) {
    std::uint64_t word = 0;
    const std::size_t step = bytes.size() < sizeof word ? bytes.size() : sizeof word;
    std::memcpy(&word, bytes.data(), step);
    hash = mix_in(hash, word);
    bytes = bytes.subspan(step);
  }
  return hash;
}

Key certificate_key(const ElementOf<Certificate>& whole, Lookup lookup) {
  const auto bytes = [&](const Piece& piece) { return bytes_of_piece(whole.element, piece); };
  const Certificate::Identity& identity = whole.identity;
  switch (lookup) {
    case Lookup::match: return Key{{whole.element.encoded()}};
    case Lookup::sha1: return Key{{Bytes{whole.element.sha1}}};
    case Lookup::subject: return Key{{bytes(identity.subject)}};
    case Lookup::issuer: return Key{{bytes(identity.issuer)}};
    case Lookup::issuer_and_serial_number: return Key{{bytes(identity.issuer), bytes(identity.serial_number)}};
    case Lookup::false_sha1: return Key{{Bytes{whole.element.false_sha1}}};
  }
  return {};
}

constexpr std::uint8_t base_or_delta[] = {0, 1};

Key crl_key(const ElementOf<Crl>& whole, Lookup lookup) {
  const encoding::CrlIdentity& identity = whole.identity;
  if (lookup == Lookup::issuer) return Key{{identity.issuer}};
  return Key{{identity.issuer, identity.issuing_distribution_point, Bytes{&base_or_delta[identity.is_delta ? 1 : 0], 1},
              identity.authority_key_identifier}};
}

Key ctl_key(const ElementOf<Ctl>& whole) {
  return Key{{whole.identity.subject_usage, whole.identity.list_identifier, whole.identity.signer}};
}

}  // namespace

bool Key::operator==(const Key& other) const {
  return std::equal(parts.begin(), parts.end(), other.parts.begin(), encoding::same_bytes);
}

std::uint64_t Key::hash() const {
  std::uint64_t hash = hash_seed();
  for (const Bytes& part : parts) hash = hash_bytes(hash, part);
  return hash;
}

std::uint64_t fingerprint(Bytes bytes) { return hash_bytes(hash_seed(), bytes); }

bool has_lookup(Kind kind, Lookup lookup) {
  switch (kind) {
    case Kind::certificate: return true;
    case Kind::crl: return lookup == Lookup::match || lookup == Lookup::issuer;
    case Kind::ctl: return lookup == Lookup::match;
  }
  return false;
}

Key issuer_and_serial_number(const CERT_INFO& info) {
  return Key{{bytes_of_blob(info.Issuer), shortest_serial_number(info.SerialNumber)}};
}

Key key_of(const Element& element, Lookup lookup) {
  switch (element.kind) {
    case Kind::certificate: return certificate_key(whole_of<Certificate>(element), lookup);
    case Kind::crl: return crl_key(whole_of<Crl>(element), lookup);
    case Kind::ctl: return ctl_key(whole_of<Ctl>(element));
  }
  return {};
}

Bytes shortest_serial_number(const CRYPT_INTEGER_BLOB& serial_number) {
  Bytes bytes = bytes_of_blob(serial_number);  // little endian: the sign is in the last byte
  while (bytes.size() > 1) {
    const std::uint8_t last = bytes.back();
    const bool next_is_negative = (bytes[bytes.size() - 2] & 0x80) != 0;
    const bool is_superfluous = (last == 0x00 && !next_is_negative) || (last == 0xFF && next_is_negative);
    if (!is_superfluous) break;
    bytes = bytes.first(bytes.size() - 1);
  }
  return bytes;
}

}  // namespace certlife::impl
