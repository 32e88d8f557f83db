#include "model/lifetimes/page_data.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <iterator>
#include <set>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "model/ledger/ledger.h"
#include "model/trace/plain_text.h"
#include "model/trace/writer.h"

namespace certlife::lifetimes {
namespace {

// Of a text that is plain already. No text can end the script element, or begin a comment in it.
void append_plain(std::string& to, std::string_view text) {
  std::string quoted;
  trace::append_quoted(quoted, text);
  for (const char character : quoted) {
    if (character == '<' || character == '>' || character == '&') fmt::format_to(std::back_inserter(to), "\\u{:04x}", static_cast<int>(character));
    else to += character;
  }
}

void append_text(std::string& to, std::string_view text) { append_plain(to, trace::plain_lines(text)); }

template <class Range, class Each>
void append_list(std::string& to, const Range& range, Each each) {
  to += '[';
  bool first = true;
  for (const auto& item : range) {
    if (!first) to += ',';
    first = false;
    each(item);
  }
  to += ']';
}

void append_number(std::string& to, std::int64_t number) {
  if (to.back() != '[') to += ',';
  to += std::to_string(number);
}

// Each text once, by the place at which it stands then.
class Texts {
 public:
  std::size_t place_of(std::string text) {
    const auto [at, is_new] = places_.try_emplace(std::move(text), all_.size());
    if (is_new) all_.push_back(at->first);
    return at->second;
  }
  const std::vector<std::string_view>& all() const { return all_; }

 private:
  std::unordered_map<std::string, std::size_t> places_;
  std::vector<std::string_view> all_;  // Of the map's keys, which stay where they are.
};

// In the texts of calls the name of the first, second, … event's object is this sign and a digit: calls that differ in names alone
// have one text. No plain text holds the sign.
constexpr char name_sign = '\x01';
constexpr std::size_t most_signs = 10;

bool is_of_a_word(char character) { return character == '_' || std::isalnum(static_cast<unsigned char>(character)) || (character & 0x80); }

// Which event's object is named here, as a whole word; none: the number of events.
std::size_t event_named(std::string_view text, std::size_t at, const std::vector<std::string>& names) {
  const auto is_here = [&](const std::string& name) {
    const bool fits = !name.empty() && text.compare(at, name.size(), name) == 0;
    return fits && (at + name.size() == text.size() || !is_of_a_word(text[at + name.size()]));
  };
  if (at > 0 && is_of_a_word(text[at - 1])) return names.size();
  return static_cast<std::size_t>(std::find_if(names.begin(), names.end(), is_here) - names.begin());
}

std::string masked(const Program& program, const Row& row) {
  std::vector<std::string> names;
  for (const Event& event : row.events)
    if (names.size() < most_signs) names.push_back(trace::plain(program.objects[event.object].name));
  const std::string text = trace::plain(row.text);
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t which = event_named(text, at, names);
    if (which == names.size()) {
      result += text[at++];
    } else {
      (result += name_sign) += static_cast<char>('0' + which);
      at += names[which].size();
    }
  }
  return result;
}

void append_row(std::string& to, const Program& program, const Row& row, Texts& texts) {
  append_number(to, static_cast<std::int64_t>(row.line));
  append_number(to, static_cast<std::int64_t>(texts.place_of(masked(program, row))));
  append_number(to, row.clauses);
  append_number(to, static_cast<std::int64_t>(row.verdict));
  append_number(to, static_cast<std::int64_t>(row.events.size()));
  for (const Event& event : row.events) {
    append_number(to, event.object);
    append_number(to, static_cast<std::int64_t>(event.kind));
    append_number(to, event.owned);
    append_number(to, event.counted);
  }
}

void append_objects(std::string& to, const Program& program) {
  append_list(to, program.objects, [&](const Object& each) {
    append_text(to, each.name);
    to += ',';
    append_text(to, each.thing);
  });
}

void append_notes(std::string& to, const Program& program) {
  append_list(to, program.notes, [&](const Note& each) {
    fmt::format_to(std::back_inserter(to), "[{},", each.row);
    append_text(to, name_of(each.kind));
    to += ',';
    append_text(to, each.text);
    to += ']';
  });
}

void append_program(std::string& to, const Program& program) {
  Texts texts;
  to += "{\"objects\":";
  append_objects(to, program);
  to += ",\"rows\":[";
  for (const Row& row : program.rows) append_row(to, program, row, texts);
  to += "],\"texts\":";
  append_list(to, texts.all(), [&](std::string_view each) { append_plain(to, each); });
  to += ",\"lists\":";
  append_list(to, program.clauses, [&](const auto& list) { append_list(to, list, [&](const std::string& id) { append_text(to, id); }); });
  to += ",\"notes\":";
  append_notes(to, program);
  to += '}';
}

void append_clause(std::string& to, const std::string& id) {
  append_text(to, id);
  to += ":[";
  const model::Clause* clause = model::Ledger::load().find(id);
  append_text(to, clause ? clause->text : "");
  to += ',';
  append_text(to, clause ? fmt::format("from {} · {}", to_string(clause->sources), to_string(clause->evidence)) : "");
  to += ']';
}

void append_clauses(std::string& to, const std::vector<Program>& programs) {
  std::set<std::string> ids;
  for (const Program& program : programs)
    for (const auto& list : program.clauses) ids.insert(list.begin(), list.end());
  to += '{';
  for (const std::string& id : ids) {
    if (to.back() != '{') to += ',';
    append_clause(to, id);
  }
  to += '}';
}

}  // namespace

std::string page_data(const std::vector<Program>& programs) {
  std::string text = "{\"clauses\":";
  append_clauses(text, programs);
  text += ",\"programs\":";
  append_list(text, programs, [&](const Program& each) { append_program(text, each); });
  return text + '}';
}

}  // namespace certlife::lifetimes
