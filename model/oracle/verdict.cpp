#include "model/oracle/verdict.h"

#include <fmt/format.h>

#include <algorithm>

#include "model/ledger/ledger.h"
#include "model/trace/plain_text.h"
#include "model/trace/utf8.h"
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

void append_ids(std::string& to, const std::vector<const char*>& clauses) {
  append_list(to, clauses, [&](const char* id) { trace::append_quoted(to, id); });
}

std::vector<std::string_view> values_of(const Allowed::Deciding& deciding) {
  std::vector<std::string_view> values;
  for (int value = 0; value < facts_of(deciding.choice).value_count(); ++value) {
    if ((deciding.values >> value) & 1)
      values.push_back(facts_of(deciding.choice).values[static_cast<std::size_t>(value)]);
  }
  return values;
}

void append_choice(std::string& to, const Allowed::Deciding& deciding) {
  Object object(to);
  object.text("choice", facts_of(deciding.choice).name);
  object.text("clause", clause_of(deciding.choice));
  append_list(object.key("values"), values_of(deciding),
              [&](std::string_view value) { trace::append_quoted(to, value); });
}

void append_allowed(std::string& to, const Allowed& allowed) {
  Object object(to);
  append_results(object, allowed.answer);
  append_names(object.key("readings"), allowed.readings);
  append_ids(object.key("clauses"), allowed.clauses);
  if (allowed.deciding.empty()) return;
  append_list(object.key("choices"), allowed.deciding, [&](const Allowed::Deciding& each) { append_choice(to, each); });
}

void append_fault(std::string& to, const CallersFault& fault) {
  Object object(to);
  object.key("line") += std::to_string(fault.line);
  object.text("call", fault.call);
  if (!fault.name.empty()) object.text("name", fault.name);
  if (!fault.at.empty()) object.text("at", fault.at);
  append_ids(object.key("clauses"), fault.clauses);
  if (!fault.given_up) return;
  Object given_up(object.key("givenUp"));
  given_up.key("line") += std::to_string(fault.given_up->line);
  given_up.text("call", fault.given_up->call);
  if (!fault.given_up->at.empty()) given_up.text("at", fault.given_up->at);
  append_ids(given_up.key("clauses"), fault.given_up->clauses);
}

void append_holder(std::string& to, const Holder& holder) {
  Object object(to);
  object.text("name", holder.name);
  if (holder.since) object.key("since") += std::to_string(holder.since);
  if (!holder.place.empty()) object.text("place", holder.place);
}

void append_owed(std::string& to, const Owed& owed) {
  Object object(to);
  object.text("name", owed.name);
  object.text("thing", owed.thing);
  object.key("count") += std::to_string(owed.count);
  append_list(object.key("since"), owed.since, [&](std::size_t line) { to += std::to_string(line); });
  if (owed.perhaps) object.key("perhaps") += std::to_string(owed.perhaps);
  if (!owed.places.empty()) append_list(object.key("places"), owed.places, [&](const std::string& place) { trace::append_quoted(to, place); });
}

std::string join(const auto& range, std::string_view separator) { return fmt::format("{}", fmt::join(range, separator)); }

std::string in_a_row(const std::vector<Difference>& differing) {
  std::vector<std::string> texts;
  for (const Difference& each : differing) texts.push_back(to_text(each));
  return join(texts, ", ");
}

std::string reading_list(ReadingSet readings) {
  const auto names = names_of(readings);
  return names.empty() ? "no reading" : (names.size() == 1 ? "reading " : "readings ") + join(names, ", ");
}

std::string value_text(const Value& value) {
  std::string text;
  trace::append_value(text, value);
  return trace::shortened(text);
}

// Results without braces: ret true, last error unchanged, …
std::string results_text(const Line& line) {
  std::vector<std::string> parts;
  const auto add = [&](std::string_view name, const Value& value) {
    if (value.is_absent()) return;
    parts.push_back(trace::plain(fmt::format("{} {}", trace::shortened(name), value_text(value))));
  };
  add("ret", line.ret);
  for (const auto& [name, value] : line.out) add(name, value);
  add("lastError", line.last_error);
  add("lastErrorAfter", line.last_error_after);
  const auto probe = [&](std::string_view what, const trace::Fields& fields) {
    for (const auto& [name, value] : fields) add(fmt::format("{} of {}", what, trace::shortened(name)), value);
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
    arguments.push_back(fmt::format("{}={}", trace::shortened(name), value_text(value)));
  }
  return trace::plain(fmt::format("{}({})", trace::shortened(line.call), join(arguments, ", ")));
}

std::string all_clauses_of(const CallersFault& fault) {
  std::vector<std::string_view> clauses(fault.clauses.begin(), fault.clauses.end());
  if (fault.given_up) {
    for (const char* each : fault.given_up->clauses) {
      if (std::find(clauses.begin(), clauses.end(), each) == clauses.end()) clauses.push_back(each);
    }
  }
  return join(clauses, ", ");
}

// " at program.exe+0x12"; nothing where it is not known.
std::string at_text(const std::string& at) { return at.empty() ? std::string() : " at " + trace::shortened(at); }

// Whose fault it is, since when, and what would have been right.
std::string fault_text(const CallersFault& fault, std::string_view at_fault) {
  std::string text = fmt::format("  {} ({})", at_fault, all_clauses_of(fault));
  const std::string name = "\"" + trace::shortened(fault.name) + "\"";
  if (!fault.name.empty()) text += " with " + name;
  text += at_text(fault.at);
  if (fault.given_up) {
    text += fmt::format(": {} was given up in line {} ({}), by {}",
                        fault.is_of_a_store ? "the handle" : "the reference of " + name, fault.given_up->line,
                        join(fault.given_up->clauses, ", "), std::string(fault.given_up->call) + at_text(fault.given_up->at));
  }
  return trace::plain(text) + fmt::format("\n  right would be: {}\n", fault.right);
}

// ", CertOpenStore at program.exe+0x12"; nothing where it is not known.
std::string place_text(const std::string& place) { return place.empty() ? std::string() : ", " + trace::plain(trace::shortened(place)); }

std::string held_text(const std::vector<Holder>& holders) {
  if (holders.empty()) return "  nothing of it is held\n";
  std::string text;
  for (const Holder& each : holders) {
    const std::string since = each.since ? fmt::format(" since line {}{}", each.since, place_text(each.place)) : "";
    text += fmt::format("  held{}: \"{}\"\n", since, trace::plain(trace::shortened(each.name)));
  }
  return text;
}

// "line 3, CertOpenStore at program.exe+0x12; line 5, …".
std::string lines_with_places(const Owed& owed) {
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < owed.since.size(); ++i) lines.push_back(fmt::format("line {}{}", owed.since[i], place_text(owed.places[i])));
  return join(lines, "; ");
}

// " (since lines 3, 5)", " (since line 3, CertOpenStore at program.exe+0x12)"; nothing where it is not known.
std::string since_text(const Owed& owed) {
  if (owed.since.empty()) return {};
  const std::string lines = owed.places.empty() ? fmt::format("line{} {}", owed.since.size() > 1 ? "s" : "", join(owed.since, ", ")) : lines_with_places(owed);
  const std::string perhaps = owed.perhaps ? fmt::format("; or else line {}{}", owed.perhaps, place_text(owed.perhaps_place)) : "";
  return fmt::format(" (since {}{})", lines, perhaps);
}

std::string ended_text(const Owed& owed) {
  return trace::plain(fmt::format("  FORCE ended while it was held: {} {}{} of \"{}\"{}", owed.count,
                                  owed.thing == "store" ? "handle" : "reference", owed.count == 1 ? "" : "s",
                                  trace::shortened(owed.name), since_text(owed))) + "\n";
}

}  // namespace

bool has_nothing_to_tell(const Verdict& verdict) {
  return verdict.kind == Verdict::Kind::accepted && verdict.remark.empty() && !verdict.held_by && verdict.ended.empty();
}

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
    if (verdict.fault) append_fault(object.key("fault"), *verdict.fault);
    if (!verdict.ended.empty())
      append_list(object.key("endedByForce"), verdict.ended, [&](const Owed& each) { append_owed(text, each); });
    if (verdict.held_by)
      append_list(object.key("heldBy"), *verdict.held_by, [&](const Holder& each) { append_holder(text, each); });
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
    if (summary.fault) append_fault(object.key("fault"), *summary.fault);
    if (summary.usage) object.key("usage") += to_json(*summary.usage);
    if (summary.owed)
      append_list(object.key("owed"), *summary.owed, [&](const Owed& each) { append_owed(text, each); });
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
  std::string text = fmt::format("    {}   ({}; {}", results_text(allowed.answer), reading_list(allowed.readings),
                                 join(allowed.clauses, ", "));
  for (const auto& each : allowed.deciding) {
    text +=
        fmt::format("; {}: {} = {}", clause_of(each.choice), facts_of(each.choice).name, join(values_of(each), " or "));
  }
  return text + ")\n";
}

std::string allowed_text(const Line& line, const Verdict& verdict) {
  std::string text = fmt::format("line {}: {} may return:\n", line.number, trace::plain(line.call));
  std::vector<std::string_view> cited;
  for (const Allowed& each : verdict.allowed) {
    text += to_text(each);
    for (const char* id : each.clauses)
      if (std::find(cited.begin(), cited.end(), id) == cited.end()) cited.push_back(id);
  }
  text += "  clauses:\n";
  for (const std::string_view id : cited) text += clause_text(id);
  return text;
}

std::string to_text(const Owed& owed) {
  static constexpr std::array<std::string_view, 4> contexts{"certificate", "crl", "ctl", "context"};
  const bool is_context = std::find(contexts.begin(), contexts.end(), owed.thing) != contexts.end();
  const std::string_view how = owed.thing == "store" ? "close" : is_context ? "free" : "release";
  return fmt::format("still owed: {} {}{} of \"{}\"{}\n", owed.count, how, owed.count == 1 ? "" : "s",
                     trace::plain(trace::shortened(owed.name)), since_text(owed));
}

std::string to_text(const Line& line, const Verdict& verdict) {
  if (has_nothing_to_tell(verdict)) return {};
  std::string text = fmt::format("line {}: {}: {}\n", line.number, name_of(verdict.kind), call_text(line));
  if (!verdict.remark.empty()) text += fmt::format("  {}\n", trace::plain(verdict.remark));
  if (verdict.fault)
    text += fault_text(*verdict.fault, verdict.reason);
  else if (!verdict.reason.empty())
    text += fmt::format("  {}\n", trace::plain(verdict.reason));
  if (verdict.kind == Verdict::Kind::rejected) {
    text += fmt::format("  observed: {}\n", results_text(line));
    text += fmt::format("  not allowed is: {}\n  allowed:\n", trace::plain(in_a_row(verdict.differing)));
    for (const Allowed& each : verdict.allowed) text += to_text(each);
    if (verdict.held_by) text += held_text(*verdict.held_by);
    if (verdict.readings) text += fmt::format("  as observed it is allowed under {}\n", reading_list(verdict.readings));
  }
  if (verdict.kind == Verdict::Kind::accepted && verdict.held_by) text += held_text(*verdict.held_by);
  for (const Owed& each : verdict.ended) text += ended_text(each);
  if (!verdict.clauses.empty()) text += "  clauses:\n";
  for (const char* id : verdict.clauses) text += clause_text(id);
  return text;
}

// Begins with the verdict, and with how many lines it does not speak of.
std::string to_text(const Summary& summary, std::string_view reading) {
  std::string text(name_of(summary.overall));
  if (summary.overall == Overall::undecided) text += ": " + trace::plain(summary.undecided_because);
  if (summary.not_evaluated) text += fmt::format(", {} not evaluated", summary.not_evaluated);
  const auto names = names_of(summary.readings);
  if (summary.overall == Overall::undecided && names.empty())
    return text + fmt::format(" (reading {}, {} calls)\n", reading, summary.lines);
  const std::string accepting = names.empty() ? "no reading accepts it" : "accepted under " + join(names, ", ");
  return text + fmt::format(" (reading {}, {} calls; {})\n", reading, summary.lines, accepting);
}

}  // namespace certlife::oracle
