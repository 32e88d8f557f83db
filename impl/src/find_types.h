// Find types that Windows has and this library has not: they fail with ERROR_NOT_SUPPORTED. What Windows does not have either is
// E_INVALIDARG (docs certfindcertificateinstore; windows test testFindCRL).
#pragma once

#include <algorithm>

#include "impl/src/element.h"
#include "impl/src/status.h"

namespace certlife::impl {

inline constexpr DWORD unsupported_certificate_finds[] = {
    CERT_FIND_SUBJECT_ATTR,    CERT_FIND_ISSUER_ATTR,     CERT_FIND_MD5_HASH,       CERT_FIND_PROPERTY,
    CERT_FIND_PUBLIC_KEY,      CERT_FIND_SUBJECT_STR_A,   CERT_FIND_SUBJECT_STR_W,  CERT_FIND_ISSUER_STR_A,
    CERT_FIND_ISSUER_STR_W,    CERT_FIND_KEY_SPEC,        CERT_FIND_ENHKEY_USAGE,   CERT_FIND_ISSUER_OF,
    CERT_FIND_SIGNATURE_HASH,  CERT_FIND_KEY_IDENTIFIER,  CERT_FIND_CERT_ID,        CERT_FIND_CROSS_CERT_DIST_POINTS,
    CERT_FIND_PUBKEY_MD5_HASH, CERT_FIND_SUBJECT_INFO_ACCESS, CERT_FIND_HASH_STR,   CERT_FIND_HAS_PRIVATE_KEY};
inline constexpr DWORD unsupported_crl_finds[] = {CRL_FIND_ISSUED_FOR};
inline constexpr DWORD unsupported_ctl_finds[] = {CTL_FIND_SHA1_HASH, CTL_FIND_MD5_HASH, CTL_FIND_USAGE, CTL_FIND_SUBJECT};

inline bool is_real_find_type(Kind kind, DWORD type) {
  const auto has = [type](const auto& types) { return std::find(std::begin(types), std::end(types), type) != std::end(types); };
  switch (kind) {
    case Kind::certificate: return has(unsupported_certificate_finds);
    case Kind::crl: return has(unsupported_crl_finds);
    case Kind::ctl: return has(unsupported_ctl_finds);
  }
  return false;
}

// For a find type that no call of ours serves.
inline Status refused_find(Kind kind, DWORD type) {
  return is_real_find_type(kind, type) ? Status::failure(DWORD{ERROR_NOT_SUPPORTED}) : Status::failure(E_INVALIDARG);
}

}  // namespace certlife::impl
