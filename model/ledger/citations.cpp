#include "model/ledger/citations.h"

#include <algorithm>
#include <array>
#include <utility>

#include "model/ledger/clause.h"

namespace certlife::model {
namespace {

using Role = Citation::Role;

constexpr std::array<std::pair<std::string_view, Role>, 5> roles{{
    {"rule", Role::rule},
    {"claim", Role::claim},
    {"test", Role::test},
    {"windows", Role::windows},
    {"mention", Role::mention},
}};

std::string_view name_of(Role role) {
  return std::find_if(roles.begin(), roles.end(), [&](const auto& row) { return row.second == role; })->first;
}

Role role_named(std::string_view word, const Place& place) {
  for (const auto& [name, role] : roles) {
    if (name == word) return role;
  }
  fail(place, quoted(word) + " is no role");
}

struct CitedId {
  std::string_view id;
  bool as_open;
};

// "CLOSE-6, CLOSE-9 OPEN" or "CLOSE-6 CLOSE-9": the ids if the text is nothing but such a list, else none.
std::vector<CitedId> id_list(std::string_view text) {
  std::vector<CitedId> ids;
  for (const std::string_view part : split(text, ",")) {
    for (const std::string_view word : split(part, " ")) {
      const bool marks_open = word == "OPEN" && !ids.empty();
      if (!marks_open && !is_clause_id(word)) return {};
      if (marks_open) ids.back().as_open = true;
      else ids.push_back({word, false});
    }
  }
  return ids;
}

void append(std::vector<CitedId>& all, const std::vector<CitedId>& more) {
  all.insert(all.end(), more.begin(), more.end());
}

// The lists between each opening and the next closing mark on the line.
std::vector<CitedId> lists_between(std::string_view line, char opening, char closing) {
  std::vector<CitedId> ids;
  for (auto begin = line.find(opening); begin != std::string_view::npos;) {
    const auto end = line.find(closing, begin + 1);
    if (end == std::string_view::npos) break;
    const auto found = id_list(line.substr(begin + 1, end - begin - 1));
    append(ids, found);
    begin = found.empty() ? line.find(opening, begin + 1) : line.find(opening, end + 1);
  }
  return ids;
}

// "// CLOSE-6, CLOSE-8." or "// CLOSE-6: why"; prose that merely begins with an id cites nothing.
std::vector<CitedId> comment_list(std::string_view line) {
  const std::string_view content = trimmed(line);
  if (!content.starts_with("//")) return {};
  return id_list(trimmed(content.substr(2, content.find_first_of(":.", 2) - 2)));
}

std::vector<CitedId> ids_on(std::string_view line, Role role) {
  std::vector<CitedId> ids;
  if (role != Role::test) append(ids, lists_between(line, '[', ']'));
  if (role == Role::rule || role == Role::claim) append(ids, lists_between(line, '"', '"'));
  if (role == Role::claim || role == Role::test) append(ids, comment_list(line));
  return ids;
}

bool is_word_character(char c) {
  return c == '_' || ('0' <= c && c <= '9') || ('A' <= c && c <= 'Z') || ('a' <= c && c <= 'z');
}

std::string_view last_word(std::string_view text) {
  text = trimmed(text);
  auto begin = text.size();
  while (begin > 0 && is_word_character(text[begin - 1])) --begin;
  return text.substr(begin);
}

constexpr std::array<std::string_view, 6> test_macros{"TEST",       "TEST_F",        "TEST_P",
                                                      "TYPED_TEST", "RC_GTEST_PROP", "RC_GTEST_FIXTURE_PROP"};

constexpr std::array<std::string_view, 6> not_functions{"if", "for", "while", "switch", "static_assert", "return"};

template <std::size_t Size>
bool is_one_of(const std::array<std::string_view, Size>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// Follows which function or test case the lines belong to.
class NameTracker {
 public:
  explicit NameTracker(std::string_view path) {
    const auto slash = path.rfind('/');
    const std::string_view file = path.substr(slash == std::string_view::npos ? 0 : slash + 1);
    stem_ = file.substr(0, file.find('.'));
    name_ = stem_;
  }

  // True if the line begins a function, a type or a test case, whose name is known from then on.
  bool read(std::string_view line) {
    if (!macro_arguments_.empty()) return read_macro(line);
    if (line.starts_with("struct ")) return read_type(line);
    const auto parenthesis = line.find('(');
    if (line.empty() || parenthesis == std::string_view::npos || !is_word_character(line.front())) return false;
    const std::string_view word = last_word(line.substr(0, parenthesis));
    if (is_one_of(test_macros, word)) return read_macro(line.substr(parenthesis + 1));
    if (word.empty() || is_one_of(not_functions, word) || line.starts_with("namespace")) return false;
    name_ = word == "main" ? stem_ : std::string(word);
    return true;
  }

  const std::string& name() const { return name_; }

 private:
  bool read_type(std::string_view line) {
    name_ = last_word(line.substr(0, line.find_first_of("{:;<")));
    return true;
  }

  // The suite and the case may stand on several lines.
  bool read_macro(std::string_view line) {
    macro_arguments_ += ' ';
    macro_arguments_ += line;
    const auto arguments = split(std::string_view(macro_arguments_).substr(0, macro_arguments_.find(')')), ",");
    if (arguments.size() < 2 || arguments[1].empty()) return false;
    name_ = std::string(arguments[0]) + "." + std::string(arguments[1]);
    macro_arguments_.clear();
    return true;
  }

  std::string stem_;
  std::string name_;
  std::string macro_arguments_;
};

bool is_margin_comment(std::string_view line) { return line.starts_with("//"); }

// A file of programs: a line "# CLOSE-1, CLOSE-2", then the title of the program for these clauses, then its calls.
std::vector<Citation> citations_in_programs(std::string_view path, std::string_view text) {
  std::vector<Citation> citations;
  std::vector<CitedId> cited;
  for (const std::string_view line : lines_of(text)) {
    if (line.starts_with('#')) cited = id_list(trimmed(line.substr(1)));
    if (line.empty() || line.starts_with('#') || line.starts_with(' ')) continue;
    const std::string title(line.substr(0, line.rfind(':')));
    for (const auto& [id, as_open] : cited) citations.push_back({std::string(id), Role::test, std::string(path), title, as_open});
    cited.clear();
  }
  return citations;
}

// A trace of what Windows was seen to do: "clauses":["CLOSE-1","CLOSE-2"] and "title":"…" in its first line.
std::vector<Citation> citations_in_windows_trace(std::string_view path, std::string_view text) {
  constexpr std::string_view clauses = "\"clauses\":[", title = "\"title\":\"";
  const std::string_view first = text.substr(0, text.find('\n'));
  const auto title_at = first.find(title), clauses_at = first.find(clauses);
  if (title_at == std::string_view::npos || clauses_at == std::string_view::npos) return {};
  const std::string_view from_title = first.substr(title_at + title.size()), from_clauses = first.substr(clauses_at + clauses.size());
  const std::string name(from_title.substr(0, from_title.find('"')));
  std::vector<Citation> citations;
  for (const auto& [id, as_open] : lists_between(from_clauses.substr(0, from_clauses.find(']')), '"', '"'))
    citations.push_back({std::string(id), Role::windows, std::string(path), name, as_open});
  return citations;
}

}  // namespace

Citation::Role role_of(std::string_view path) {
  const auto slash = path.rfind('/');
  const std::string_view file = slash == std::string_view::npos ? path : path.substr(slash + 1);
  const std::string_view stem = file.substr(0, file.find('.'));
  const bool in_tests = path.starts_with("tests/") || path.find("/tests/") != std::string_view::npos;
  if (in_tests || stem.ends_with("_test")) return Role::test;
  if (path.starts_with("model/rules/")) return Role::rule;
  if (path.starts_with("model/invariants/") || path.starts_with("proofs/")) return Role::claim;
  return Role::mention;
}

std::vector<Citation> citations_in(std::string_view path, std::string_view text) {
  if (path.ends_with(".programs")) return citations_in_programs(path, text);
  if (path.starts_with("model/trace/windows/")) return citations_in_windows_trace(path, text);
  const Role role = role_of(path);
  NameTracker tracker(path);
  std::vector<Citation> citations;
  std::vector<std::size_t> waiting;  // Comments at the margin, until the name of what follows is known.
  for (const std::string_view line : lines_of(text)) {
    if (tracker.read(line)) {
      for (const std::size_t index : waiting) citations[index].name = tracker.name();
      waiting.clear();
    }
    for (const auto& [id, as_open] : ids_on(line, role)) {
      if (is_margin_comment(line)) waiting.push_back(citations.size());
      citations.push_back({std::string(id), role, std::string(path), tracker.name(), as_open});
    }
  }
  return citations;
}

std::string to_table(std::vector<Citation> citations) {
  std::sort(citations.begin(), citations.end());
  citations.erase(std::unique(citations.begin(), citations.end()), citations.end());
  std::string table;
  for (const auto& [id, role, file, name, as_open] : citations) {
    table += id + "  " + std::string(name_of(role)) + "  " + file + "  " + name + (as_open ? "  OPEN" : "") + "\n";
  }
  return table;
}

std::vector<Citation> parse_citation_table(std::string_view file, std::string_view text) {
  std::vector<Citation> citations;
  Place place{std::string(file), 0};
  for (const std::string_view line : lines_of(text)) {
    ++place.line;
    if (is_comment_or_blank(line)) continue;
    const auto columns = columns_of(line);
    const bool as_open = columns.size() == 5 && columns[4] == "OPEN";
    if (columns.size() != 4 && !as_open) fail(place, "expected id  role  file  name");
    if (!is_clause_id(columns[0])) fail(place, quoted(columns[0]) + " is no clause id");
    citations.push_back({std::string(columns[0]), role_named(columns[1], place), std::string(columns[2]),
                         std::string(columns[3]), as_open});
  }
  return citations;
}

}  // namespace certlife::model
