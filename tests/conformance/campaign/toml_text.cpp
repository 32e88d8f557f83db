#include "tests/conformance/campaign/toml_text.h"

#include <algorithm>

#include <fmt/format.h>

#include "model/trace/plain_text.h"

namespace certlife::conformance {
namespace {

constexpr int deepest_toml = 64;

std::string escaped_for_toml(const trace::Characters::Character& character) {
  if (!character.code) return std::string(trace::replacement_character);
  if (character.bytes == "\\" || character.bytes == "\"") return "\\" + std::string(character.bytes);
  if (character.bytes == "\n") return "\\n";
  if (!trace::is_unprintable(*character.code)) return std::string(character.bytes);
  return *character.code < 0x10000 ? fmt::format("\\u{:04X}", *character.code) : fmt::format("\\U{:08X}", *character.code);
}

// Goes over one string of TOML, and says where it ends. REQUIRES: a quotation mark stands there.
std::size_t behind_string(std::string_view text, std::size_t at) {
  const char mark = text[at];
  const std::string three(3, mark);
  const bool is_long = text.substr(at, 3) == three;
  const std::string end = is_long ? three : std::string(1, mark);
  for (at += end.size(); at < text.size(); ++at) {
    if (text.substr(at, end.size()) == end) return at + end.size();
    if (mark == '"' && text[at] == '\\') ++at;
    if (!is_long && at < text.size() && text[at] == '\n') return at;
  }
  return text.size();
}

}  // namespace

std::string toml_string(std::string_view text) {
  if (text.find('\'') == std::string_view::npos && !trace::has_unprintable(text)) return "'" + std::string(text) + "'";
  std::string quoted = "\"";
  trace::Characters characters(text);
  while (const auto character = characters.next()) quoted += escaped_for_toml(*character);
  return quoted + "\"";
}

std::string toml_block(std::string_view text) {
  if (text.find("'''") == std::string_view::npos && trace::plain_lines(text) == text) return "'''\n" + std::string(text) + "'''";
  std::string quoted = "\"\"\"\n";
  trace::Characters characters(text);
  while (const auto character = characters.next()) quoted += character->bytes == "\n" ? "\n" : escaped_for_toml(*character);
  return quoted + "\"\"\"";
}

std::size_t first_too_deep_in_toml(std::string_view text) {
  int depth = 0, keys = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '#') at = std::min(text.find('\n', at), text.size()) - 1;
    else if (c == '"' || c == '\'') at = behind_string(text, at) - 1;
    else if (c == '.') ++keys;
    else if (c == '[' || c == '{') ++depth;
    else if (c == ']' || c == '}') --depth;
    if (std::string_view("\n=,[]{}").find(c) != std::string_view::npos) keys = 0;
    if (depth > deepest_toml || keys > deepest_toml) return at;
  }
  return text.size();
}

}  // namespace certlife::conformance
