// TOML around the library: texts written so that they are read back, and bounds of what is given to its parser.
#pragma once

#include <string>
#include <string_view>

namespace certlife::conformance {

// A string of TOML on one line, whatever the text: literal where that is possible, since trace lines are full of quotation marks. Bytes
// that are no UTF-8 are replaced.
std::string toml_string(std::string_view text);

// The same on lines of its own, for a text of several lines, each of which ends.
std::string toml_block(std::string_view text);

// The index of the first character beyond what anybody writes: brackets in brackets, and keys of keys, each up to 64. The size of the
// text if there is none. What is deeper the library builds and destroys by recursion.
std::size_t first_too_deep_in_toml(std::string_view text);

}  // namespace certlife::conformance
