#include "model/tool/shell_words.h"

#include <algorithm>
#include <cctype>
#include <string_view>

namespace certlife::tool {
namespace {

bool is_plain(char c) { return std::isalnum(static_cast<unsigned char>(c)) || std::string_view("-_./:=,+@%").find(c) != std::string_view::npos; }

}  // namespace

std::string shell_quoted(const std::string& text) {
  if (!text.empty() && std::all_of(text.begin(), text.end(), is_plain)) return text;
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

}  // namespace certlife::tool
