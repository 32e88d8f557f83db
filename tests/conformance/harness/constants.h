// The documented names of flags, dispositions, find types, property ids and error codes, as traces spell them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace certlife::conformance {

std::optional<std::uint32_t> number_named(std::string_view name);

// The name of an error code, or "0x…" when it has none here.
std::string error_name(std::uint32_t code);

std::string hexadecimal(std::uint32_t number);  // 0x8009200f

}  // namespace certlife::conformance
