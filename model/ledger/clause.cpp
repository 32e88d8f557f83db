#include "model/ledger/clause.h"

#include <algorithm>
#include <array>
#include <utility>

namespace certlife::model {
namespace {

template <class Kind>
using Names = std::pair<std::string_view, Kind>;

constexpr std::array<Names<Modality>, 5> modalities{{
    {"must", Modality::must},
    {"may", Modality::may},
    {"undefined", Modality::undefined},
    {"open", Modality::open},
    {"informative", Modality::informative},
}};

constexpr std::array<Names<Evidence>, 5> evidences{{
    {"windows-tested", Evidence::windows_tested},
    {"header", Evidence::header},
    {"documented", Evidence::documented},
    {"relied-on", Evidence::relied_on},
    {"inferred", Evidence::inferred},
}};

// How a source is written, and whether a name follows.
struct SourceForm {
  std::string_view word;
  Source::Kind kind;
  bool has_name;
};

constexpr std::array<SourceForm, 6> source_forms{{
    {"page:", Source::Kind::page, true},
    {"header", Source::Kind::header, false},
    {"windows test", Source::Kind::windows_test, true},
    {"docs", Source::Kind::docs, true},
    {"application", Source::Kind::application, true},
    {"inference", Source::Kind::inference, false},
}};

template <class Table, class Kind>
std::string_view name_in(const Table& table, Kind kind) {
  for (const auto& [name, value] : table) {
    if (value == kind) return name;
  }
  return "?";
}

template <class Table>
auto value_in(const Table& table, std::string_view word, const Place& place, const char* what) {
  for (const auto& [name, value] : table) {
    if (name == word) return value;
  }
  fail(place, quoted(word) + " is no " + what);
}

const SourceForm& form_of(Source::Kind kind) {
  return *std::find_if(source_forms.begin(), source_forms.end(),
                       [&](const SourceForm& form) { return form.kind == kind; });
}

const SourceForm* form_at_start_of(std::string_view text) {
  for (const SourceForm& form : source_forms) {
    if (text.starts_with(form.word)) return &form;
  }
  return nullptr;
}

std::vector<Source> parse_source(std::string_view text, const Place& place) {
  const SourceForm* form = form_at_start_of(text);
  if (!form) fail(place, quoted(text) + " is no source");
  const std::string_view name = trimmed(text.substr(form->word.size()));
  if (name.empty() == form->has_name) fail(place, "the source " + quoted(text) + " has a name too few or too many");
  std::vector<Source> sources;
  for (const std::string_view part : split(name, ",")) {
    if (part.empty() && form->has_name) fail(place, "an empty name among " + quoted(text));
    sources.push_back({form->kind, std::string(part)});
  }
  return sources;
}

constexpr std::string_view dot = "·";
constexpr std::string_view attribution_start = "from ";
constexpr std::string_view choice_start = "choice:";
constexpr std::string_view probe_start = "probe:";
constexpr std::string_view open_start = "OPEN: ";

void check_choice_against_modality(const Clause& clause) {
  const bool open = clause.modality == Modality::open;
  if (open != clause.choice.has_value()) fail(clause.place, clause.id + ": exactly the open clauses have a choice");
  if (open != clause.text.starts_with(open_start))
    fail(clause.place, clause.id + ": exactly the open clauses begin with OPEN:");
}

Aspect probe_called(std::string_view word, const Place& place) {
  const auto found = std::find(words_of_traces.begin(), words_of_traces.end(), word);
  const auto aspect = static_cast<Aspect>(found - words_of_traces.begin());
  if (found == words_of_traces.end() || !needs_a_probe(aspect)) fail(place, quoted(word) + " is no probe");
  return aspect;
}

// What stands behind the modality.
void read_rest(Clause& clause, std::string_view part) {
  const bool is_choice = part.starts_with(choice_start), is_probe = part.starts_with(probe_start);
  if ((!is_choice && !is_probe) || (is_choice && clause.choice) || clause.probe) fail(clause.place, clause.id + ": expected choice: NAME or probe: NAME");
  if (is_choice) clause.choice = trimmed(part.substr(choice_start.size()));
  else clause.probe = probe_called(trimmed(part.substr(probe_start.size())), clause.place);
}

// "from SOURCE; SOURCE · evidence · modality [· choice: NAME] [· probe: NAME]".
void read_attribution(Clause& clause, std::string_view text) {
  const auto parts = split(text.substr(attribution_start.size()), dot);
  if (parts.size() < 3 || parts.size() > 5)
    fail(clause.place, clause.id + ": expected sources · evidence · modality");
  clause.sources = parse_sources(parts[0], clause.place);
  clause.evidence = value_in(evidences, parts[1], clause.place, "evidence");
  clause.modality = value_in(modalities, parts[2], clause.place, "modality");
  for (std::size_t rest = 3; rest < parts.size(); ++rest) read_rest(clause, parts[rest]);
  if (!is_backed(clause.evidence, clause.sources)) fail(clause.place, clause.id + ": no source backs its evidence");
  check_choice_against_modality(clause);
}

// Collects the lines of a clause and closes it when the next begins.
class ClauseReader {
 public:
  ClauseReader(ClauseGroup& group, std::string_view file) : group_(group), file_(file) {}

  void read(std::string_view line, int number) {
    if (is_comment_or_blank(line)) return finish();
    if (line.front() != ' ') return begin(line, number);
    if (text_.empty()) fail({file_, number}, "an indented line that continues no clause");
    const std::string_view content = trimmed(line);
    append(content.starts_with(attribution_start) || !attribution_.empty() ? attribution_ : text_, content);
  }

  void finish() {
    if (text_.empty()) return;
    if (attribution_.empty()) fail(clause_.place, clause_.id + " does not say where it is from");
    clause_.text = std::move(text_);
    read_attribution(clause_, attribution_);
    group_.clauses.push_back(std::move(clause_));
    clause_ = {};
    text_.clear();
    attribution_.clear();
  }

 private:
  static void append(std::string& whole, std::string_view part) {
    if (!whole.empty()) whole += ' ';
    whole += part;
  }

  void begin(std::string_view line, int number) {
    finish();
    const auto end = std::min(line.find(' '), line.size());
    const std::string_view id = line.substr(0, end);
    if (!is_clause_id(id)) fail({file_, number}, quoted(id) + " is no clause id");
    clause_.id = id;
    clause_.place = {file_, number};
    text_ = trimmed(line.substr(end));
    if (text_.empty()) fail(clause_.place, clause_.id + " says nothing");
  }

  ClauseGroup& group_;
  std::string file_;
  Clause clause_{};
  std::string text_;
  std::string attribution_;
};

std::string heading_of(const std::vector<std::string_view>& lines) {
  std::string heading;
  for (const std::string_view line : lines) {
    if (!line.starts_with("#")) break;
    if (!heading.empty()) heading += ' ';
    heading += trimmed(line.substr(1));
  }
  return heading;
}

}  // namespace

std::string_view to_string(Modality modality) { return name_in(modalities, modality); }
std::string_view to_string(Evidence evidence) { return name_in(evidences, evidence); }

std::optional<Evidence> evidence_called(std::string_view word) {
  const auto found = std::find_if(evidences.begin(), evidences.end(), [&](const auto& each) { return each.first == word; });
  return found == evidences.end() ? std::nullopt : std::optional(found->second);
}

std::string to_string(const Source& source) {
  const SourceForm& form = form_of(source.kind);
  return std::string(form.word) + (form.has_name ? " " + source.name : "");
}

std::string to_string(const std::vector<Source>& sources) {
  std::string text;
  bool after_page = false;
  for (const Source& source : sources) {
    const bool page = source.kind == Source::Kind::page;
    if (!text.empty()) text += page && after_page ? ", " : "; ";
    text += page && after_page ? source.name : to_string(source);
    after_page = page;
  }
  return text;
}

bool is_from_the_page(const Clause& clause) {
  return std::any_of(clause.sources.begin(), clause.sources.end(),
                     [](const Source& source) { return source.kind == Source::Kind::page; });
}

std::string_view prefix_of(std::string_view id) { return id.substr(0, id.find('-')); }

bool is_clause_id(std::string_view text) {
  const auto dash = text.find('-');
  if (dash == std::string_view::npos || dash < 2 || dash + 1 == text.size()) return false;
  const auto all = [](std::string_view part, char low, char high) {
    return std::all_of(part.begin(), part.end(), [=](char c) { return low <= c && c <= high; });
  };
  return all(text.substr(0, dash), 'A', 'Z') && all(text.substr(dash + 1), '0', '9') && text[dash + 1] != '0';
}

bool is_observable(const Clause& clause) { return clause.modality == Modality::must || clause.modality == Modality::open; }

std::vector<Source> parse_sources(std::string_view text, const Place& place) {
  std::vector<Source> sources;
  for (const std::string_view part : split(text, ";")) {
    for (Source& source : parse_source(part, place)) {
      if (std::find(sources.begin(), sources.end(), source) != sources.end()) fail(place, "the same source twice");
      sources.push_back(std::move(source));
    }
  }
  return sources;
}

bool is_backed(Evidence evidence, const std::vector<Source>& sources) {
  const auto any = [&](auto... kinds) {
    return std::any_of(sources.begin(), sources.end(),
                       [&](const Source& source) { return ((source.kind == kinds) || ...); });
  };
  // clang-format off
  switch (evidence) {
    case Evidence::windows_tested: return any(Source::Kind::windows_test);
    case Evidence::header:         return any(Source::Kind::header);
    case Evidence::documented:     return any(Source::Kind::page, Source::Kind::docs);
    case Evidence::relied_on:      return any(Source::Kind::application);
    case Evidence::inferred:       return true;
  }
  // clang-format on
  return false;
}

ClauseGroup parse_clause_file(std::string_view file, std::string_view text) {
  const auto lines = lines_of(text);
  ClauseGroup group{std::string(file.substr(0, file.find('.'))), heading_of(lines), {}};
  if (group.heading.empty()) fail({std::string(file), 1}, "the file does not begin with the functions it is about");
  ClauseReader reader(group, file);
  int number = 0;
  for (const std::string_view line : lines) reader.read(line, ++number);
  reader.finish();
  return group;
}

}  // namespace certlife::model
