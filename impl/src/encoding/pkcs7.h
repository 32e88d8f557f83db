#pragma once
// The certificates and CRLs that a PKCS#7 SignedData carries, and the message without content or signers that carries
// only them. Definite and indefinite lengths are read; signatures are not looked at.

#include <cstdint>
#include <vector>

#include "impl/src/encoding/bytes.h"
#include "impl/src/encoding/decode_error.h"

namespace certlife::impl::encoding {

// Views into the message.
struct SignedData {
  Bytes content_type;               // content of the OBJECT IDENTIFIER
  Bytes content;                    // the element under [0] EXPLICIT with its tag, or empty
  std::vector<Bytes> certificates;  // each as encoded; other choices of the certificate set are left out
  std::vector<Bytes> crls;
  Bytes first_signer;  // issuerAndSerialNumber as encoded, or empty
};

DecodeError read_signed_data(Bytes message, SignedData& signed_data);

// A degenerate SignedData: what CertSaveStore with CERT_STORE_SAVE_AS_PKCS7 writes.
std::vector<std::uint8_t> write_degenerate_pkcs7(const std::vector<Bytes>& certificates, const std::vector<Bytes>& crls);

}  // namespace certlife::impl::encoding
