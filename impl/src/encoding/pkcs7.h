// The certificates and CRLs that a PKCS#7 SignedData carries, and the message without content or signers that carries
// only them. Definite and indefinite lengths are read; signatures are not looked at.
#pragma once

#include <cstdint>
#include <vector>

#include "impl/src/encoding/bytes.h"
#include "impl/src/encoding/decode_error.h"

namespace certlife::impl::encoding {

// Views into the message.
struct SignedData {
  Bytes content_type;     // content of the OBJECT IDENTIFIER
  Bytes content;          // the element under [0] EXPLICIT with its tag, or empty
  Bytes certificate_set;  // content of [0] IMPLICIT, or empty
  Bytes crl_set;          // content of [1] IMPLICIT, or empty
  Bytes first_signer;     // issuerAndSerialNumber as encoded, or empty
};

// Allocates nothing. A message of another type than SignedData is invalid_data.
DecodeError read_signed_data(Bytes message, SignedData& signed_data);

// The certificates or CRLs of a set, each as encoded; other choices, such as attribute certificates, are left out.
// What `read_signed_data` accepted it takes apart; what follows a damaged element is lost.
std::vector<Bytes> elements_of(Bytes set);

// A degenerate SignedData: what CertSaveStore with CERT_STORE_SAVE_AS_PKCS7 writes.
std::vector<std::uint8_t> write_degenerate_pkcs7(const std::vector<Bytes>& certificates,
                                                 const std::vector<Bytes>& crls);

}  // namespace certlife::impl::encoding
