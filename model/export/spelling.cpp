#include "model/export/spelling.h"

#include <algorithm>
#include <array>

#include "model/export/portable_constants.h"
#include "model/export/printable.h"

namespace certlife::conformance {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// "s1", "c12": short, telling, and no word of any header.
bool is_plain_name(std::string_view text) {
  constexpr std::string_view letters = "chlps";
  return text.size() >= 2 && text.size() <= 6 && letters.find(text[0]) != std::string_view::npos &&
         std::all_of(text.begin() + 1, text.end(), is_digit);
}

// A question mark could begin a trigraph, and a digit behind an octal escape would belong to it if it had fewer than three.
void append_escaped(std::string& to, char c) {
  const auto byte = static_cast<unsigned char>(c);
  if (c == '"' || c == '\\' || c == '?') (to += '\\') += c;
  else if (c == '\n') to += "\\n";
  else if (byte >= 0x20 && byte < 0x7F) to += c;
  else (to += '\\') += {static_cast<char>('0' + (byte >> 6)), static_cast<char>('0' + ((byte >> 3) & 7)), static_cast<char>('0' + (byte & 7))};
}

std::string replaced(std::string text, std::string_view what, std::string_view by) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size())) text.replace(at, what.size(), by);
  return text;
}

bool is_in_every_header(std::string_view name) { return std::ranges::find(portable_constants, name) != portable_constants.end(); }

std::string flag_expression(std::span<const trace::Named> names, std::string_view flag) {
  if (is_in_every_header(flag)) return std::string(flag);
  const auto number = trace::hexadecimal(flag);
  return number_expression(static_cast<std::uint32_t>(number ? *number : trace::number_named(names, flag).value_or(0)));
}

}  // namespace

std::string c_string(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) append_escaped(result, c);
  return result + "\"";
}

std::string c_format(std::string_view text) { return c_string(replaced(std::string(text), "%", "%%")); }

std::string comment_text(std::string_view text) {
  std::string result = replaced(printable(text), "*/", "* /");
  result = replaced(replaced(result, "/*", "/ *"), "??", "? ?");
  // The next line would belong to the comment.
  if (result.ends_with('\\')) result += " ";
  if (result.ends_with("\\ ")) result += ".";
  return result;
}

std::string identifier_from(std::string_view text) {
  constexpr std::size_t longest = 64;
  std::string result;
  for (const char c : text) {
    if (result.size() == longest) break;
    if (is_letter(c) || is_digit(c)) result += c;
    else if (!result.empty() && result.back() != '_') result += '_';
  }
  while (result.ends_with('_')) result.pop_back();
  if (result.empty()) return "x";
  return is_digit(result.front()) ? "x" + result : result;
}

std::string Identifiers::of(const std::string& key, std::string_view text, std::string_view prefix) {
  if (const auto found = by_key_.find(key); found != by_key_.end()) return found->second;
  const std::string wanted = is_plain_name(text) ? std::string(text)
                             : std::string(prefix) + (text.empty() ? "" : "_" + identifier_from(text));
  std::string name = wanted;
  for (int again = 2; !taken_.insert(name).second; ++again) name = wanted + "_" + std::to_string(again);
  return by_key_[key] = name;
}

std::string number_expression(std::uint32_t number) {
  return number < 0x10000 ? std::to_string(number) : trace::hexadecimal(number) + "u";
}

std::string flags_expression(std::span<const trace::Named> names, std::uint32_t flags) {
  std::string result;
  const trace::Value known = trace::flag_names(names, flags);
  for (const auto& each : known.items) result += (result.empty() ? "" : " | ") + flag_expression(names, each.text);
  return result.empty() ? "0" : result;
}

std::string code_expression(std::span<const trace::Named> names, std::uint32_t code) {
  const auto name = trace::name_numbered(names, code);
  return name && is_in_every_header(*name) ? std::string(*name) : number_expression(code);
}

std::string bytes_initializer(const Bytes& bytes, std::size_t indent) {
  constexpr std::size_t in_a_row = 16;
  constexpr char digits[] = "0123456789abcdef";
  std::string result;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i % in_a_row == 0) result += (i == 0 ? "" : "\n") + std::string(indent, ' ');
    result += std::string("0x") + digits[bytes[i] >> 4] + digits[bytes[i] & 15] + (i + 1 == bytes.size() ? "" : i % in_a_row == in_a_row - 1 ? "," : ", ");
  }
  return result;
}

}  // namespace certlife::conformance
