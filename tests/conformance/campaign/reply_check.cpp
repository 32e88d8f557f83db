#include "tests/conformance/campaign/reply_check.h"

#include "model/trace/vocabulary.h"

namespace certlife::conformance {
namespace {

using trace::Line;
using trace::Returns;
using trace::Value;

bool fits(Returns returns, const Value& ret) {
  switch (returns) {
    case Returns::nothing: return ret.is_nothing();
    case Returns::boolean: return ret.is_boolean();
    case Returns::store:
    case Returns::context: return ret.is_text() || ret.is_null();
    case Returns::number: return ret.is_number();
  }
  return false;
}

const char* wanted(Returns returns) {
  switch (returns) {
    case Returns::nothing: return "absent";
    case Returns::boolean: return "true or false";
    case Returns::store:
    case Returns::context: return "a name or null";
    case Returns::number: return "a number";
  }
  return "";
}

std::string text_of(const Value& value) {
  if (value.is_boolean()) return value.truth ? "true" : "false";
  if (value.is_number()) return std::to_string(value.number);
  return value.is_text() ? '"' + value.text + '"' : "null";
}

bool succeeded(const Line& line) { return line.ret.is_boolean() && line.ret.truth; }

}  // namespace

std::string fault_of_reply(const Line& asked, const Line& completed) {
  if (asked.kind == Line::Kind::file || asked.which == trace::Call::unknown || completed.not_supported) return {};
  const Returns returns = trace::describe(asked.which).returns;
  if (completed.ret.is_absent() && returns != Returns::nothing) return "\"ret\" is missing in the reply to " + asked.call + " and should be " + wanted(returns);
  if (!fits(returns, completed.ret)) return "\"ret\" is " + text_of(completed.ret) + " in the reply to " + asked.call + " and should be " + wanted(returns);
  for (const auto& out : asked.out)
    if (succeeded(completed) && completed.output(out.name).is_absent())
      return "\"out\" lacks \"" + std::string(out.name) + "\" in the reply to " + asked.call + ", which succeeded";
  return {};
}

}  // namespace certlife::conformance
