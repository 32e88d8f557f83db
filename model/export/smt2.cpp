#include "model/export/smt2.h"

#include <algorithm>
#include <map>

#include "model/export/printable.h"
#include "model/export/runs.h"
#include "model/export/spelling.h"
#include "model/programs/model_answers.h"
#include "model/trace/bad_input.h"
#include "model/trace/vocabulary.h"
#include "model/trace/writer.h"

namespace certlife::conformance {
namespace {

using model::Error;
using trace::Fields;
using trace::Line;
using trace::Value;

bool may_come_by_itself(const std::string& property) {
  const auto id = trace::property_id(property);
  return id && (*id == 3 || *id == 4 || *id == 14 || *id == 15 || *id == 20 || (*id >= 24 && *id <= 29) || *id > 0xffff);
}

// As text in which order does not matter and properties that come by themselves are left out.
std::string canonical_text(const Value& value) {
  if (value.is_fields()) {
    std::vector<std::string> parts;
    for (const auto& field : value.fields)
      if (!may_come_by_itself(field.name)) parts.push_back(field.name + " " + canonical_text(field.value));
    std::sort(parts.begin(), parts.end());
    std::string all = "{";
    for (const auto& part : parts) all += part + ",";
    return all + "}";
  }
  std::string text;
  if (!value.is_list()) {
    trace::append_value(text, value);
    return text;
  }
  std::vector<std::string> parts;
  for (const Value& item : value.items) parts.push_back(canonical_text(item));
  std::sort(parts.begin(), parts.end());
  for (const auto& part : parts) text += part + ";";
  return "[" + text + "]";
}

// A comment may hold anything but the end of its line.
std::string comment(const std::string& text) { return "; " + printable(text) + "\n"; }

std::string integer(std::int64_t number) { return number < 0 ? "(- " + std::to_string(-number) + ")" : std::to_string(number); }

class Script {
 public:
  Script(const std::vector<RunStep>& steps, const std::string& title, const std::string& reading) : steps_(steps) {
    text_ = "; SPDX-License-Identifier: CC0-1.0\n";
    if (!title.empty()) text_ += comment(title);
    text_ += comment("Is there a run of the model that shows what was observed? sat: allowed under the reading " + reading + "; unsat: not allowed,");
    text_ += comment("and (get-unsat-core) names observations that do not go together.");
    text_ += "(set-option :produce-unsat-cores true)\n(set-logic QF_LIA)\n\n";
    names();
    shows_last_error_afterwards_ =
        std::any_of(steps_.begin(), steps_.end(), [](const RunStep& step) { return !step.annotated->line.last_error_after.is_nothing(); });
  }

  std::string text() {
    beginning();
    for (std::size_t i = 0; i < steps_.size(); ++i) step(i);
    return text_ + "\n(check-sat)\n";
  }

 private:
  void names() {
    for (const RunStep& step : steps_)
      for (const ModelState& state : step.after)
        for (const Binding& each : state.names.all()) note(each.name, each.thing);
    if (!names_.empty()) text_ += comment("Objects by number; NULL is 0, and -1 is an object that has no name in the trace.");
    for (std::size_t i = 0; i < names_.size(); ++i) text_ += comment("  " + std::to_string(i + 1) + "  " + names_[i].first + "  (as " + symbol_of(i) + ")");
    text_ += "\n";
  }
  void note(const std::string& name, Thing thing) {
    const auto known = std::any_of(names_.begin(), names_.end(), [&](const auto& each) { return each.first == name; });
    if (known) return;
    names_.emplace_back(name, thing);
    identifiers_.of(name, name, thing == Thing::store ? "store" : thing == Thing::context ? "context" : "csp");
  }
  std::string symbol_of(std::size_t i) { return identifiers_.of(names_[i].first, "", ""); }

  std::string variable(const std::string& what, std::size_t object, std::size_t step) {
    return what + "-" + symbol_of(object) + "-" + std::to_string(step);
  }
  std::vector<std::pair<std::string, const char*>> counts_of(std::size_t object, std::size_t step) {
    std::vector<std::pair<std::string, const char*>> all{{variable(names_[object].second == Thing::store ? "handles" : "references", object, step), "Int"}};
    if (names_[object].second == Thing::context) all.emplace_back(variable("listed", object, step), "Bool");
    if (names_[object].second != Thing::csp) all.emplace_back(variable("allocated", object, step), "Bool");
    return all;
  }

  void declare(std::size_t step) {
    text_ += "(declare-const state-" + std::to_string(step) + " Int)\n";
    for (std::size_t object = 0; object < names_.size(); ++object)
      for (const auto& [name, sort] : counts_of(object, step)) text_ += "(declare-const " + name + " " + sort + ")\n";
  }

  void beginning() {
    text_ += comment("Before the first call nothing is open.");
    declare(0);
    text_ += "(assert (= state-0 0))\n";
    for (std::size_t object = 0; object < names_.size(); ++object)
      for (const auto& [name, sort] : counts_of(object, 0)) text_ += "(assert " + (std::string(sort) == "Int" ? "(= " + name + " 0)" : "(not " + name + ")") + ")\n";
  }

  void step(std::size_t at) {
    const RunStep& step = steps_[at];
    const std::string number = std::to_string(at + 1);
    text_ += "\n" + comment(number + ". " + shown_call(step.annotated->line));
    if (!step.undefined_by.empty()) text_ += comment("The documents leave this call undefined: " + step.undefined_by);
    declare(at + 1);
    const bool is_call = step.annotated->line.kind == Line::Kind::call;
    if (is_call) text_ += "(declare-const result-" + number + " Int)\n(declare-const passed-out-" + number + " Int)\n(declare-const error-" + number + " Int)\n";
    const auto probes = other_probes(step.annotated->line);
    for (std::size_t i = 0; i < probes.size(); ++i) text_ += "(declare-const shows-" + number + "-" + std::to_string(i) + " Bool)\n";
    if (step.ways.empty()) text_ += "(assert false)\n";
    else ways(at, probes);
    if (is_call) observations(at, probes);
  }

  // --- What the model does ---------------------------------------------------------------------------------------------

  // A probe whose answer is no count, and what was seen.
  struct Probe {
    Fields trace::Observed::*probes;
    std::string what, name;
    const Value* seen;
  };

  std::vector<Probe> other_probes(const Line& line) const {
    std::vector<Probe> all;
    const auto add = [&](Fields trace::Observed::*probes, const char* what) {
      for (const auto& each : line.observed.*probes)
        if (!each.value.is_absent()) all.push_back({probes, what, each.name, &each.value});
    };
    add(&trace::Observed::home, "hCertStore");
    add(&trace::Observed::content, "content");
    add(&trace::Observed::properties, "properties");
    add(&trace::Observed::persisted, "persisted");
    return all;
  }

  void ways(std::size_t at, const std::vector<Probe>& probes) {
    text_ += "(assert (or\n";
    for (const RunWay& way : steps_[at].ways) {
      text_ += "  (and (= state-" + std::to_string(at) + " " + std::to_string(way.from) + ") (= state-" + std::to_string(at + 1) + " " + std::to_string(way.to) + ")";
      if (steps_[at].annotated->line.kind == Line::Kind::call) results(at, way);
      for (std::size_t i = 0; i < probes.size(); ++i) {
        const std::string name = "shows-" + std::to_string(at + 1) + "-" + std::to_string(i);
        text_ += " " + (agrees(probes[i], way) ? name : "(not " + name + ")");
      }
      text_ += "\n      ";
      effects(at, way);
      text_ += ")\n";
    }
    text_ += "))\n";
  }

  // What the model shows of something destroyed is nothing, and then nothing is compared.
  static bool agrees(const Probe& probe, const RunWay& way) {
    if (probe.what == "persisted") return std::ranges::find(way.other_files, probe.name) == way.other_files.end();
    const Value* value = (way.shown.observed.*probe.probes).find(probe.name);
    if (!value || probe.seen->is_null()) return true;
    if (probe.what == "hCertStore" && value->is_text() && value->text == null_store_name) return true;
    return canonical_text(*value) == canonical_text(*probe.seen);
  }

  void results(std::size_t at, const RunWay& way) {
    const std::string number = std::to_string(at + 1);
    text_ += " (= result-" + number + " " + integer(code(way.shown.ret, way.is_another_object)) + ")";
    for (const auto& out : way.shown.out)
      if (is_object(out.name)) text_ += " (= passed-out-" + number + " " + integer(code(out.value, way.is_another_object)) + ")";
    const std::string error = "error-" + number;
    switch (way.last_error) {
      case Error::unspecified: break;
      case Error::unchanged: text_ += " (= " + error + " (- 1))"; break;
      case Error::some_failure: text_ += " (not (= " + error + " (- 1)))"; break;
      case Error::any_asn1: text_ += " (<= 2148086016 " + error + " 2148086271)"; break;
      case Error::any_decoding: text_ += " (or (= " + error + " 13) (and (<= 2148086016 " + error + ") (<= " + error + " 2148086271)))"; break;
      default: text_ += " (= " + error + " " + integer(static_cast<std::int64_t>(way.last_error)) + ")";
    }
  }
  static bool is_object(std::string_view parameter) { return parameter.starts_with("pp") || parameter == "phProv"; }

  // TRUE is 1; an object its number.
  std::int64_t code(const Value& value, bool is_another) const {
    if (value.is_boolean()) return value.truth ? 1 : 0;
    if (is_another) return -1;
    if (!value.is_text()) return value.is_number() ? value.number : 0;
    for (std::size_t i = 0; i < names_.size(); ++i)
      if (names_[i].first == value.text) return static_cast<std::int64_t>(i) + 1;
    return -1;
  }

  Holding before(std::size_t at, const RunWay& way, const std::string& name) const {
    return at == 0 ? Holding{} : holding_of(steps_[at - 1].after[way.from], name);
  }

  void effects(std::size_t at, const RunWay& way) {
    for (std::size_t object = 0; object < names_.size(); ++object) {
      const Holding old = before(at, way, names_[object].first), now = holding_of(steps_[at].after[way.to], names_[object].first);
      const auto olds = counts_of(object, at), news = counts_of(object, at + 1);
      text_ += " (= " + news[0].first + " " + changed(olds[0].first, now.references - old.references) + ")";
      for (std::size_t i = 1; i < news.size(); ++i) {
        const bool is_listed = names_[object].second == Thing::context && i == 1;
        const bool was = is_listed ? old.listed : old.allocated, is = is_listed ? now.listed : now.allocated;
        text_ += was == is ? " (= " + news[i].first + " " + olds[i].first + ")" : is ? " " + news[i].first : " (not " + news[i].first + ")";
      }
    }
  }
  static std::string changed(const std::string& count, std::int64_t by) {
    if (by == 0) return count;
    return by > 0 ? "(+ " + count + " " + std::to_string(by) + ")" : "(- " + count + " " + std::to_string(-by) + ")";
  }

  // --- What was seen ---------------------------------------------------------------------------------------------------

  void assert_named(const std::string& condition, std::size_t at, const std::string& what) {
    text_ += "(assert (! " + condition + " :named observed-" + std::to_string(at + 1) + "-" + what + "))\n";
  }

  void observations(std::size_t at, const std::vector<Probe>& probes) {
    const Line& line = steps_[at].annotated->line;
    const std::string number = std::to_string(at + 1);
    if (!line.ret.is_absent()) assert_named("(= result-" + number + " " + integer(code(line.ret, false)) + ")", at, "result");
    for (const auto& out : line.out)
      if (is_object(out.name) && !out.value.is_absent()) assert_named("(= passed-out-" + number + " " + integer(code(out.value, false)) + ")", at, "passed-out");
    if (line.last_error_is_unchanged()) assert_named("(= error-" + number + " (- 1))", at, "error");
    else if (!line.last_error.is_nothing()) assert_named("(= error-" + number + " " + integer(line.last_error.number) + ")", at, "error");
    if (shows_last_error_afterwards_) last_error_afterwards(at, line);
    counted_probes(at, line);
    for (std::size_t i = 0; i < probes.size(); ++i) {
      text_ += comment("  " + probes[i].what + " of " + probes[i].name + ": " + canonical_text(*probes[i].seen));
      assert_named("shows-" + number + "-" + std::to_string(i), at, probes[i].what + "-" + std::to_string(i));
    }
  }

  // A recording shows what last error was before and after a call: what the call set, or what it was before in that thread.
  void last_error_afterwards(std::size_t at, const Line& line) {
    const std::string number = std::to_string(at + 1), after = "last-error-" + number;
    std::string& before = last_error_of_thread_[line.thread.value_or(0)];
    if (before.empty() || !line.last_error_before.is_nothing()) {
      before = "last-error-before-" + number;
      text_ += "(declare-const " + before + " Int)\n";
    }
    if (!line.last_error_before.is_nothing()) assert_named("(= " + before + " " + integer(line.last_error_before.number) + ")", at, "error-before");
    text_ += "(define-fun " + after + " () Int (ite (= error-" + number + " (- 1)) " + before + " error-" + number + "))\n";
    if (!line.last_error_after.is_nothing()) assert_named("(= " + after + " " + integer(line.last_error_after.number) + ")", at, "error-after");
    // A sentinel was planted: what is there now nobody knows.
    before = line.last_error_is_unchanged() ? "" : after;
  }

  void counted_probes(std::size_t at, const Line& line) {
    for (std::size_t object = 0; object < names_.size(); ++object) {
      const std::string& name = names_[object].first;
      const Value* alive = line.observed.alive.find(name);
      if (alive && alive->is_boolean() && names_[object].second != Thing::csp) {
        const std::string allocated = variable("allocated", object, at + 1);
        assert_named(alive->truth ? allocated : "(not " + allocated + ")", at, "alive-" + symbol_of(object));
      }
      const Value* csp = line.observed.csp.find(name);
      if (csp && csp->is_text() && names_[object].second == Thing::csp)
        assert_named((csp->text == "held" ? "(> " : "(= ") + variable("references", object, at + 1) + " 0)", at, "csp-" + symbol_of(object));
    }
  }

  const std::vector<RunStep>& steps_;
  std::vector<std::pair<std::string, Thing>> names_;
  Identifiers identifiers_;
  bool shows_last_error_afterwards_ = false;
  std::map<std::int64_t, std::string> last_error_of_thread_;  // What stands for it after the last call there.
  std::string text_;
};

// A formula has its calls one after the other.
void refuse_overlaps(const std::vector<AnnotatedCall>& story, const std::string& name) {
  std::int64_t latest_end = 0;
  for (const AnnotatedCall& each : story) {
    if (each.line.start && *each.line.start < latest_end)
      throw trace::BadInput(name, each.line.number, 1, "this call overlaps another, and what is asked of a solver has one order: oracle check looks for it");
    latest_end = std::max(latest_end, each.line.end.value_or(0));
  }
}

}  // namespace

std::string smt2_of(const std::vector<AnnotatedCall>& story, const std::string& title, const std::string& reading, const std::string& name) {
  refuse_overlaps(story, name);
  const auto steps = runs_of(story, reading, name);
  return Script(steps, title, reading).text();
}

}  // namespace certlife::conformance
