#include "tests/conformance/export/printable.h"

#include "model/trace/utf8.h"

namespace certlife::conformance {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";
constexpr std::uint32_t pictures = 0x2400, picture_of_delete = 0x2421;

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// The number of bytes of the first character. REQUIRES: well-formed and not empty.
std::size_t first_character(std::string_view text) {
  std::size_t size = 1;
  while (size < text.size() && continues(text[size])) ++size;
  return size;
}

// U+200E, U+200F, U+202A to U+202E, U+2066 to U+2069; with them U+2028 and U+2029, which end lines.
bool turns_direction(std::string_view character) {
  if (character.size() != 3 || character[0] != '\xE2') return false;
  const auto second = static_cast<unsigned char>(character[1]), third = static_cast<unsigned char>(character[2]);
  if (second == 0x80) return third == 0x8E || third == 0x8F || (third >= 0xA8 && third <= 0xAE);
  return second == 0x81 && third >= 0xA6 && third <= 0xA9;
}

void append_visibly(std::string& to, std::string_view character) {
  const auto code = static_cast<unsigned char>(character.front());
  // U+0080 to U+009F are controls as well, U+FFFE and U+FFFF are no characters of XML, and marks of direction would show
  // the text in another order than it has.
  const bool is_late_control = code == 0xC2 && static_cast<unsigned char>(character[1]) < 0xA0;
  const bool is_none = character == "\xEF\xBF\xBE" || character == "\xEF\xBF\xBF" || turns_direction(character);
  if (code < 0x20) trace::append_utf8(to, pictures + code);
  else if (code == 0x7F) trace::append_utf8(to, picture_of_delete);
  else if (is_late_control || is_none) to += replacement;
  else to += character;
}

std::string valid(std::string_view text) {
  std::string result;
  for (;;) {
    const std::size_t good = trace::first_invalid_utf8(text);
    result += text.substr(0, good);
    if (good == text.size()) return result;
    result += replacement;
    text.remove_prefix(good + 1);
  }
}

// Where to break a text that is wider than `most` characters: behind a blank, or else at the limit.
std::size_t break_of(std::string_view text, std::size_t most) {
  std::size_t at = 0, blank = 0;
  for (std::size_t characters = 0; characters < most && at < text.size(); ++characters) {
    if (text[at] == ' ') blank = at + 1;
    at += first_character(text.substr(at));
  }
  return blank != 0 ? blank : at;
}

}  // namespace

std::string printable(std::string_view text) {
  const std::string checked = valid(text);
  std::string result;
  for (std::string_view rest = checked; !rest.empty();) {
    const std::size_t size = first_character(rest);
    append_visibly(result, rest.substr(0, size));
    rest.remove_prefix(size);
  }
  return result;
}

std::string xml_escaped(std::string_view text) {
  std::string result;
  for (const char c : printable(text)) {
    switch (c) {
      case '&':  result += "&amp;"; break;
      case '<':  result += "&lt;"; break;
      case '>':  result += "&gt;"; break;
      case '"':  result += "&quot;"; break;
      case '\'': result += "&#39;"; break;
      default:   result += c;
    }
  }
  return result;
}

std::size_t width_of(std::string_view utf8) {
  std::size_t width = 0;
  for (const char c : utf8) width += continues(c) ? 0 : 1;
  return width;
}

std::vector<std::string> wrapped(std::string_view utf8, std::size_t most) {
  std::vector<std::string> parts;
  while (width_of(utf8) > most) {
    const std::size_t end = break_of(utf8, most);
    parts.emplace_back(utf8.substr(0, end));
    utf8.remove_prefix(end);
  }
  parts.emplace_back(utf8);
  return parts;
}

}  // namespace certlife::conformance
