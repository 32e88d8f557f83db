#include "impl/src/computed_properties.h"

#include <algorithm>

namespace certlife::impl {
namespace {

using encoding::CertificateParts;
using encoding::DecodeError;

// Of an unsigned body there is none: windows test testCertProperties.
Status signature_hash(const CertificateParts& parts, ComputedValue& value) {
  if (!parts.is_signed) return Status::failure(CRYPT_E_ASN1_BADTAG);
  const auto digest = encoding::signature_hash_of(parts);
  if (!digest) return Status::failure(CRYPT_E_NOT_FOUND);  // choice: a signature algorithm whose hash is not known
  value.set(*digest);
  return Status::ok();
}

// Without the extension the hash of the key takes its place (docs certgetcertificatecontextproperty), but not for an unsigned body
// (windows test testCertProperties).
Status key_identifier(const CertificateParts& parts, ComputedValue& value) {
  if (parts.key_identifier) return value.set(*parts.key_identifier), Status::ok();
  if (!parts.is_signed) return Status::failure(DWORD{ERROR_INVALID_DATA});
  const encoding::Sha1 hash = encoding::sha1_of(parts.public_key);
  encoding::Digest digest;
  std::copy(hash.begin(), hash.end(), digest.octets.begin());
  digest.size = hash.size();
  value.set(digest);
  return Status::ok();
}

}  // namespace

Status compute_property(const Element& element, DWORD id, ComputedValue& value) {
  const bool computes = id == CERT_SIGNATURE_HASH_PROP_ID || id == CERT_KEY_IDENTIFIER_PROP_ID;
  if (!computes || element.kind != Kind::certificate) return Status::failure(CRYPT_E_NOT_FOUND);
  CertificateParts parts;
  const DecodeError error = encoding::read_certificate_parts(element.encoded(), parts);
  if (error != DecodeError::none) return Status::failure(DWORD{ERROR_INVALID_DATA});
  return id == CERT_SIGNATURE_HASH_PROP_ID ? signature_hash(parts, value) : key_identifier(parts, value);
}

}  // namespace certlife::impl
