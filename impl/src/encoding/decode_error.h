// Why bytes could not be decoded. Each value is the Windows code that an API call reports for it, so that the C edge
// only casts: SetLastError(last_error_of(error)).
#pragma once

#include <cstdint>

namespace certlife::impl::encoding {

enum class DecodeError : std::uint32_t {
  none = 0,
  invalid_data = 13,          // ERROR_INVALID_DATA: bytes for a CTL that are no PKCS#7 message which holds one
  end_of_data = 0x80093102,   // CRYPT_E_ASN1_EOD: the bytes stop before the encoding does
  corrupt = 0x80093103,       // CRYPT_E_ASN1_CORRUPT: a length, time, object identifier or bit string that cannot be
  bad_tag = 0x8009310B,       // CRYPT_E_ASN1_BADTAG: another type stands where one is required
};

inline std::uint32_t last_error_of(DecodeError error) { return static_cast<std::uint32_t>(error); }

}  // namespace certlife::impl::encoding
