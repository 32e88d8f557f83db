#include "tests/conformance/report/escape.h"

#include "model/trace/plain_text.h"

namespace certlife::conformance {
namespace {

using Character = trace::Characters::Character;

// Line ends and tabs are the writer's own: texts of others come here plain, or as parts of a text with lines.
bool is_shown(const Character& character) {
  return character.bytes == "\n" || character.bytes == "\t" || (character.code && !trace::is_unprintable(*character.code));
}

void append_escaped(std::string& to, const Character& character) {
  if (!is_shown(character)) to += trace::replacement_character;
  else if (character.bytes == "&") to += "&amp;";
  else if (character.bytes == "<") to += "&lt;";
  else if (character.bytes == ">") to += "&gt;";
  else if (character.bytes == "\"") to += "&quot;";
  else if (character.bytes == "'") to += "&#39;";
  else to += character.bytes;
}

}  // namespace

std::string escaped(std::string_view text) {
  std::string all;
  all.reserve(text.size() + text.size() / 8);
  trace::Characters characters(text);
  while (const auto character = characters.next()) append_escaped(all, *character);
  return all;
}

}  // namespace certlife::conformance
