#include "model/trace/utf8.h"

#include <utf8.h>

#include <iterator>

namespace certlife::trace {

void append_utf8(std::string& to, std::uint32_t code) { utf8::append(code, std::back_inserter(to)); }

std::size_t first_invalid_utf8(std::string_view text) {
  return static_cast<std::size_t>(utf8::find_invalid(text.begin(), text.end()) - text.begin());
}

std::string shortened(std::string_view text) {
  if (text.size() <= longest_quoted) return std::string(text);
  std::size_t end = longest_quoted;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return std::string(text.substr(0, end)) + "… (" + std::to_string(text.size()) + " bytes)";
}

}  // namespace certlife::trace
