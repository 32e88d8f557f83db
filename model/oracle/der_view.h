// What of real bytes the model compares: read from their DER encoding, as far as that needs and no further.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/trace/contents.h"

namespace certlife::oracle {

// Parts are the bytes themselves.
struct DerView {
  std::string key;      // Issuer and serial number; of a CRL issuer, distribution point, authority key, base or delta; of a CTL usage and list.
  std::string subject;  // Of a certificate, as encoded.
  std::string issuer;   // Not of a CTL, as encoded.
  int date = 0;         // NotBefore or ThisUpdate, in seconds since 2000, as far as an int goes.
};

// Nothing where the bytes are not of that shape: signed or not, the outermost SEQUENCE at least must be whole.
std::optional<DerView> der_view(trace::ContextKind kind, const std::vector<std::uint8_t>& bytes);

}  // namespace certlife::oracle
