// What the real bytes of an element say, as far as the model asks: whether it is signed, by which hash, and how it identifies its key.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace certlife::oracle {

using Octets = std::vector<std::uint8_t>;

// A certificate's. `readable` is false for bytes that are none, and for such as decoders may differ about.
struct CertificateBytes {
  bool readable = false;
  bool is_signed = false;
  Octets to_be_signed;
  std::optional<Octets> signature_hash;  // Of the signed part, by the signature's own hash algorithm where that is known.
  std::optional<Octets> key_identifier;  // Of the extension.
};
CertificateBytes look_into_certificate(const Octets& bytes);

// Do the bytes begin as a PKCS #7 message does that is all there?
bool is_message(const Octets& bytes);

Octets sha1_of(const Octets& bytes);
Octets md5_of(const Octets& bytes);

}  // namespace certlife::oracle
