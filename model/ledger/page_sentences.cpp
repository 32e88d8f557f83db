#include "model/ledger/page_sentences.h"

#include "model/ledger/clause.h"

namespace certlife::model {
namespace {

constexpr std::string_view arrow = "->";
constexpr std::string_view not_normative = "not normative:";

void read_fate(PageSentence& sentence, std::string_view fate) {
  if (fate.starts_with(not_normative)) {
    sentence.reason = trimmed(fate.substr(not_normative.size()));
    if (sentence.reason.empty()) fail(sentence.place, sentence.name + ": no reason why it is not normative");
    return;
  }
  for (const std::string_view id : split(fate, ",")) {
    if (!is_clause_id(id)) fail(sentence.place, quoted(id) + " is no clause id");
    sentence.clauses.emplace_back(id);
  }
}

PageSentence read_sentence(std::string_view line, const Place& place) {
  const auto at = line.find(arrow);
  if (at == std::string_view::npos) fail(place, "expected NAME  gist  -> clauses, or -> not normative: reason");
  const auto columns = columns_of(line.substr(0, at));
  if (columns.size() != 2) fail(place, "expected a section with a number, two blanks, and the gist");
  PageSentence sentence{std::string(columns[0]), std::string(columns[1]), {}, {}, place};
  read_fate(sentence, trimmed(line.substr(at + arrow.size())));
  return sentence;
}

// The name that follows in the same section, or else begins a new one.
bool follows(std::string_view name, std::string_view previous) {
  const auto space = name.rfind(' ');
  if (space == std::string_view::npos) return false;
  const std::string_view section = name.substr(0, space);
  const auto end = previous.rfind(' ');
  const bool same = end != std::string_view::npos && previous.substr(0, end) == section;
  const int number = same ? std::stoi(std::string(previous.substr(end + 1))) + 1 : 1;
  return name.substr(space + 1) == std::to_string(number);
}

}  // namespace

std::vector<PageSentence> parse_page_sentences(std::string_view file, std::string_view text) {
  std::vector<PageSentence> sentences;
  Place place{std::string(file), 0};
  for (const std::string_view line : lines_of(text)) {
    ++place.line;
    if (is_comment_or_blank(line)) continue;
    PageSentence sentence = read_sentence(line, place);
    const std::string previous = sentences.empty() ? std::string() : sentences.back().name;
    if (!follows(sentence.name, previous)) fail(place, quoted(sentence.name) + " does not follow " + quoted(previous));
    sentences.push_back(std::move(sentence));
  }
  return sentences;
}

}  // namespace certlife::model
