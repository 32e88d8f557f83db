// Texts from traces on their way into other languages. A name in a trace can be any string.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace certlife::conformance {

// On one line and in valid UTF-8: control characters become their pictures, bytes that are no UTF-8 the replacement character.
std::string printable(std::string_view text);

// For XML and HTML, as text or inside quotation marks.
std::string xml_escaped(std::string_view text);

// How many characters a reader sees, roughly.
std::size_t width_of(std::string_view utf8);

// Breaks behind blanks where that is possible, so that no part is wider. REQUIRES: most > 0.
std::vector<std::string> wrapped(std::string_view utf8, std::size_t most);

}  // namespace certlife::conformance
