#include "model/trace/markup.h"

#include "model/trace/plain_text.h"

namespace certlife::trace {
namespace {

using Character = Characters::Character;

// Line ends and tabs are the writer's own: texts of others come here plain, or as parts of a text with lines.
bool may_stand(const Character& character) {
  return character.bytes == "\n" || character.bytes == "\t" || (character.code && !is_unprintable(*character.code));
}

void append_escaped(std::string& to, const Character& character) {
  if (!may_stand(character)) to += replacement_character;
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
  Characters characters(text);
  while (const auto character = characters.next()) append_escaped(all, *character);
  return all;
}

}  // namespace certlife::trace
