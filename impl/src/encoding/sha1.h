// SHA-1 and MD5 of bytes: the values of CERT_SHA1_HASH_PROP_ID and CERT_MD5_HASH_PROP_ID. They identify, they do not
// protect. They need no memory and cannot fail.
#pragma once

#include <array>
#include <cstdint>

#include "impl/src/encoding/bytes.h"

namespace certlife::impl::encoding {

using Sha1 = std::array<std::uint8_t, 20>;
using Md5 = std::array<std::uint8_t, 16>;

Sha1 sha1_of(Bytes bytes) noexcept;
Md5 md5_of(Bytes bytes) noexcept;

}  // namespace certlife::impl::encoding
