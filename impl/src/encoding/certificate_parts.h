// The parts of a certificate that its computed properties are made of: CERT_SIGNATURE_HASH_PROP_ID and
// CERT_KEY_IDENTIFIER_PROP_ID. All views point into the bytes given.
#pragma once

#include <array>
#include <optional>

#include "impl/src/encoding/bytes.h"
#include "impl/src/encoding/decode_error.h"

namespace certlife::impl::encoding {

struct CertificateParts {
  bool is_signed = false;
  Bytes to_be_signed;                   // the TBSCertificate, tag and length included
  Bytes public_key;                     // the SubjectPublicKeyInfo, tag and length included
  Bytes signature_algorithm;            // content of the object identifier behind the signed part
  Bytes signature_parameters;           // what follows the identifier, or empty
  std::optional<Bytes> key_identifier;  // content of the subject key identifier extension (2.5.29.14)
};

// Reads a signed certificate or an unsigned TBSCertificate; an extension that cannot be read is an error.
DecodeError read_certificate_parts(Bytes encoded, CertificateParts& parts);

// As long as the hash has bytes.
struct Digest {
  std::array<std::uint8_t, 64> octets{};
  std::size_t size = 0;
  Bytes bytes() const { return Bytes{octets}.first(size); }
};

// The hash of the signed part by the hash algorithm that the signature names; nothing where it names none that is known.
// Needs no memory. REQUIRES: the parts are those of a signed certificate.
std::optional<Digest> signature_hash_of(const CertificateParts& parts);

}  // namespace certlife::impl::encoding
