#include "model/oracle/verdict.h"

#include <fmt/format.h>

#include "model/clauses/ledger.h"
#include "model/trace/writer.h"

namespace certlife::oracle {

using trace::Line;
using trace::Value;

namespace {

// JSON objects under construction.
class Object {
 public:
  explicit Object(std::string& to) : to_(to) { to_.push_back('{'); }
  ~Object() { to_.push_back('}'); }
  Object(const Object&) = delete;
  Object& operator=(const Object&) = delete;

  std::string& key(std::string_view name) {
    if (!first_) to_.push_back(',');
    first_ = false;
    trace::append_quoted(to_, name);
    to_.push_back(':');
    return to_;
  }
  void text(std::string_view name, std::string_view value) { trace::append_quoted(key(name), value); }
  void value(std::string_view name, const Value& value) {
    if (!value.is_absent()) trace::append_value(key(name), value);
  }
  void fields(std::string_view name, const trace::Fields& fields) {
    if (fields.empty()) return;
    Value value;
    value.kind = Value::Kind::fields;
    value.fields = fields;
    trace::append_value(key(name), value);
  }

 private:
  std::string& to_;
  bool first_ = true;
};

template <class Range, class Each>
void append_list(std::string& to, const Range& range, Each each) {
  to.push_back('[');
  bool first = true;
  for (const auto& item : range) {
    if (!first) to.push_back(',');
    first = false;
    each(item);
  }
  to.push_back(']');
}

void append_names(std::string& to, ReadingSet readings) {
  append_list(to, names_of(readings), [&](std::string_view name) { trace::append_quoted(to, name); });
}

void append_probes(Object& object, const trace::Observed& observed) {
  if (observed.empty()) return;
  Object probes(object.key("observed"));
  probes.fields("alive", observed.alive);
  probes.fields("csp", observed.csp);
  probes.fields("hCertStore", observed.home);
  probes.fields("content", observed.content);
  probes.fields("properties", observed.properties);
  probes.fields("persisted", observed.persisted);
}

void append_results(Object& object, const Line& line) {
  object.value("ret", line.ret);
  object.fields("out", line.out);
  object.value("lastError", line.last_error);
  object.value("lastErrorAfter", line.last_error_after);
  append_probes(object, line.observed);
}

void append_clause(std::string& to, const char* id) {
  Object object(to);
  object.text("id", id);
  if (const model::Clause* clause = model::Ledger::load().find(id)) {
    object.text("source", to_string(clause->sources));
    object.text("evidence", to_string(clause->evidence));
  }
}

void append_allowed(std::string& to, const Allowed& allowed) {
  Object object(to);
  append_results(object, allowed.answer);
  append_names(object.key("readings"), allowed.readings);
  append_list(object.key("clauses"), allowed.clauses, [&](const char* id) { trace::append_quoted(to, id); });
}

std::string join(const auto& range, std::string_view separator) { return fmt::format("{}", fmt::join(range, separator)); }

std::string reading_list(ReadingSet readings) {
  const auto names = names_of(readings);
  return names.empty() ? "no reading" : (names.size() == 1 ? "reading " : "readings ") + join(names, ", ");
}

// Results without braces: ret true, last error unchanged, …
std::string results_text(const Line& line) {
  std::vector<std::string> parts;
  const auto add = [&](std::string_view name, const Value& value) {
    if (value.is_absent()) return;
    std::string text;
    trace::append_value(text, value);
    parts.push_back(fmt::format("{} {}", name, text));
  };
  add("ret", line.ret);
  for (const auto& [name, value] : line.out) add(name, value);
  add("lastError", line.last_error);
  add("lastErrorAfter", line.last_error_after);
  const auto probe = [&](std::string_view what, const trace::Fields& fields) {
    for (const auto& [name, value] : fields) add(fmt::format("{} of {}", what, name), value);
  };
  probe("alive", line.observed.alive);
  probe("csp", line.observed.csp);
  probe("hCertStore", line.observed.home);
  probe("content", line.observed.content);
  probe("properties", line.observed.properties);
  probe("persisted", line.observed.persisted);
  return parts.empty() ? "nothing" : join(parts, ", ");
}

std::string call_text(const Line& line) {
  std::vector<std::string> arguments;
  for (const auto& [name, value] : line.args) {
    std::string text;
    trace::append_value(text, value);
    arguments.push_back(fmt::format("{}={}", name, text));
  }
  return fmt::format("{}({})", line.call, join(arguments, ", "));
}

}  // namespace

std::string_view name_of(Verdict::Kind kind) {
  switch (kind) {
    case Verdict::Kind::accepted:      return "accepted";
    case Verdict::Kind::rejected:      return "rejected";
    case Verdict::Kind::not_evaluated: return "not evaluated";
    case Verdict::Kind::undefined:     return "undefined";
  }
  return "";
}

std::string_view name_of(Overall overall) {
  switch (overall) {
    case Overall::accepted:  return "accepted";
    case Overall::rejected:  return "rejected";
    case Overall::undecided: return "undecided";
    case Overall::undefined: return "undefined";
  }
  return "";
}

std::string to_json(const Line& line, const Verdict& verdict) {
  std::string text;
  {
    Object object(text);
    object.key("line") += std::to_string(line.number);
    object.text("call", line.kind == Line::Kind::call ? std::string_view(line.call) : std::string_view("file"));
    object.text("verdict", verdict.kind == Verdict::Kind::not_evaluated ? "notEvaluated" : name_of(verdict.kind));
    if (!verdict.reason.empty()) object.text("reason", verdict.reason);
    if (!verdict.remark.empty()) object.text("remark", verdict.remark);
    {
      Object observed(object.key("observed"));
      append_results(observed, line);
    }
    append_list(object.key("allowed"), verdict.allowed, [&](const Allowed& each) { append_allowed(text, each); });
    append_list(object.key("clauses"), verdict.clauses, [&](const char* id) { append_clause(text, id); });
    append_names(object.key("readings"), verdict.readings);
  }
  return text;
}

std::string to_json(const Summary& summary) {
  std::string text;
  {
    Object object(text);
    object.text("verdict", name_of(summary.overall));
    append_names(object.key("readings"), summary.readings);
    object.key("notEvaluated") += std::to_string(summary.not_evaluated);
  }
  return text;
}

std::string to_json(const Allowed& allowed) {
  std::string text;
  append_allowed(text, allowed);
  return text;
}

std::string clause_text(std::string_view id) {
  const model::Clause* clause = model::Ledger::load().find(id);
  if (!clause) return fmt::format("    {}\n", id);
  return fmt::format("    {}  {}\n      from {} · {}\n", id, clause->text, to_string(clause->sources), to_string(clause->evidence));
}

std::string to_text(const Allowed& allowed) {
  return fmt::format("    {}   ({}; {})\n", results_text(allowed.answer), reading_list(allowed.readings), join(allowed.clauses, ", "));
}

std::string to_text(const Line& line, const Verdict& verdict) {
  if (verdict.kind == Verdict::Kind::accepted && verdict.remark.empty()) return {};
  std::string text = fmt::format("line {}: {}: {}\n", line.number, name_of(verdict.kind), call_text(line));
  if (!verdict.remark.empty()) text += fmt::format("  {}\n", verdict.remark);
  if (!verdict.reason.empty()) text += fmt::format("  {}\n", verdict.reason);
  if (verdict.kind == Verdict::Kind::rejected) {
    text += fmt::format("  observed: {}\n", results_text(line));
    text += fmt::format("  not allowed is: {}\n  allowed:\n", join(verdict.differing, ", "));
    for (const Allowed& each : verdict.allowed) text += to_text(each);
    if (verdict.readings) text += fmt::format("  as observed it is allowed under {}\n", reading_list(verdict.readings));
  }
  if (!verdict.clauses.empty()) text += "  clauses:\n";
  for (const char* id : verdict.clauses) text += clause_text(id);
  return text;
}

// Begins with the verdict, and with how many lines it does not speak of.
std::string to_text(const Summary& summary, std::string_view reading) {
  std::string text(name_of(summary.overall));
  if (summary.not_evaluated) text += fmt::format(", {} not evaluated", summary.not_evaluated);
  if (summary.overall == Overall::undecided) text += ": " + summary.undecided_because;
  const auto names = names_of(summary.readings);
  const std::string accepting = names.empty() ? "no reading accepts it" : "accepted under " + join(names, ", ");
  return text + fmt::format(" (reading {}, {} calls; {})\n", reading, summary.lines, accepting);
}

}  // namespace certlife::oracle
