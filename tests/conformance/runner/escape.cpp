#include "tests/conformance/runner/escape.h"

#include "model/trace/utf8.h"

namespace certlife::conformance {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

bool is_control(char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7F; }

// U+FFFE and U+FFFF.
bool is_no_character(std::string_view text) { return text.starts_with("\xEF\xBF\xBE") || text.starts_with("\xEF\xBF\xBF"); }

void append(std::string& to, char c) {
  switch (c) {
    case '&': to += "&amp;"; return;
    case '<': to += "&lt;"; return;
    case '>': to += "&gt;"; return;
    case '"': to += "&quot;"; return;
    case '\'': to += "&#39;"; return;
    default: break;
  }
  if (is_control(c)) to += replacement;
  else to += c;
}

void append_valid(std::string& to, std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!is_no_character(text.substr(i))) {
      append(to, text[i]);
      continue;
    }
    to += replacement;
    i += 2;
  }
}

}  // namespace

std::string escaped(std::string_view text) {
  std::string all;
  all.reserve(text.size() + text.size() / 8);
  for (;;) {
    const auto valid = trace::first_invalid_utf8(text);
    append_valid(all, text.substr(0, valid));
    if (valid == text.size()) return all;
    all += replacement;
    text.remove_prefix(valid + 1);
  }
}

}  // namespace certlife::conformance
