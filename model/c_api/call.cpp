// Calls that are built value by value. They end as the text of a line, so that there is one way into the judge.
#include <memory>
#include <string>
#include <string_view>

#include "model/c_api/guarded.h"
#include "model/include/certlife/oracle.h"
#include "model/trace/writer.h"

using certlife::c_api::guarded;
using certlife::trace::Fields;
using certlife::trace::Line;
using certlife::trace::Observed;
using certlife::trace::Value;

struct certlife_call {
  Line line;
  std::string text;
};

namespace {

Value value_from(const certlife_value& value) {
  switch (value.kind) {
    case CERTLIFE_VALUE_TRUTH: return Value::of(value.number != 0);
    case CERTLIFE_VALUE_NUMBER: return Value::of(value.number);
    case CERTLIFE_VALUE_TEXT: return value.text == nullptr ? Value::null() : Value::of(value.text);
    case CERTLIFE_VALUE_NULL: break;
  }
  return Value::null();
}

Fields* probe_named(Observed& observed, std::string_view name) {
  if (name == "alive") return &observed.alive;
  if (name == "csp") return &observed.csp;
  if (name == "hCertStore") return &observed.home;
  if (name == "content") return &observed.content;
  return nullptr;
}

int set(Fields* fields, const char* key, const certlife_value& value) {
  if (fields == nullptr || key == nullptr) return 0;
  return guarded(0, [&] {
    (*fields)[key] = value_from(value);
    return 1;
  });
}

int set(Value& to, const certlife_value& value) {
  return guarded(0, [&] {
    to = value_from(value);
    return 1;
  });
}

}  // namespace

certlife_call* certlife_call_create(const char* name) {
  if (name == nullptr) return nullptr;
  return guarded<certlife_call*>(nullptr, [&] {
    auto call = std::make_unique<certlife_call>();
    call->line.call = name;
    return call.release();
  });
}

void certlife_call_destroy(certlife_call* call) { delete call; }

int certlife_call_argument(certlife_call* call, const char* parameter, certlife_value value) { return set(&call->line.args, parameter, value); }

int certlife_call_returned(certlife_call* call, certlife_value value) { return set(call->line.ret, value); }

int certlife_call_gave(certlife_call* call, const char* parameter, certlife_value value) { return set(&call->line.out, parameter, value); }

int certlife_call_last_error(certlife_call* call, certlife_value value) { return set(call->line.last_error, value); }

int certlife_call_observed(certlife_call* call, const char* probe, const char* name, certlife_value value) {
  return set(probe == nullptr ? nullptr : probe_named(call->line.observed, probe), name, value);
}

const char* certlife_call_line(certlife_call* call) {
  return guarded<const char*>(nullptr, [&] {
    call->text = certlife::trace::to_text(call->line);
    return call->text.c_str();
  });
}
