#include "tests/conformance/campaign/windows_programs.h"

#include <algorithm>
#include <set>

#include "model/trace/vocabulary.h"

namespace certlife::conformance {
namespace {

using trace::Fields;
using trace::Line;
using trace::SeenLine;
using trace::Value;

bool is_object(const Value& value) { return value.is_text() && value.text.find(':') == std::string::npos; }

// Takes the results from a line, and names what it is to bind.
class Asking {
 public:
  Line asked(Line line) {
    ++number_;
    name_homes(line);
    const bool returns_object = line.kind == Line::Kind::call && returns_a_pointer(line);
    line.ret = returns_object ? unused_name(line.ret) : Value{};
    for (auto& out : line.out) ask_for_output(out.value);
    line.last_error.clear();
    ask_for_probes_of(line);
    return line;
  }

 private:
  static bool returns_a_pointer(const Line& line) {
    const auto returns = trace::describe(line.which).returns;
    return returns == trace::Returns::store || returns == trace::Returns::context;
  }

  // No live name is bound twice: what Windows returned once more is asked for by another name.
  Value unused_name(const Value& of_windows) {
    const std::string name = is_object(of_windows) ? of_windows.text : "none";
    const bool is_new = is_object(of_windows) && bound_.insert(name).second;
    return is_new ? of_windows : Value::of(std::string_view(name + "-" + std::to_string(number_)));
  }

  void ask_for_output(Value& value) {
    for (auto& field : value.fields) ask_for_output(field.value);
    if (value.is_fields()) return;
    value = is_object(value) ? unused_name(value) : Value::null();
  }

  void ask_for_probes_of(Line& line) {
    trace::Observed& observed = line.observed;
    for (const auto& home : observed.home)
      if (home.value.is_text()) homes_.emplace(home.value.text, home.name);
    for (Fields* probes : {&observed.alive, &observed.csp, &observed.home, &observed.content, &observed.encoding, &observed.properties, &observed.persisted})
      for (auto& probe : *probes) probe.value = Value::null();
  }

  void name_homes(Line& line) {
    Value* store = line.args.find("hCertStore");
    if (!store || !store->is_text() || bound_.contains(store->text)) return;
    if (const auto home = homes_.find(store->text); home != homes_.end()) store->text = home->second;
  }

  std::set<std::string> bound_;
  std::map<std::string, std::string> homes_;  // Of stores that no call returned: a context of theirs.
  std::size_t number_ = 0;
};

}  // namespace

TestProgram program_of(const trace::WindowsTrace& trace) {
  TestProgram program;
  program.clauses = trace.clauses;
  program.title = trace.title;
  program.windows = &trace;
  Asking asking;
  for (const SeenLine& seen : trace.lines) program.lines.push_back(asking.asked(seen.line));
  return program;
}

const std::vector<TestProgram>& windows_programs() {
  static const std::vector<TestProgram> programs = [] {
    std::vector<TestProgram> all;
    for (const auto& trace : trace::windows_traces()) all.push_back(program_of(trace));
    return all;
  }();
  return programs;
}

// What has a name on either side has just that name on the other.
bool WindowsAnswers::is_same_object(const std::string& of_windows, const std::string& of_target) {
  if (const auto known = names_.find(of_windows); known != names_.end()) return known->second == of_target;
  const bool is_another = std::any_of(names_.begin(), names_.end(), [&](const auto& each) { return each.second == of_target; });
  if (!is_another) names_.emplace(of_windows, of_target);
  return !is_another;
}

bool WindowsAnswers::fits(const SeenLine& seen, const std::string& result, const Value& of_windows, const Value& of_target) {
  if (of_windows.is_boolean()) return of_target.is_boolean() && of_target.truth == of_windows.truth;
  if (of_windows.is_null()) return !of_target.is_text();
  if (of_windows.is_number() && of_target.is_number()) return seen.only_names(result) ? of_target.number != 0 : of_target.number == of_windows.number;
  if (!is_object(of_windows)) return true;
  if (!of_target.is_text()) return false;
  if (!seen.only_names(result)) return is_same_object(of_windows.text, of_target.text);
  names_.emplace(of_windows.text, of_target.text);
  return true;
}

bool WindowsAnswers::has_same_names(const Fields& of_windows, const Fields& of_target) {
  return std::all_of(of_windows.begin(), of_windows.end(), [&](const auto& probe) {
    const Value* seen = of_target.find(probe.name);
    return !seen || seen->is_nothing() || is_same_object(probe.value.text, seen->text);
  });
}

namespace {

bool is_same_code(const Value& one, const Value& other) {
  const bool is_unchanged = one.is_text() && one.text == "unchanged" && !one.resolved;
  return is_unchanged ? other.is_text() && other.text == "unchanged" : other.resolved && other.number == one.number;
}

bool sets_the_code(const SeenLine& seen, const Value& of_target) {
  if (seen.line.last_error.is_absent() || of_target.is_absent() || is_same_code(seen.line.last_error, of_target)) return true;
  return std::any_of(seen.other_last_errors.begin(), seen.other_last_errors.end(), [&](const Value& each) { return is_same_code(each, of_target); });
}

// What was not probed differs in nothing.
bool has_same_words(const Fields& of_windows, const Fields& of_target) {
  return std::all_of(of_windows.begin(), of_windows.end(), [&](const auto& probe) {
    const Value* seen = of_target.find(probe.name);
    return !seen || seen->is_nothing() || *seen == probe.value;
  });
}

}  // namespace

bool WindowsAnswers::differs(const SeenLine& seen, const Line& completed) {
  const Line& line = seen.line;
  if (!line.ret.is_absent() && !fits(seen, "ret", line.ret, completed.ret)) return true;
  for (const auto& out : line.out)
    if (!fits(seen, out.name, out.value, completed.output(out.name))) return true;
  return !sets_the_code(seen, completed.last_error) || !has_same_words(line.observed.alive, completed.observed.alive) ||
         !has_same_words(line.observed.csp, completed.observed.csp) || !has_same_names(line.observed.home, completed.observed.home);
}

}  // namespace certlife::conformance
