#include "model/export/printable.h"

#include "model/trace/plain_text.h"
#include "model/trace/utf8.h"

namespace certlife::conformance {
namespace {

constexpr std::uint32_t pictures = 0x2400, picture_of_delete = 0x2421;

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// The number of bytes of the first character. REQUIRES: well-formed and not empty.
std::size_t first_character(std::string_view text) {
  std::size_t size = 1;
  while (size < text.size() && continues(text[size])) ++size;
  return size;
}

void append_visibly(std::string& to, const trace::Characters::Character& character) {
  if (character.code && *character.code < 0x20) trace::append_utf8(to, pictures + *character.code);
  else if (character.code == 0x7F) trace::append_utf8(to, picture_of_delete);
  else to += !character.code || trace::is_unprintable(*character.code) ? trace::replacement_character : character.bytes;
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
  std::string result;
  trace::Characters characters(text);
  while (const auto character = characters.next()) append_visibly(result, *character);
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
