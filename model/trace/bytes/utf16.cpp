#include "model/trace/bytes/utf16.h"

#include <utf8.h>

#include <iterator>

namespace certlife::conformance {

std::optional<std::u16string> utf16_of(std::string_view text) {
  std::u16string units;
  if (!utf8::is_valid(text.begin(), text.end())) return std::nullopt;
  utf8::utf8to16(text.begin(), text.end(), std::back_inserter(units));
  return units;
}

std::optional<std::string> utf8_of(std::u16string_view units) {
  std::string text;
  try {
    utf8::utf16to8(units.begin(), units.end(), std::back_inserter(text));
  } catch (const utf8::invalid_utf16&) {
    return std::nullopt;
  }
  return text;
}

Bytes terminated_utf16_bytes(std::u16string_view text) {
  Bytes bytes;
  for (const char16_t unit : text) {
    bytes.push_back(static_cast<std::uint8_t>(unit));
    bytes.push_back(static_cast<std::uint8_t>(unit >> 8));
  }
  bytes.insert(bytes.end(), {0, 0});
  return bytes;
}

std::optional<std::u16string> from_terminated_utf16_bytes(const Bytes& bytes) {
  std::u16string units;
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2)
    units.push_back(static_cast<char16_t>(bytes[i] | (bytes[i + 1] << 8)));
  if (bytes.size() % 2 != 0 || units.empty() || units.back() != 0) return std::nullopt;
  units.pop_back();
  if (units.find(u'\0') != std::u16string::npos) return std::nullopt;
  return units;
}

}  // namespace certlife::conformance
