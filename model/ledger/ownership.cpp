#include "model/ledger/ownership.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace certlife::model {
namespace {

template <class Word>
using Words = std::pair<std::string_view, Word>;

constexpr std::array<Words<OwnershipEffect>, 5> effects{{
    {"acquires", OwnershipEffect::acquires},
    {"releases", OwnershipEffect::releases},
    {"consumes", OwnershipEffect::consumes},
    {"borrows", OwnershipEffect::borrows},
    {"holds", OwnershipEffect::holds},
}};
constexpr std::array<Words<Passing>, 3> passings{{{"in", Passing::in}, {"out", Passing::out}, {"inout", Passing::inout}}};
constexpr std::array<Words<ResultForm>, 5> results{{
    {"BOOL", ResultForm::boolean},
    {"handle", ResultForm::handle},
    {"status", ResultForm::status},
    {"number", ResultForm::number},
    {"void", ResultForm::nothing},
}};
constexpr std::array<std::string_view, 10> modules{"crypt32",  "advapi32", "ncrypt",  "bcrypt",  "cryptui",
                                                   "wintrust", "secur32",  "winhttp", "wininet", "kernel32"};
constexpr std::array<std::string_view, 29> things{
    "store", "certificate", "crl", "ctl", "context", "entry",
    "chain", "chain list", "chain engine", "ocsp response", "ocsp response context",
    "message", "csp", "key", "hash", "csp or ncrypt key",
    "provider", "ncrypt key", "ncrypt object", "secret", "bcrypt key",
    "default context", "memory", "trust state", "trust data", "signing result",
    "credentials", "security context", "internet handle"};

template <class Table>
bool is_in(const Table& table, std::string_view word) {
  return std::find(table.begin(), table.end(), word) != table.end();
}

template <class Table, class Word>
std::string_view word_in(const Table& table, Word wanted) {
  for (const auto& [word, value] : table) {
    if (value == wanted) return word;
  }
  return "?";
}

bool is_word(std::string_view text) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  const auto may_follow = [&](char c) { return is_letter(c) || (c >= '0' && c <= '9'); };
  return !text.empty() && is_letter(text.front()) && std::all_of(text.begin(), text.end(), may_follow);
}

// One file being read. What is looked at is always a part of the line, so that its column is known.
class OwnershipReader {
 public:
  explicit OwnershipReader(std::string_view file) : place_{std::string(file), 0} {}

  void read(std::string_view line) {
    ++place_.line;
    line_ = line;
    for (const char c : line) {
      if (static_cast<unsigned char>(c) < ' ') refuse(line, "there is a control character");
    }
    if (is_in_list_) return read_list(trimmed(line));
    if (is_comment_or_blank(line)) return;
    if (line.front() != ' ') return read_heading();
    if (functions_.empty()) refuse(line, "a row before the first function");
    if (trimmed(line).starts_with('(')) return begin_list(trimmed(line));
    if (!has_list_) refuse(line, "expected the list of parameters");
    functions_.back().rows.push_back(read_row());
    check_row(functions_.back(), functions_.back().rows.back());
  }

  std::vector<OwnedFunction> finish() {
    end_function();
    return std::move(functions_);
  }

 private:
  Place place_of(std::string_view part) const {
    Place place = place_;
    const bool is_of_the_line = part.data() >= line_.data() && part.data() <= line_.data() + line_.size();
    place.column = is_of_the_line ? static_cast<int>(part.data() - line_.data()) + 1 : 1;
    return place;
  }
  [[noreturn]] void refuse(std::string_view part, const std::string& message) const { fail(place_of(part), message); }

  template <class Table>
  auto value_in(const Table& table, std::string_view word, const char* what) const {
    for (const auto& [name, value] : table) {
      if (name == word) return value;
    }
    refuse(word, quoted(word) + " is no " + what);
  }

  // --- Functions -----------------------------------------------------------------------------------------------------

  void end_function() const {
    if (!functions_.empty() && !has_list_) fail(functions_.back().place, functions_.back().name + " has no list of parameters");
    if (is_in_list_) fail(functions_.back().place, functions_.back().name + ": its list of parameters has no end");
  }

  // "NAME  MODULE  RESULT  SOURCES".
  void read_heading() {
    end_function();
    const auto columns = columns_of(line_);
    if (columns.size() != 4) refuse(line_, "expected function, module, result and sources, two blanks apart");
    OwnedFunction function;
    const auto suffixes = columns[0].find("{A,W}");
    function.has_a_and_w = suffixes != std::string_view::npos && suffixes + 5 == columns[0].size();
    function.name = function.has_a_and_w ? columns[0].substr(0, suffixes) : columns[0];
    if (!is_word(function.name)) refuse(columns[0], quoted(columns[0]) + " is no name of a function");
    if (!is_in(modules, columns[1])) refuse(columns[1], quoted(columns[1]) + " is no module");
    function.module = columns[1];
    function.result = value_in(results, columns[2], "form of a result");
    function.sources = parse_sources(columns[3], place_of(columns[3]));
    function.place = place_;
    functions_.push_back(std::move(function));
    has_list_ = false;
  }

  void begin_list(std::string_view text) {
    if (has_list_) refuse(text, "a second list of parameters");
    has_list_ = is_in_list_ = true;
    read_list(text.substr(1));
  }

  void read_list(std::string_view text) {
    is_in_list_ = !text.ends_with(')');
    if (!is_in_list_) text.remove_suffix(1);
    if (trimmed(text).empty()) return;
    if (is_in_list_ && !text.ends_with(',')) refuse(text, "the list of parameters has no end");
    if (is_in_list_) text.remove_suffix(1);
    for (const std::string_view part : split(text, ",")) read_parameter(part);
  }

  void read_parameter(std::string_view text) {
    OwnershipParameter parameter;
    const auto blank = text.find(' ');
    const std::string_view mark = blank == std::string_view::npos ? std::string_view() : text.substr(0, blank);
    const std::string_view name = mark.empty() ? text : trimmed(text.substr(blank));
    parameter.is_struct = mark == "struct";
    if (!mark.empty() && !parameter.is_struct) parameter.passing = value_in(passings, mark, "way to pass a parameter");
    parameter.name = name;
    if (!is_word(name) || name == result_path) refuse(name, quoted(name) + " is no name of a parameter");
    if (functions_.back().find(name)) refuse(name, quoted(name) + " is there already");
    functions_.back().parameters.push_back(std::move(parameter));
  }

  // --- Rows ----------------------------------------------------------------------------------------------------------

  // "PARAMETER  EFFECT  THING  EVIDENCE  [CONDITION]  [(REMARK)]".
  OwnershipRow read_row() const {
    const auto columns = columns_of(line_);
    if (columns.size() < 4 || columns.size() > 6)
      refuse(line_, "expected parameter, effect, thing, evidence, condition and (remark), two blanks apart");
    OwnershipRow row;
    row.place = place_;
    row.path = read_path(columns[0]);
    row.effect = value_in(effects, columns[1], "effect");
    read_thing(columns[2], row);
    const auto evidence = evidence_called(columns[3]);
    if (!evidence) refuse(columns[3], quoted(columns[3]) + " is no evidence");
    row.evidence = *evidence;
    if (!is_backed(row.evidence, functions_.back().sources)) refuse(columns[3], "no source of the function backs this evidence");
    for (std::size_t i = 4; i < columns.size(); ++i) {
      const bool is_last = i + 1 == columns.size();
      if (is_last && columns[i].starts_with('(') && columns[i].ends_with(')')) row.remark = columns[i].substr(1, columns[i].size() - 2);
      else if (i == 4) read_condition(columns[i], row);
      else refuse(columns[i], "expected a remark in parentheses");
    }
    return row;
  }

  // A parameter or a member of what it points to.
  std::string read_path(std::string_view text) const {
    const auto parts = split(text, "->");
    const bool is_known = text == result_path || functions_.back().find(parts.front());
    if (!is_known || !std::all_of(parts.begin(), parts.end(), is_word))
      refuse(text, quoted(text) + " is no parameter of " + functions_.back().name);
    return std::string(text);
  }

  // "THING", "THING by HOLDER", "THING of OWNER", "THING, changed".
  void read_thing(std::string_view text, OwnershipRow& row) const {
    std::string_view thing = text;
    constexpr std::string_view changed = ", changed";
    row.changes = thing.ends_with(changed);
    if (row.changes) thing.remove_suffix(changed.size());
    const std::string_view between = row.effect == OwnershipEffect::holds ? " by " : " of ";
    const auto at = thing.find(between);
    if (at != std::string_view::npos) {
      row.other = read_path(thing.substr(at + between.size()));
      thing = thing.substr(0, at);
    }
    if (!is_in(things, thing)) refuse(thing, quoted(thing) + " is no thing");
    row.thing = thing;
    if ((row.effect == OwnershipEffect::holds) != (at != std::string_view::npos) && row.effect != OwnershipEffect::borrows)
      refuse(text, "exactly what is held has a holder");
    if (row.changes && row.effect != OwnershipEffect::borrows) refuse(text, "only what is borrowed is changed");
  }

  // "if TERM and TERM unless TERM and TERM".
  void read_condition(std::string_view text, OwnershipRow& row) const {
    constexpr std::string_view if_ = "if ", unless = "unless ";
    const auto second = text.find(" unless ");
    const std::string_view first = text.substr(0, second);
    if (first.starts_with(if_)) row.all_of = read_terms(first.substr(if_.size()));
    else if (first.starts_with(unless) && second == std::string_view::npos) row.unless = read_terms(first.substr(unless.size()));
    else refuse(text, "expected \"if …\", \"unless …\" or a remark in parentheses");
    if (second != std::string_view::npos) row.unless = read_terms(text.substr(second + 1 + unless.size()));
  }

  std::vector<OwnershipTerm> read_terms(std::string_view text) const {
    std::vector<OwnershipTerm> terms;
    for (const std::string_view part : split(text, " and ")) terms.push_back(read_term(part));
    return terms;
  }

  OwnershipTerm read_term(std::string_view text) const {
    using Test = OwnershipTerm::Test;
    const auto words = split(text, " ");
    if (words.size() != 3 || (words[1] != "has" && words[1] != "is")) refuse(text, "expected \"PARAMETER has FLAG=0x…\" or \"PARAMETER is VALUE=0x…\"");
    OwnershipTerm term{read_path(words[0]), Test::has_flag, {}, 0};
    if (words[1] == "is") term.test = words[2] == "TRUE" ? Test::is_true : words[2] == "NULL" ? Test::is_null : Test::is_value;
    if (term.test == Test::is_true || term.test == Test::is_null) return term;
    const auto sign = words[2].find("=0x");
    if (sign == std::string_view::npos) refuse(words[2], "the number of " + quoted(words[2]) + " is missing");
    term.name = words[2].substr(0, sign);
    term.value = read_number(words[2].substr(sign + 3));
    if (!is_word(term.name)) refuse(words[2], quoted(words[2]) + " is no name of a value");
    return term;
  }

  std::uint32_t read_number(std::string_view digits) const {
    constexpr std::string_view hexadecimal = "0123456789ABCDEF";
    if (digits.empty() || digits.size() > 8) refuse(digits, "expected a number of 32 bits");
    std::uint32_t number = 0;
    for (const char digit : digits) {
      const auto value = hexadecimal.find(digit);
      if (value == std::string_view::npos) refuse(digits, quoted(digits) + " is no number");
      number = number * 16 + static_cast<std::uint32_t>(value);
    }
    return number;
  }

  // What makes no sense, and what is there already.
  void check_row(const OwnedFunction& function, const OwnershipRow& row) const {
    const bool comes_back = row.is_result() || (function.find(row.path) && function.find(row.path)->passing != Passing::in);
    const bool gives = row.effect == OwnershipEffect::acquires || row.effect == OwnershipEffect::borrows;
    if (row.is_result() && !gives) refuse(line_, "a result is acquired or borrowed");
    if (row.effect == OwnershipEffect::borrows && !row.other.empty() && !comes_back && row.path.find("->") == std::string::npos)
      refuse(line_, "only what comes back is borrowed of another thing");
    const auto is_the_same = [&](const OwnershipRow& other) {
      return &other != &row && other.path == row.path && other.effect == row.effect && condition_of(other) == condition_of(row);
    };
    if (std::any_of(function.rows.begin(), function.rows.end(), is_the_same)) refuse(line_, "the same effect under the same condition twice");
  }

  Place place_;
  std::string_view line_;
  std::vector<OwnedFunction> functions_;
  bool has_list_ = false, is_in_list_ = false;
};

std::string text_of(const OwnershipTerm& term) {
  static constexpr char digits[] = "0123456789ABCDEF";
  using Test = OwnershipTerm::Test;
  if (term.test == Test::is_true) return term.path + " is TRUE";
  if (term.test == Test::is_null) return term.path + " is NULL";
  std::string number;
  for (std::uint32_t rest = term.value; rest || number.empty(); rest /= 16) number.insert(number.begin(), digits[rest % 16]);
  return term.path + (term.test == Test::has_flag ? " has " : " is ") + term.name + "=0x" + number;
}

std::string text_of(std::string_view begin, const std::vector<OwnershipTerm>& terms) {
  std::string text;
  for (const OwnershipTerm& term : terms) (text += text.empty() ? begin : " and ") += text_of(term);
  return text;
}

}  // namespace

const OwnershipParameter* OwnedFunction::find(std::string_view parameter) const {
  const auto found = std::find_if(parameters.begin(), parameters.end(), [&](const auto& each) { return each.name == parameter; });
  return found == parameters.end() ? nullptr : &*found;
}

std::string_view to_string(OwnershipEffect effect) { return word_in(effects, effect); }
std::string_view to_string(Passing passing) { return word_in(passings, passing); }
std::string_view to_string(ResultForm result) { return word_in(results, result); }
bool is_thing(std::string_view word) { return is_in(things, word); }

std::string condition_of(const OwnershipRow& row) {
  const std::string first = text_of("if ", row.all_of), second = text_of("unless ", row.unless);
  return first + (first.empty() || second.empty() ? "" : " ") + second;
}

std::vector<OwnedFunction> parse_ownership(std::string_view file, std::string_view text) {
  OwnershipReader reader(file);
  for (const std::string_view line : lines_of(text)) reader.read(line);
  return reader.finish();
}

void check_no_function_is_there_twice(const std::vector<OwnedFunction>& functions) {
  std::set<std::string> names;
  for (const OwnedFunction& function : functions) {
    for (const std::string_view suffix : {"", "A", "W"}) {
      if (!suffix.empty() && !function.has_a_and_w) continue;
      if (!names.insert(function.name + std::string(suffix)).second) fail(function.place, function.name + " is there already");
    }
  }
}

const OwnedFunction* find_function(const std::vector<OwnedFunction>& functions, std::string_view name) {
  const auto is_meant = [&](const OwnedFunction& each) {
    if (each.name == name) return true;
    return each.has_a_and_w && name.size() == each.name.size() + 1 && name.starts_with(each.name) && (name.back() == 'A' || name.back() == 'W');
  };
  const auto found = std::find_if(functions.begin(), functions.end(), is_meant);
  return found == functions.end() ? nullptr : &*found;
}

}  // namespace certlife::model
