// Texts of others on their way to people. A name in a trace or a reply can be any string, and must not steer a terminal, break a
// line, or show the text in another order than it has.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace certlife::trace {

// Stands for what cannot be shown.
inline constexpr std::string_view replacement_character = "\xEF\xBF\xBD";

// The characters of a text, one after the other. A byte that belongs to no well-formed sequence is one without a code.
class Characters {
 public:
  struct Character {
    std::string_view bytes;
    std::optional<std::uint32_t> code;
  };
  explicit Characters(std::string_view text);
  std::optional<Character> next();

 private:
  std::string_view text_;
  std::size_t valid_;  // So many bytes at the front are well formed.
};

// Controls (C0, DEL, C1), ends of lines and paragraphs, marks that turn the direction of a text, what takes no room, and what is
// no character.
bool is_unprintable(std::uint32_t code);
bool has_unprintable(std::string_view text);

// One line that a terminal shows as it is: each unprintable character, and each byte that is no UTF-8, is replaced.
std::string plain(std::string_view text);

// The same of text that has lines of its own.
std::string plain_lines(std::string_view text);

// How much of a text is quoted where it could have any size.
inline constexpr std::size_t most_quoted = 200;

// The beginning of a text as a quotation: plain, ends of lines as blanks, and at most so many characters, behind which "…" stands
// for the rest.
std::string excerpt(std::string_view text, std::size_t most = most_quoted);

}  // namespace certlife::trace
