// Certificates, CRLs and messages written as text: base64 with or without lines around it, in ASCII or in UTF-16 (windows test
// testFileNameStore has base64 without lines in both).
#pragma once

#include <cstdint>
#include <vector>

#include "impl/src/encoding/bytes.h"

namespace certlife::impl::encoding {

// What the text stands for: each block between lines of dashes ("-----BEGIN …-----"), or, where there are none, the whole. Empty if it
// is no such text. A mark of the byte order in front and NULs at the end belong to no block. Throws std::bad_alloc.
std::vector<std::vector<std::uint8_t>> blocks_of_text(Bytes bytes);

}  // namespace certlife::impl::encoding
