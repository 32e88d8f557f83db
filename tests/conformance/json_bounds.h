// Bounds of JSON that others wrote, looked at before it is parsed: what is done with a value afterwards (copying, comparing, printing)
// goes as deep as the value, and a text of some bytes may stand for many more in memory.
#pragma once

#include <cstddef>
#include <string_view>

namespace certlife::conformance {

inline constexpr int deepest_json = 64;
inline constexpr std::size_t most_json_values = 2'000'000;

struct JsonExtent {
  std::size_t too_deep_at;   // The index of the bracket that opens one level too many; the size of the text if there is none.
  std::size_t values = 1;    // No fewer than there are, and about as many.
  std::size_t members = 0;   // How many keys are written: those that an object has twice count twice.
};

inline JsonExtent extent_of(std::string_view text) {
  JsonExtent extent{text.size()};
  int depth = 0;
  bool in_text = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '"') in_text = !in_text;
    if (in_text && c == '\\') ++i;
    if (in_text) continue;
    if (c == '[' || c == '{') ++depth, ++extent.values;
    if (c == ']' || c == '}') --depth;
    if (c == ',') ++extent.values;
    if (c == ':') ++extent.members;
    if (depth <= deepest_json) continue;
    extent.too_deep_at = i;
    break;
  }
  return extent;
}

}  // namespace certlife::conformance
