#include "model/ledger/text_lines.h"

namespace certlife::model {

LedgerError::LedgerError(const Place& place, const std::string& message)
    : std::runtime_error(place.file + ":" + std::to_string(place.line) +
                         (place.column ? ":" + std::to_string(place.column) : "") + ": " + message) {}

void fail(const Place& place, const std::string& message) { throw LedgerError(place, message); }

std::string quoted(std::string_view text) {
  std::string result("\"");
  result += text;
  result += '"';
  return result;
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

std::vector<std::string_view> split(std::string_view text, std::string_view separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const auto end = text.find(separator);
    parts.push_back(trimmed(text.substr(0, end)));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + separator.size());
  }
}

std::vector<std::string_view> columns_of(std::string_view line) {
  std::vector<std::string_view> columns;
  for (const std::string_view part : split(line, "  ")) {
    if (!part.empty()) columns.push_back(part);
  }
  return columns;
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = text.find('\n');
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

bool is_comment_or_blank(std::string_view line) {
  const std::string_view content = trimmed(line);
  return content.empty() || content.front() == '#';
}

}  // namespace certlife::model
