#include "tests/record/recorder/text.h"

#include "tests/record/recorder/windows_api.h"

namespace certlife::record {

void Text::code(std::uint32_t number) {
  constexpr std::uint32_t smallest_in_hexadecimal = 0x10000;
  if (number < smallest_in_hexadecimal) return digits(number, 10);
  add("\"0x");
  digits(number, 16);
  add('"');
}

void Text::escaped(std::uint32_t code) {
  add("\\u");
  digits(code, 16, 4);
}

void Text::character(std::uint32_t code) {
  if (code < 0x20 || code == '"' || code == '\\' || code == 0x7F) return escaped(code);
  if (code < 0x80) return add(static_cast<char>(code));
  if (code >= 0x10000) {
    escaped(0xD800 + ((code - 0x10000) >> 10));
    escaped(0xDC00 + (code & 0x3FF));
  } else {
    escaped(code >= 0xD800 && code < 0xE000 ? 0xFFFD : code);
  }
}

void Text::quoted_utf8(const char* text) {
  add('"');
  for (; *text; ++text) character(static_cast<unsigned char>(*text) < 0x80 ? static_cast<unsigned char>(*text) : '?');
  add('"');
}

void Text::quoted_utf16(const wchar_t* text, const char* prefix) {
  add('"');
  add(prefix);
  for (; *text; ++text) {
    const bool is_pair = text[0] >= 0xD800 && text[0] < 0xDC00 && text[1] >= 0xDC00 && text[1] < 0xE000;
    if (!is_pair) character(text[0]);
    else character(0x10000 + ((text[0] - 0xD800u) << 10) + (text[1] - 0xDC00u)), ++text;
  }
  add('"');
}

// In the code page of the program.
void Text::quoted_ansi(const char* text, const char* prefix) {
  wchar_t wide[1024];
  const int size = MultiByteToWideChar(CP_ACP, 0, text, -1, wide, 1024);
  wide[1023] = 0;
  if (size <= 0) wide[0] = L'?', wide[1] = 0;
  quoted_utf16(wide, prefix);
}

void Text::hexadecimal(const void* bytes, std::size_t size) {
  const auto* const from = static_cast<const unsigned char*>(bytes);
  for (std::size_t i = 0; i < size; ++i) add("0123456789abcdef"[from[i] >> 4]), add("0123456789abcdef"[from[i] & 15]);
}

}  // namespace certlife::record
