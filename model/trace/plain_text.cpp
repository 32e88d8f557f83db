#include "model/trace/plain_text.h"

#include <algorithm>
#include <array>

#include "model/trace/utf8.h"

namespace certlife::trace {
namespace {

struct Range {
  std::uint32_t first, last;
};

constexpr std::array<Range, 13> unprintable{{
    {0x00, 0x1F},        // C0: ESC, BEL, newline …
    {0x7F, 0x9F},        // DEL and C1: CSI in one character
    {0x061C, 0x061C},    // Arabic letter mark
    {0x180E, 0x180E},    // Mongolian vowel separator, without width
    {0x200B, 0x200F},    // without width, and marks of direction
    {0x2028, 0x202E},    // ends of lines and paragraphs; embeddings and overrides of direction
    {0x2060, 0x206F},    // without width; isolates of direction
    {0xFDD0, 0xFDEF},    // no characters
    {0xFEFF, 0xFEFF},    // byte order mark
    {0xFFF9, 0xFFFB},    // interlinear annotation
    {0xFFFE, 0xFFFF},    // no characters
    {0xE0000, 0xE0FFF},  // tags
    {0x10FFFE, 0x10FFFF},
}};

std::uint32_t code_of(std::string_view encoded) {
  constexpr std::array<unsigned, 5> bits_of_the_first{0, 0x7F, 0x1F, 0x0F, 0x07};
  std::uint32_t code = static_cast<unsigned char>(encoded[0]) & bits_of_the_first[encoded.size()];
  for (const char byte : encoded.substr(1)) code = (code << 6) | (static_cast<unsigned char>(byte) & 0x3Fu);
  return code;
}

bool continues(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

bool is_shown(const Characters::Character& character) { return character.code && !is_unprintable(*character.code); }

void append_shown(std::string& to, const Characters::Character& character) {
  to += is_shown(character) ? character.bytes : replacement_character;
}

}  // namespace

Characters::Characters(std::string_view text) : text_(text), valid_(first_invalid_utf8(text)) {}

std::optional<Characters::Character> Characters::next() {
  if (text_.empty()) return std::nullopt;
  Character character{text_.substr(0, 1), std::nullopt};
  if (valid_ > 0) {
    std::size_t size = 1;
    while (size < valid_ && continues(text_[size])) ++size;
    character.bytes = text_.substr(0, size);
    character.code = code_of(character.bytes);
    valid_ -= size;
  }
  text_.remove_prefix(character.bytes.size());
  if (!character.code) valid_ = first_invalid_utf8(text_);
  return character;
}

bool is_unprintable(std::uint32_t code) {
  if (code >= 0x20 && code < 0x7F) return false;
  return std::any_of(unprintable.begin(), unprintable.end(), [&](const Range& range) { return code >= range.first && code <= range.last; });
}

bool has_unprintable(std::string_view text) {
  Characters characters(text);
  while (const auto character = characters.next())
    if (!is_shown(*character)) return true;
  return false;
}

std::string plain(std::string_view text) {
  std::string shown;
  Characters characters(text);
  while (const auto character = characters.next()) append_shown(shown, *character);
  return shown;
}

std::string plain_lines(std::string_view text) {
  std::string shown;
  for (auto end = text.find('\n'); end != std::string_view::npos; end = text.find('\n')) {
    shown += plain(text.substr(0, end)) + "\n";
    text.remove_prefix(end + 1);
  }
  return shown + plain(text);
}

std::string excerpt(std::string_view text, std::size_t most) {
  // No character has more bytes than four: what stands behind is not looked at, whatever its size.
  Characters characters(text.substr(0, 4 * most + 4));
  std::string shown;
  for (std::size_t count = 0; const auto character = characters.next(); ++count) {
    if (count == most) return shown + "…";
    const bool ends_line = character->bytes == "\n" || character->bytes == "\r" || character->bytes == "\t";
    if (ends_line) shown += ' ';
    else append_shown(shown, *character);
  }
  return shown;
}

}  // namespace certlife::trace
