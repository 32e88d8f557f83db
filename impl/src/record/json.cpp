#include "impl/src/record/json.h"

#include <charconv>

namespace certlife::impl::record {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

constexpr char digit(unsigned value) { return "0123456789abcdef"[value & 15]; }

// The smallest code point that is spelled with so many bytes.
constexpr std::uint32_t smallest_of_length[] = {0, 0, 0x80, 0x800, 0x10000};

std::size_t length_by_first_byte(unsigned char first) {
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first < 0xE0) return 2;
  if (first >= 0xE0 && first < 0xF0) return 3;
  return first >= 0xF0 && first < 0xF5 ? 4 : 0;
}

// Of how many bytes the character in front is; 0 if it is none.
std::size_t length_of_character(std::string_view text) {
  const std::size_t length = length_by_first_byte(static_cast<unsigned char>(text[0]));
  if (length <= 1) return length;
  if (length > text.size()) return 0;
  std::uint32_t code = static_cast<unsigned char>(text[0]) & (0x7Fu >> length);
  for (std::size_t i = 1; i < length; ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte & 0xC0) != 0x80) return 0;
    code = code << 6 | (byte & 0x3F);
  }
  const bool is_surrogate = code >= 0xD800 && code < 0xE000;
  return code < smallest_of_length[length] || code > 0x10FFFF || is_surrogate ? 0 : length;
}

void append_escaped(std::string& to, char character) {
  const auto code = static_cast<unsigned char>(character);
  if (code >= 0x20 && code != '"' && code != '\\' && code != 0x7F) return to.push_back(character);
  to.append("\\u00").append({digit(code >> 4), digit(code)});
}

}  // namespace

void append_number(std::string& to, std::uint64_t number, int base) {
  char digits[20];
  const auto end = std::to_chars(digits, digits + sizeof digits, number, base);
  to.append(digits, end.ptr);
}

void append_code(std::string& to, std::uint32_t number) {
  constexpr std::uint32_t smallest_in_hexadecimal = 0x10000;
  if (number < smallest_in_hexadecimal) return append_number(to, number);
  append_number(to.append("\"0x"), number, 16);
  to.push_back('"');
}

void append_hexadecimal(std::string& to, encoding::Bytes bytes) {
  const std::size_t at = to.size();
  to.resize(at + 2 * bytes.size());
  char* out = to.data() + at;
  for (const std::uint8_t byte : bytes) *out++ = digit(byte >> 4), *out++ = digit(byte);
}

void append_quoted(std::string& to, std::string_view prefix, std::string_view text) {
  to.append("\"").append(prefix);
  while (!text.empty()) {
    const std::size_t length = length_of_character(text);
    if (length == 0) to.append(replacement);
    else if (length == 1) append_escaped(to, text[0]);
    else to.append(text.substr(0, length));
    text.remove_prefix(length == 0 ? 1 : length);
  }
  to.push_back('"');
}

}  // namespace certlife::impl::record
