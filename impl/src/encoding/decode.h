// Certificates, CRLs and CTLs from their DER encoding, shallow and fast: nothing is decoded that no field of CERT_INFO,
// CRL_INFO or CTL_INFO shows, no signature and no key is looked at, and nothing is allocated.
//
// 1. What is accepted: signed certificates and CRLs, and their unsigned to-be-signed SEQUENCE alone, as Windows does
//    (windows tests testMemStore, testCreateCert); any algorithm identifier, an empty one included; CTLs as PKCS#7 v1.5
//    SignedData with the list directly under [0] EXPLICIT, with or without signers.
// 2. Bytes that follow the outermost SEQUENCE are ignored; whoever keeps the bytes cuts them off with `der_extent`, which tells how
//    long the SEQUENCE is. No source settles this.
// 3. All views and blobs point into the bytes given, which therefore must outlive them. Only what needs another form is
//    written to the arena: integers (little-endian, as CRYPT_INTEGER_BLOB), dotted object identifiers, arrays.
// 4. Indefinite lengths are refused inside certificates, CRLs and lists, and accepted in the PKCS#7 around a CTL.
// 5. Errors: no bytes give end_of_data for a certificate or CRL; what is no PKCS#7 message, no bytes included, gives invalid_data
//    for a CTL (windows tests testCreateCert, testCreateCRL, testCreateCTL). Every function is safe on any bytes and on any thread.
#pragma once

#include <certlife/wincrypt.h>

#include "impl/src/encoding/arena.h"
#include "impl/src/encoding/bytes.h"
#include "impl/src/encoding/decode_error.h"

namespace certlife::impl::encoding {

// What tells certificates apart, cheaply and without memory.
struct CertificateIdentity {
  Bytes issuer;         // the encoded Name, tag and length included: compared byte by byte
  Bytes serial_number;  // big-endian content of the INTEGER as encoded
  Bytes subject;        // the encoded Name
  FILETIME not_before;  // what ADD_NEWER compares
};

struct CrlIdentity {
  Bytes issuer;
  FILETIME this_update;              // what ADD_NEWER compares
  bool is_delta;                     // has a delta CRL indicator (2.5.29.27)
  Bytes issuing_distribution_point;  // value of the extension 2.5.29.28, or empty
  Bytes authority_key_identifier;    // value of the extension 2.5.29.35, or empty
};

struct CtlIdentity {
  Bytes subject_usage;    // the encoded SEQUENCE OF OBJECT IDENTIFIER
  Bytes list_identifier;  // content of the OCTET STRING, or empty
  Bytes signer;           // issuerAndSerialNumber of the first signer as encoded, or empty
  FILETIME this_update;   // what ADD_NEWER compares
};

// Reads as far as the identity needs and no further; a later decode_* may still fail.
DecodeError identify_certificate(Bytes encoded, CertificateIdentity& identity);
DecodeError identify_crl(Bytes encoded, CrlIdentity& identity);
DecodeError identify_ctl(Bytes encoded, CtlIdentity& identity);
inline DecodeError identify(Bytes encoded, CrlIdentity& identity) { return identify_crl(encoded, identity); }
inline DecodeError identify(Bytes encoded, CtlIdentity& identity) { return identify_ctl(encoded, identity); }

// Fills the whole structure; see Arena for the two passes. After an error the structure's content is meaningless, and
// the same bytes fail in the same way in both passes.
DecodeError decode_certificate(Bytes encoded, Arena& arena, CERT_INFO& info);
DecodeError decode_crl(Bytes encoded, Arena& arena, CRL_INFO& info);
// `content` is set to the encoded list itself: what CTL_CONTEXT calls pbCtlContent.
DecodeError decode_ctl(Bytes encoded, Arena& arena, CTL_INFO& info, Bytes& content);

// The view of the outermost element, without what follows it; empty if there is no whole element.
Bytes der_extent(Bytes encoded);

// Equality of two integers in the little-endian form of CRYPT_INTEGER_BLOB; superfluous sign bytes do not count.
bool same_integer(const CRYPT_INTEGER_BLOB& left, const CRYPT_INTEGER_BLOB& right);
// The same between the big-endian serial number of an identity and a blob (CERT_FIND_SUBJECT_CERT).
bool same_integer(Bytes big_endian, const CRYPT_INTEGER_BLOB& blob);
// The shortest big-endian form, without superfluous sign bytes: what a hash of issuer and serial number should be over.
Bytes shortest_integer(Bytes big_endian);

// -1, 0 or 1 as the left time is before, equal to or after the right one.
int compare_times(const FILETIME& left, const FILETIME& right);

}  // namespace certlife::impl::encoding
