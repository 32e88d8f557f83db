// Texts of others inside XML and HTML.
#pragma once

#include <string>
#include <string_view>

namespace certlife::trace {

// Good between tags and in quoted attributes of both. Bytes that are no UTF-8, characters that XML 1.0 has no room for, and those that
// would show a text in another order than it has, become the replacement character.
std::string escaped(std::string_view text);

}  // namespace certlife::trace
