#pragma once
// SHA-1 and MD5 of bytes: the values of CERT_SHA1_HASH_PROP_ID and CERT_MD5_HASH_PROP_ID. They identify, they do not
// protect. Each thread keeps one OpenSSL digest context, because making one costs more than hashing a certificate.

#include <array>
#include <cstdint>

#include "impl/src/encoding/bytes.h"

namespace certlife::impl::encoding {

using Sha1 = std::array<std::uint8_t, 20>;
using Md5 = std::array<std::uint8_t, 16>;

// Throws std::bad_alloc if OpenSSL cannot make a context, and std::runtime_error if it does not offer the digest.
Sha1 sha1_of(Bytes bytes);
Md5 md5_of(Bytes bytes);

}  // namespace certlife::impl::encoding
