#include "model/trace/bytes/utf16.h"

namespace certlife::conformance {
namespace {

bool is_high_surrogate(char32_t unit) { return unit >= 0xD800 && unit < 0xDC00; }
bool is_low_surrogate(char32_t unit) { return unit >= 0xDC00 && unit < 0xE000; }

// How many bytes follow this first byte, or -1 for one that begins nothing.
int followers_of(unsigned char first) {
  if (first < 0x80) return 0;
  if (first >= 0xC2 && first < 0xE0) return 1;
  if (first >= 0xE0 && first < 0xF0) return 2;
  if (first >= 0xF0 && first < 0xF5) return 3;
  return -1;
}

std::optional<char32_t> take_code_point(std::string_view& utf8) {
  constexpr unsigned char masks[] = {0x7F, 0x1F, 0x0F, 0x07};
  constexpr char32_t smallest[] = {0, 0x80, 0x800, 0x10000};
  const auto first = static_cast<unsigned char>(utf8.front());
  const int followers = followers_of(first);
  if (followers < 0 || utf8.size() <= static_cast<std::size_t>(followers)) return std::nullopt;
  char32_t point = first & masks[followers];
  for (int i = 1; i <= followers; ++i) {
    const auto next = static_cast<unsigned char>(utf8[static_cast<std::size_t>(i)]);
    if ((next & 0xC0) != 0x80) return std::nullopt;
    point = (point << 6) | (next & 0x3F);
  }
  if (point < smallest[followers] || point > 0x10FFFF || (point >= 0xD800 && point < 0xE000)) return std::nullopt;
  utf8.remove_prefix(static_cast<std::size_t>(followers) + 1);
  return point;
}

void append_utf8(std::string& text, char32_t point) {
  const auto put = [&text](char32_t byte) { text.push_back(static_cast<char>(byte)); };
  if (point < 0x80) return put(point);
  if (point < 0x800) return put(0xC0 | (point >> 6)), put(0x80 | (point & 0x3F));
  if (point < 0x10000) return put(0xE0 | (point >> 12)), put(0x80 | ((point >> 6) & 0x3F)), put(0x80 | (point & 0x3F));
  put(0xF0 | (point >> 18));
  put(0x80 | ((point >> 12) & 0x3F));
  put(0x80 | ((point >> 6) & 0x3F));
  put(0x80 | (point & 0x3F));
}

}  // namespace

std::optional<std::u16string> utf16_of(std::string_view utf8) {
  std::u16string units;
  while (!utf8.empty()) {
    const auto point = take_code_point(utf8);
    if (!point) return std::nullopt;
    if (*point < 0x10000) {
      units.push_back(static_cast<char16_t>(*point));
    } else {
      units.push_back(static_cast<char16_t>(0xD800 + ((*point - 0x10000) >> 10)));
      units.push_back(static_cast<char16_t>(0xDC00 + ((*point - 0x10000) & 0x3FF)));
    }
  }
  return units;
}

std::optional<std::string> utf8_of(std::u16string_view utf16) {
  std::string text;
  for (std::size_t i = 0; i < utf16.size(); ++i) {
    char32_t point = utf16[i];
    if (is_low_surrogate(point)) return std::nullopt;
    if (is_high_surrogate(point)) {
      if (++i == utf16.size() || !is_low_surrogate(utf16[i])) return std::nullopt;
      point = 0x10000 + ((point - 0xD800) << 10) + (utf16[i] - 0xDC00);
    }
    append_utf8(text, point);
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
