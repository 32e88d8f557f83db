#include "model/tool/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>


namespace certlife::conformance {
namespace {

bool is_set(const char* variable) {
  const char* value = std::getenv(variable);
  return value && *value;
}

bool is_dumb() {
  const char* term = std::getenv("TERM");
  return !term || std::string_view(term) == "dumb";
}

bool continues_a_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// The bytes of the first so many characters.
std::size_t bytes_of(std::string_view text, std::size_t characters) {
  std::size_t at = 0;
  for (std::size_t seen = 0; at < text.size(); ++at)
    if (!continues_a_character(text[at]) && seen++ == characters) break;
  return at;
}

}  // namespace

bool wants_colour(int descriptor) { return isatty(descriptor) && !is_set("NO_COLOR") && !is_dumb(); }

bool can_redraw(int descriptor) { return isatty(descriptor) && !is_dumb(); }

std::size_t width_of(int descriptor, std::size_t fallback) {
  winsize window{};
  return ioctl(descriptor, TIOCGWINSZ, &window) == 0 && window.ws_col > 0 ? window.ws_col : fallback;
}

std::size_t columns_of(std::string_view text) {
  return text.size() - static_cast<std::size_t>(std::count_if(text.begin(), text.end(), continues_a_character));
}

std::string cut(std::string_view given, std::size_t width) {
  const std::string made_plain = plain(given);
  const std::string_view text = made_plain;
  if (columns_of(text) <= width) return std::string(text);
  return width == 0 ? "" : std::string(text.substr(0, bytes_of(text, width - 1))) + "…";
}

std::string padded(std::string_view given, std::size_t width) {
  const std::string text = plain(given);
  const std::size_t columns = columns_of(text);
  return text + std::string(columns < width ? width - columns : 0, ' ');
}

std::string wrapped(std::string_view given, std::string_view first, std::size_t indent, std::size_t width) {
  const std::string made_plain = plain(given);
  std::string_view text = made_plain;
  std::string all, line(first);
  bool begun = false;
  while (!text.empty()) {
    const auto end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    if (begun && columns_of(line) + 1 + columns_of(word) > width) {
      all += line + "\n";
      line.assign(indent, ' ');
      begun = false;
    }
    line += (begun ? " " : "") + std::string(word);
    begun = true;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return all + line + "\n";
}

}  // namespace certlife::conformance
