#include "model/export/check_writer.h"

#include <algorithm>

#include "model/export/printable.h"
#include "model/export/probe_checks.h"
#include "model/export/property_values.h"

namespace certlife::conformance {
namespace {

using model::Aspect;
using trace::Line;
using trace::Value;

struct Expected {
  std::string condition, words;
};

// The same results, whatever the last error.
bool same_results(const Line& one, const Line& other) { return one.ret == other.ret && one.out == other.out; }

const Value* new_object(const Value& value) { return value.is_fields() ? value.fields.find("new") : nullptr; }

class CheckWriter {
 public:
  CheckWriter(const AnnotatedCall& annotated, const MadeCall& made, const std::vector<std::string>& others, Words& words, Step& step)
      : moment_(annotated), made_(made), others_(others), words_(words), step_(step), seen_(annotated.line) {}

  void write() {
    for (const Line& answer : moment_.allowed) {
      const bool known = std::any_of(ways_.begin(), ways_.end(), [&](const Line& way) { return same_results(way, answer); });
      if (!known) ways_.push_back(answer);
    }
    if (ways_.empty()) return;
    if (ways_.size() == 1) the_one_way(ways_.front());
    else several_ways();
    write_probe_checks(moment_, words_, step_);
    if (moment_.is_rejected() && ways_.size() > 1 && !fails_so_far()) several_ways_with_memory();
  }

 private:
  bool fails_so_far() const {
    return std::any_of(step_.checks.begin(), step_.checks.end(), [](const Check& each) { return each.failed_in_run; });
  }
  bool differs(Aspect aspect) const { return moment_.is_rejected() && moment_.differs_in(aspect); }
  void add(Expected expected, bool failed) { step_.checks.push_back({std::move(expected.condition), std::move(expected.words), failed, false}); }

  void the_one_way(const Line& way) {
    if (const Expected expected = result(way); !expected.condition.empty()) add(expected, differs(Aspect::result));
    if (const Expected expected = last_error(way); !expected.condition.empty()) add(expected, differs(Aspect::last_error));
    // Where the call should have succeeded and did not, nothing was passed out either.
    const bool failed = differs(Aspect::output) || (differs(Aspect::result) && seen_.ret.is_boolean());
    for (const Expected& expected : passed_out(way)) add(expected, failed);
  }

  // Each way is allowed; what follows in the program is about the one that the trace shows.
  void several_ways() {
    Expected any;
    for (const Line& way : ways_) {
      const Expected one = whole(way);
      any.condition += (any.condition.empty() ? "" : " || ") + one.condition;
      any.words += (any.words.empty() ? "" : "; or: ") + one.words;
    }
    add(any, differs(Aspect::result) || differs(Aspect::output) || differs(Aspect::last_error));
    for (const Line& way : ways_)
      if (is_seen(way)) step_.goes_on_if = whole(way).condition;
  }

  // What lives depends on the way, and only both together tell that none was taken.
  void several_ways_with_memory() {
    Expected any;
    for (const Line& answer : moment_.allowed) {
      const Expected one = with_memory(answer);
      any.condition += (any.condition.empty() ? "" : " || ") + one.condition;
      any.words += (any.words.empty() ? "" : "; or: ") + one.words;
    }
    words_.need(ProgramHelper::is_allocated);
    step_.checks.push_back({std::move(any.condition), std::move(any.words), moment_.differs_in(Aspect::life), true});
  }

  Expected with_memory(const Line& answer) const {
    Expected all = whole(answer);
    for (const auto& life : answer.observed.alive) {
      const Known* known = words_.find(life.name);
      if (!known || known->type == Type::csp || !life.value.is_boolean()) continue;
      all.condition += std::string(" && ") + (life.value.truth ? "" : "!") + "is_allocated(" + known->variable + ")";
      all.words += " and the memory of " + known->variable + (life.value.truth ? " is still allocated" : " has been freed");
    }
    return {"(" + all.condition + ")", all.words};
  }

  Expected whole(const Line& way) const {
    std::vector<Expected> parts{result(way), last_error(way)};
    for (auto& part : passed_out(way)) parts.push_back(std::move(part));
    Expected all;
    for (const Expected& part : parts) {
      if (part.condition.empty()) continue;
      all.condition += (all.condition.empty() ? "" : " && ") + part.condition;
      all.words += (all.words.empty() ? "" : " and ") + part.words;
    }
    if (all.condition.empty()) all = {"1", "anything"};
    return {"(" + all.condition + ")", all.words};
  }

  static bool is_same_object(const Value& seen, const Value& allowed) {
    return new_object(allowed) ? seen.is_text() : seen == allowed;
  }
  bool is_seen(const Line& way) const {
    if (moment_.is_rejected() || !is_same_object(seen_.ret, way.ret)) return false;
    return std::all_of(way.out.begin(), way.out.end(), [&](const trace::Field& out) { return is_same_object(seen_.output(out.name), out.value); });
  }

  Expected result(const Line& way) const {
    if (made_.object_is_returned) return object(way.ret, "the result");
    if (!way.ret.is_boolean()) return {};
    return way.ret.truth ? Expected{"ret", "the result is TRUE"} : Expected{"!ret", "the result is FALSE"};
  }

  std::vector<Expected> passed_out(const Line& way) const {
    std::vector<Expected> all;
    for (const auto& out : way.out) {
      if (out.name == "pvData" && !made_.data.empty()) all.push_back(data(out.value));
      else if (!made_.object.empty() && !made_.object_is_returned) all.push_back(object(out.value, "what is passed out"));
    }
    return all;
  }

  Expected object(const Value& allowed, const std::string& what) const {
    const std::string null = made_.object_type == Type::csp ? "0" : "NULL";
    if (allowed.is_nothing()) return {made_.object + " == " + null, what + " is NULL"};
    if (allowed.is_text())
      if (const Known* known = words_.find(allowed.text); known && known->variable != made_.object)
        return {made_.object + " == " + known->variable, what + " is " + known->variable};
    Expected expected{made_.object + " != " + null, what + " is not NULL"};
    const Value* is_new = new_object(allowed);
    if (!is_new) return expected;
    expected.words = what + " is a new " + (is_new->is_text() ? is_new->text : std::string("object"));
    for (const auto& other : others_) expected.condition += " && " + made_.object + " != " + other;
    return expected;
  }

  Expected data(const Value& allowed) const {
    if (!allowed.is_text()) return {};
    const auto property = static_cast<std::uint32_t>(seen_.number_of("dwPropId"));
    const std::string condition = value_condition(property, allowed.text, made_.data, made_.size, words_, step_);
    return condition.empty() ? Expected{} : Expected{condition, "the value is " + printable(allowed.text)};
  }

  // What any answer with these results may do to the last error.
  Expected last_error(const Line& way) const {
    Expected any;
    for (const Line& answer : moment_.allowed) {
      if (!same_results(answer, way)) continue;
      const Expected one = error(answer.last_error);
      if (one.condition.empty()) return {};
      if (any.condition.find(one.condition) != std::string::npos) continue;
      any.condition += (any.condition.empty() ? "" : " || ") + one.condition;
      any.words += (any.words.empty() ? "" : " or ") + one.words;
    }
    if (any.words.find(" or ") != std::string::npos) any.condition = "(" + any.condition + ")";
    return any;
  }

  static Expected error(const Value& allowed) {
    if (!allowed.is_text()) return {};
    if (allowed.text == "unchanged") return {"error == 0xdeadbeef", "the last error is left alone"};
    if (allowed.text == "some failure code") return {"error != 0xdeadbeef", "the last error is set"};
    if (allowed.text == "a decoding error")
      return {"((error >= 0x80093100 && error <= 0x800931ff) || error == ERROR_INVALID_DATA)", "the last error is one of decoding"};
    const auto code = trace::error_code(allowed.text);
    if (!code) return {};
    return {"error == (DWORD)" + code_expression(trace::error_codes(), *code), "the last error is " + allowed.text};
  }

  const AnnotatedCall& moment_;
  const MadeCall& made_;
  const std::vector<std::string>& others_;
  Words& words_;
  Step& step_;
  const Line& seen_;
  std::vector<Line> ways_;
};

}  // namespace

void write_checks(const AnnotatedCall& annotated, const MadeCall& made, const std::vector<std::string>& others, Words& words, Step& step) {
  CheckWriter(annotated, made, others, words, step).write();
}

}  // namespace certlife::conformance
