// SHA-1 of bytes, so that the harness can name a hash without asking the implementation under test.
#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace certlife::conformance {

using Sha1 = std::array<std::uint8_t, 20>;

Sha1 sha1(std::span<const std::uint8_t> bytes);

}  // namespace certlife::conformance
