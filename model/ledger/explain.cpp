#include "model/ledger/explain.h"

#include "model/joined.h"

#include <algorithm>
#include <cctype>
#include <map>

namespace certlife::model {
namespace {

constexpr std::size_t page_width = 118;
constexpr std::size_t label_width = 12;

std::string padded(std::string_view text, std::size_t width) {
  std::string result(text);
  // A label that fills its column still gets a blank behind it.
  result.append(text.size() < width ? width - text.size() : 1, ' ');
  return result;
}

// Breaks the text between words and indents every line but the first.
std::string wrapped(std::string_view text, std::size_t indent) {
  std::string result;
  std::size_t column = indent;
  for (const std::string_view word : split(text, " ")) {
    if (column > indent && column + 1 + word.size() > page_width) {
      result += '\n';
      result.append(indent, ' ');
      column = indent;
    }
    if (column > indent) {
      result += ' ';
      ++column;
    }
    result += word;
    column += word.size();
  }
  return result;
}

std::string entry(std::string_view label, std::string_view text) {
  return padded("", 2) + padded(label, label_width - 2) + wrapped(text, label_width) + "\n";
}

std::string_view meaning_of(Evidence evidence) {
  // clang-format off
  switch (evidence) {
    case Evidence::windows_tested: return "asserted by a test that passes on Windows";
    case Evidence::header:         return "stated by the header of the SDK";
    case Evidence::documented:     return "stated by a documentation page";
    case Evidence::relied_on:      return "programs in wide use depend on it";
    case Evidence::inferred:       return "it follows from the other sources, none states it";
  }
  // clang-format on
  return "";
}

std::string value_text(const ChoiceRow& choice, std::string_view reading) {
  return value_under(choice, reading).value_or("free");
}

std::string explain_choice(const ChoiceRow& choice) {
  std::vector<std::string> values;
  for (const std::string_view reading : reading_names)
    values.push_back(std::string(reading) + " " + value_text(choice, reading));
  const std::string scope = choice.anew_at_each_call ? "anew at each call" : "the same through a whole trace";
  return entry("choice", choice.name + " = " + joined(choice.values, " or ") + ", " + scope) +
         entry("readings", joined(values, "; "));
}

std::string explain_page(const Ledger& ledger, const Clause& clause) {
  std::string text;
  for (const Source& source : clause.sources) {
    const PageSentence* sentence = source.kind == Source::Kind::page ? ledger.find_sentence(source.name) : nullptr;
    if (sentence) text += entry(text.empty() ? "page" : "", sentence->name + ": " + sentence->gist);
  }
  return text;
}

// What cites the clause, a line a file: "may_add, add_context in model/rules/add_context.h".
std::string explain_citations(const Ledger& ledger, const Clause& clause, std::string_view label, Citation::Role role) {
  std::map<std::string, std::vector<std::string>> names_per_file;
  for (const Citation* citation : ledger.citations_of(clause.id, role))
    names_per_file[citation->file].push_back(citation->name);
  std::string text;
  for (const auto& [file, names] : names_per_file) {
    text += entry(text.empty() ? label : "", joined(names, ", ") + " in " + file);
  }
  return text.empty() ? entry(label, "none") : text;
}

std::size_t widest_id(const ClauseGroup& group) {
  std::size_t width = 0;
  for (const Clause& clause : group.clauses) width = std::max(width, clause.id.size());
  return width;
}

std::string underlined(const std::string& heading) { return heading + "\n" + std::string(heading.size(), '-') + "\n"; }

// Whether in small letters or not.
bool has_word(std::string_view text, std::string_view word) {
  const auto same = [](unsigned char one, unsigned char other) { return std::tolower(one) == std::tolower(other); };
  return std::search(text.begin(), text.end(), word.begin(), word.end(), same) != text.end();
}

using Row = std::vector<std::string>;

std::string aligned(const std::vector<Row>& rows) {
  std::vector<std::size_t> widths(rows.front().size());
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  }
  std::string text;
  for (const Row& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) line += padded(row[i], widths[i] + 2);
    text += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
  }
  return text;
}

}  // namespace

std::string explain(const Ledger& ledger, const Clause& clause) {
  const std::size_t indent = clause.id.size() + 2;
  std::string text = clause.id + "  " + wrapped(clause.text, indent) + "\n";
  text += entry("modality", to_string(clause.modality));
  text += entry("evidence", std::string(to_string(clause.evidence)) + ": " + std::string(meaning_of(clause.evidence)));
  text += entry("sources", to_string(clause.sources));
  text += explain_page(ledger, clause);
  const ChoiceRow* choice = clause.choice ? ledger.find_choice(*clause.choice) : nullptr;
  if (choice) text += explain_choice(*choice);
  text += explain_citations(ledger, clause, "rule", Citation::Role::rule);
  text += explain_citations(ledger, clause, "claims", Citation::Role::claim);
  text += explain_citations(ledger, clause, "tests", Citation::Role::test);
  text += explain_citations(ledger, clause, "windows", Citation::Role::windows);
  return text;
}

std::string explain(std::string_view id) {
  const Clause* clause = Ledger::load().find(id);
  return clause ? explain(Ledger::load(), *clause) : std::string();
}

std::string explain_word(const Ledger& ledger, std::string_view word) {
  std::vector<const Clause*> about;
  for (const ClauseGroup& group : ledger.groups()) {
    const bool is_its_function = has_word(group.heading, word);
    for (const Clause& clause : group.clauses)
      if (is_its_function || clause.choice == word || has_word(clause.text, word)) about.push_back(&clause);
  }
  if (about.size() == 1) return explain(ledger, *about.front());
  std::string text;
  for (const Clause* clause : about) text += padded(clause->id, label_width) + wrapped(clause->text, label_width) + "\n";
  return text;
}

std::string list_clauses(const Ledger& ledger) {
  std::string text;
  for (const ClauseGroup& group : ledger.groups()) {
    if (!text.empty()) text += "\n";
    text += underlined(group.heading);
    const std::size_t indent = widest_id(group) + 2;
    for (const Clause& clause : group.clauses) {
      const std::string kind = std::string(to_string(clause.modality)) + ", " + std::string(to_string(clause.evidence));
      text += padded(clause.id, indent) + wrapped(clause.text + " (" + kind + ")", indent) + "\n";
    }
  }
  return text;
}

std::string list_readings(const Ledger& ledger) {
  std::vector<Row> rows{{"choice", "clause", "scope", "values"}};
  for (const std::string_view reading : reading_names) rows.front().emplace_back(reading);
  for (const ChoiceRow& choice : ledger.choices()) {
    Row row{choice.name, choice.clause, std::string(scope_of(choice)), joined(choice.values, ", ")};
    for (const std::string_view reading : reading_names) row.push_back(value_text(choice, reading));
    rows.push_back(std::move(row));
  }
  return aligned(rows);
}

}  // namespace certlife::model
