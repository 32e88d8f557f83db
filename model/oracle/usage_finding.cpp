#include "model/oracle/usage_finding.h"

#include <fmt/format.h>

#include <iterator>

#include "model/trace/plain_text.h"
#include "model/trace/writer.h"

namespace certlife::oracle {
namespace {

constexpr std::size_t most_places = 3;

// Where the program did so, in a line of its own; nothing where nobody knows.
std::string places_text(const UsageFinding& finding) {
  if (finding.at.empty()) return {};
  std::string text = fmt::format("  line {} is at {}", finding.line, finding.at);
  for (std::size_t i = 0; i < finding.related_at.size() && i < most_places; ++i)
    if (!finding.related_at[i].empty()) text += fmt::format(", line {} at {}", finding.related[i], finding.related_at[i]);
  return trace::plain(text) + "\n";
}

}  // namespace

std::string to_text(const UsageFinding& finding) {
  const std::string again = finding.again ? fmt::format("; {} more time{}", finding.again, finding.again == 1 ? "" : "s") : "";
  return fmt::format("usage: line {}: {} ({}{})\n{}  right would be: {}\n", finding.line, trace::plain(finding.text), finding.rule->clause, again,
                     places_text(finding), finding.rule->right);
}

namespace {

void append_text(std::string& to, std::string_view key, std::string_view value) {
  fmt::format_to(std::back_inserter(to), ",\"{}\":", key);
  trace::append_quoted(to, value);
}

void append_finding(std::string& to, const UsageFinding& finding) {
  fmt::format_to(std::back_inserter(to), "{{\"line\":{}", finding.line);
  append_text(to, "call", finding.call);
  append_text(to, "rule", finding.rule->name);
  append_text(to, "clause", finding.rule->clause);
  if (!finding.name.empty()) append_text(to, "name", finding.name);
  if (!finding.at.empty()) append_text(to, "at", finding.at);
  append_text(to, "text", finding.text);
  fmt::format_to(std::back_inserter(to), ",\"related\":[{}],\"again\":{}}}", fmt::join(finding.related, ","), finding.again);
}

}  // namespace

std::string to_json(const std::vector<UsageFinding>& findings) {
  std::string text = "[";
  for (const UsageFinding& each : findings) {
    if (text.size() > 1) text += ',';
    append_finding(text, each);
  }
  return text + "]";
}

}  // namespace certlife::oracle
