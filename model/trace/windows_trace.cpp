#include "model/trace/windows_trace.h"

#include <algorithm>
#include <optional>

#include "model/trace/cursor.h"
#include "model/trace/reader.h"

namespace certlife::trace {
namespace {

constexpr std::string_view trace_ending = ".jsonl";

// What a line says beside what every trace says.
struct Remarks {
  Value title, source, facts, clauses;  // Of the first line.
  Value other_last_errors, only_named;  // Of a call.
};

void read_beside(Cursor& cursor, Remarks& remarks) {
  cursor.object("an object", [&](std::string_view key, std::uint32_t column) {
    if (key == "lastErrorOr") return cursor.value(remarks.other_last_errors);
    if (key == "onlyNamed") return cursor.value(remarks.only_named);
    cursor.fail_at(column, "\"windows\" has \"lastErrorOr\" and \"onlyNamed\", and not \"" + std::string(key) + "\"");
  });
}

// REQUIRES: a newline ends the line.
Remarks remarks_in(const std::string& line) {
  Remarks remarks;
  Cursor cursor(line.data(), line.data() + line.size() - 1);
  cursor.object("an object", [&](std::string_view key, std::uint32_t) {
    if (key == "title") return cursor.value(remarks.title);
    if (key == "source") return cursor.value(remarks.source);
    if (key == "facts") return cursor.value(remarks.facts);
    if (key == "clauses") return cursor.value(remarks.clauses);
    if (key == "windows") return read_beside(cursor, remarks);
    cursor.skip();
  });
  return remarks;
}

std::string text_of(const Value& value, const char* what) {
  if (!value.is_text() || value.text.empty()) throw BadInput(value.column, std::string("expected ") + what + " as a string");
  return value.text;
}

std::vector<std::string> texts_of(const Value& list, const char* what) {
  if (!list.is_list()) throw BadInput(list.column, std::string("expected ") + what + " as an array of strings");
  std::vector<std::string> texts;
  for (const Value& item : list.items) texts.push_back(text_of(item, what));
  return texts;
}

void read_first_line(const Remarks& remarks, WindowsTrace& trace) {
  trace.title = text_of(remarks.title, "the title");
  trace.source = text_of(remarks.source, "the source");
  trace.facts = texts_of(remarks.facts, "the facts");
  trace.clauses = texts_of(remarks.clauses, "the clauses");
}

void check_it_stands_there(const SeenLine& seen, const std::string& result, const Value& place) {
  const Value& value = result == "ret" ? seen.line.ret : seen.line.output(result);
  if (!value.is_text() && !value.is_number()) throw BadInput(place.column, "\"" + result + "\" is no name in this line");
}

SeenLine seen_line(const Line& line, const Remarks& remarks) {
  SeenLine seen{line, {}, {}};
  if (!remarks.only_named.is_absent()) seen.only_named = texts_of(remarks.only_named, "results");
  for (const std::string& result : seen.only_named) check_it_stands_there(seen, result, remarks.only_named);
  if (remarks.other_last_errors.is_absent()) return seen;
  if (line.last_error.is_absent()) throw BadInput(remarks.other_last_errors.column, "the line has no \"lastError\"");
  for (Value code : remarks.other_last_errors.items) {
    resolve_error_code(code);
    seen.other_last_errors.push_back(std::move(code));
  }
  return seen;
}

std::string_view first_line_of(std::string_view text) { return text.substr(0, text.find('\n')); }

// "CL-02  what Windows does", and where there is no trace of it " | why".
std::optional<WindowsFact> fact_in(std::string_view line) {
  const auto gap = line.find("  ");
  const auto text_at = line.find_first_not_of(' ', gap);
  if (gap == std::string_view::npos || gap > line.find(' ') || text_at == std::string_view::npos) return std::nullopt;
  const auto bar = std::min(line.find(" | "), line.size());
  WindowsFact fact{std::string(line.substr(0, gap)), std::string(line.substr(text_at, bar - text_at)), {}};
  if (bar < line.size()) fact.lacking = line.substr(bar + 3);
  return fact;
}

std::vector<WindowsTrace> parsed_traces() {
  std::vector<WindowsTrace> traces;
  for (const EmbeddedFile& file : embedded_windows_files())
    if (file.name.ends_with(trace_ending)) traces.push_back(parse_windows_trace(file.name, file.text));
  std::sort(traces.begin(), traces.end(), [](const auto& one, const auto& other) { return one.name < other.name; });
  return traces;
}

std::vector<WindowsFact> parsed_facts() {
  for (const EmbeddedFile& file : embedded_windows_files())
    if (file.name == "facts.table") return parse_windows_facts(file.name, file.text);
  return {};
}

}  // namespace

bool SeenLine::only_names(std::string_view result) const {
  return std::find(only_named.begin(), only_named.end(), result) != only_named.end();
}

WindowsTrace parse_windows_trace(std::string_view name, std::string_view text) {
  WindowsTrace trace;
  trace.name = name.ends_with(trace_ending) ? name.substr(0, name.size() - trace_ending.size()) : name;
  Reader reader = Reader::from_text(std::string(text), std::string(name));
  try {
    // The first line is the version line, which the reader passes over.
    read_first_line(remarks_in(std::string(first_line_of(text)) + "\n"), trace);
  } catch (const BadInput& bad) {
    throw BadInput(std::string(name), 1, bad.column(), bad.message());
  }
  for (Line line; reader.next(line);) {
    try {
      trace.lines.push_back(seen_line(line, remarks_in(std::string(reader.text()) + "\n")));
    } catch (const BadInput& bad) {
      throw reader.complaint(bad.column(), bad.message());
    }
  }
  return trace;
}

std::vector<WindowsFact> parse_windows_facts(std::string_view name, std::string_view text) {
  std::vector<WindowsFact> facts;
  std::size_t number = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = text.substr(begin, end - begin);
    begin = end + 1;
    ++number;
    if (line.empty() || line.starts_with('#')) continue;
    auto fact = fact_in(line);
    if (!fact) throw BadInput(std::string(name), number, 1, "expected an id, two spaces and what Windows does");
    facts.push_back(std::move(*fact));
  }
  return facts;
}

const std::vector<WindowsTrace>& windows_traces() {
  static const std::vector<WindowsTrace> traces = parsed_traces();
  return traces;
}

const std::vector<WindowsFact>& windows_facts() {
  static const std::vector<WindowsFact> facts = parsed_facts();
  return facts;
}

}  // namespace certlife::trace
