#include "impl/src/encoding/files.h"

namespace certlife::impl::encoding {
namespace {

bool is_high_surrogate(char16_t unit) { return unit >= 0xD800 && unit <= 0xDBFF; }
bool is_low_surrogate(char16_t unit) { return unit >= 0xDC00 && unit <= 0xDFFF; }

char continuation(char32_t character, int shift) { return static_cast<char>(0x80 | (character >> shift & 0x3F)); }

void append_utf8(std::string& text, char32_t character) {
  if (character < 0x80) {
    text += static_cast<char>(character);
  } else if (character < 0x800) {
    text += {static_cast<char>(0xC0 | character >> 6), continuation(character, 0)};
  } else if (character < 0x10000) {
    text += {static_cast<char>(0xE0 | character >> 12), continuation(character, 6), continuation(character, 0)};
  } else {
    text += {static_cast<char>(0xF0 | character >> 18), continuation(character, 12), continuation(character, 6),
             continuation(character, 0)};
  }
}

}  // namespace

std::optional<std::string> utf8_from_utf16(std::u16string_view name) {
  std::string text;
  for (std::size_t i = 0; i < name.size(); ++i) {
    char32_t character = name[i];
    if (is_low_surrogate(name[i])) return std::nullopt;
    if (is_high_surrogate(name[i])) {
      if (i + 1 == name.size() || !is_low_surrogate(name[i + 1])) return std::nullopt;
      character = 0x10000 + ((character - 0xD800) << 10) + (name[++i] - 0xDC00);
    }
    append_utf8(text, character);
  }
  return text;
}

}  // namespace certlife::impl::encoding
