// The certificates and CRLs of a PKCS #7 message, read without the implementation under test.
#pragma once

#include <optional>
#include <vector>

#include "model/trace/bytes/serialized_store.h"

namespace certlife::conformance {

// Nothing if the bytes are no SignedData of definite lengths without content of its own. What stands behind it does not count.
std::optional<std::vector<SerializedElement>> parse_pkcs7_message(const Bytes& file);

}  // namespace certlife::conformance
