// Texts of others inside XML and HTML.
#pragma once

#include <string>
#include <string_view>

namespace certlife::conformance {

// Good between tags and in quoted attributes of both. Bytes that are no UTF-8, and characters that XML 1.0 has no room
// for, become the replacement character.
std::string escaped(std::string_view text);

}  // namespace certlife::conformance
