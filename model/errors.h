// Last-error codes as the model speaks of them. The names and numbers stand in model/trace/vocabulary.h.
#pragma once

#include <cstdint>

namespace certlife::model {

enum class Error : std::int64_t {
  // What a call does to last error when it sets no particular code.
  unchanged = -1,        // The value from before the call survives.
  unspecified = -2,      // No source says; nothing is promised.
  any_decoding = -3,     // Some code of the ASN.1 family, or ERROR_INVALID_DATA.
  some_failure = -4,     // The call fails and sets a code; no source says which.
  any_asn1 = -5,         // Some code of the ASN.1 family.

  file_not_found = 2,
  path_not_found = 3,
  access_denied = 5,
  invalid_handle = 6,
  invalid_data = 13,
  not_supported = 50,
  file_exists = 80,
  invalid_parameter = 87,
  call_not_implemented = 120,
  more_data = 234,
  invalid_argument = 0x80070057,       // E_INVALIDARG
  access_violation = 0xC0000005,       // STATUS_ACCESS_VIOLATION
  unexpected = 0x8000FFFF,             // E_UNEXPECTED
  bad_flags = 0x80090009,              // NTE_BAD_FLAGS
  bad_provider_type = 0x80090014,      // NTE_BAD_PROV_TYPE
  provider_type_not_defined = 0x80090017,  // NTE_PROV_TYPE_NOT_DEF
  not_found = 0x80092004,              // CRYPT_E_NOT_FOUND
  exists = 0x80092005,                 // CRYPT_E_EXISTS
  pending_close = 0x8009200F,          // CRYPT_E_PENDING_CLOSE
  end_of_data = 0x80093102,            // CRYPT_E_ASN1_EOD
  bad_tag = 0x8009310B,                // CRYPT_E_ASN1_BADTAG
};

// May a call whose rule promises `promised` be seen to leave `observed`, a code or `unchanged`?
constexpr bool admits(Error promised, Error observed) {
  const auto code = static_cast<std::int64_t>(observed);
  const bool is_asn1 = code >= 0x80093100 && code <= 0x800931FF;
  switch (promised) {
    case Error::unspecified: return true;
    case Error::some_failure: return observed != Error::unchanged;
    case Error::any_asn1: return is_asn1;
    case Error::any_decoding: return is_asn1 || observed == Error::invalid_data;
    default: return promised == observed;
  }
}

}  // namespace certlife::model
