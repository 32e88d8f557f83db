// The little that reading and writing traces need to know about UTF-8.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace certlife::trace {

// REQUIRES: code is a Unicode scalar value.
void append_utf8(std::string& to, std::uint32_t code);
// The index of the first byte that belongs to no well-formed sequence; the text's size if there is none.
std::size_t first_invalid_utf8(std::string_view text);

// A text as messages quote it: cut after a few hundred bytes, between characters, since names may have megabytes.
inline constexpr std::size_t longest_quoted = 200;
std::string shortened(std::string_view text);

}  // namespace certlife::trace
