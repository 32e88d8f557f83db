#include "model/programs/program_file.h"

#include <algorithm>

#include "model/ledger/clause.h"
#include "model/trace/bad_input.h"
#include "model/trace/notation.h"
#include "model/trace/plain_text.h"

namespace certlife::conformance {
namespace {

using trace::BadInput;

struct TextLine {
  std::string_view text;
  std::size_t number;
};

std::vector<TextLine> lines_of(std::string_view text) {
  std::vector<TextLine> lines;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const auto end = text.find('\n');
    lines.push_back({text.substr(0, end), number});
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  }
  return lines;
}

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t") == std::string_view::npos; }

std::string replaced(std::string text, std::string_view what, std::string_view by) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
    text.replace(at, what.size(), by);
  return text;
}

// A program as it stands in the file.
struct Draft {
  std::vector<std::string> clauses;
  std::string title;
  std::vector<TextLine> calls;
};

class ProgramFileParser {
 public:
  ProgramFileParser(const std::string& file, std::string_view text) : file_(file), lines_(lines_of(text)) {}

  std::vector<TestProgram> parse() {
    for (const TextLine& line : lines_) take(line);
    finish();
    return std::move(programs_);
  }

 private:
  [[noreturn]] void fail(const TextLine& line, std::size_t column, const std::string& message) const {
    throw BadInput(file_, line.number, column, message);
  }

  void take(const TextLine& line) {
    if (is_blank(line.text)) return;
    if (line.text.starts_with("##")) return;  // a remark for people
    if (line.text.front() == '#') return clauses(line);
    if (line.text.front() == ' ') return call(line);
    title(line);
  }

  void clauses(const TextLine& line) {
    finish();
    constexpr std::string_view between = " ,\t";
    std::size_t begin = line.text.find_first_not_of(between, 1);
    while (begin != std::string_view::npos) {
      const auto end = std::min(line.text.find_first_of(between, begin), line.text.size());
      const std::string id(line.text.substr(begin, end - begin));
      if (!model::is_clause_id(id)) fail(line, begin + 1, "\"" + trace::excerpt(id) + "\" is no clause id");
      draft_.clauses.push_back(id);
      begin = line.text.find_first_not_of(between, end);
    }
    if (draft_.clauses.empty()) fail(line, 1, "a program begins with the clauses that it is for");
  }

  void title(const TextLine& line) {
    if (draft_.clauses.empty()) fail(line, 1, "a program begins with a line \"# CLAUSE\"");
    if (!draft_.title.empty()) fail(line, 1, "calls are indented, and a program begins with a line \"# CLAUSE\"");
    if (!line.text.ends_with(':')) fail(line, line.text.size(), "a title ends with a colon");
    draft_.title = line.text.substr(0, line.text.size() - 1);
  }

  void call(const TextLine& line) {
    if (draft_.title.empty()) fail(line, 1, "a program has a title before its calls");
    draft_.calls.push_back(line);
  }

  void finish() {
    if (draft_.clauses.empty()) return;
    if (draft_.calls.empty()) fail(lines_.back(), 1, "the program before has no calls");
    const bool calls_are = std::any_of(draft_.calls.begin(), draft_.calls.end(), [](const TextLine& line) { return is_of_each_kind(line.text); });
    if (!calls_are && draft_.title.find('{') == std::string::npos) expand(kind_words[0]);
    else for (const KindWords& kind : kind_words) expand(kind);
    draft_ = {};
  }

  void expand(const KindWords& kind) {
    TestProgram program{draft_.clauses, of_kind(draft_.title, kind), {}};
    for (const TextLine& line : draft_.calls) program.lines.push_back(line_of(line, of_kind(std::string(line.text), kind)));
    programs_.push_back(std::move(program));
  }

  trace::Line line_of(const TextLine& where, const std::string& text) const {
    try {
      return parse_call(text);
    } catch (const BadInput& error) {
      fail(where, error.column(), error.message());
    }
  }

  std::string file_;
  std::vector<TextLine> lines_;
  Draft draft_;
  std::vector<TestProgram> programs_;
};

}  // namespace

bool is_of_each_kind(std::string_view text) { return text.find("{k}") != std::string_view::npos || text.find("{K}") != std::string_view::npos; }

std::string of_kind(const std::string& text, const KindWords& kind) { return replaced(replaced(text, "{K}", kind.call), "{k}", kind.contents); }

std::string of_each_kind(const std::string& text, const KindWords& kind) {
  return replaced(replaced(text, kind.call, "{K}"), std::string(kind.contents) + ":", "{k}:");
}

std::vector<TestProgram> parse_programs(const std::string& file, std::string_view text) {
  return ProgramFileParser(file, text).parse();
}

}  // namespace certlife::conformance
