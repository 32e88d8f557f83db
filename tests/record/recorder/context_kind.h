// Whether a context is that of a certificate, a CRL or a CTL: nothing in its structure says so, but the bytes that it was made of do.
#pragma once

#include <cstdint>

#include "tests/record/recorder/signatures.h"

namespace certlife::record {

// Thing::other where the bytes do not tell. REQUIRES: there is a context at the address.
Thing kind_of_context(std::uint64_t address);

}  // namespace certlife::record
