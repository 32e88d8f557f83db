#include "model/trace/line.h"

#include <tuple>
#include <utility>

namespace certlife::trace {
namespace {

const Value& in(const Fields& fields, std::string_view name) {
  static const Value absent;
  const Value* found = fields.find(name);
  return found ? *found : absent;
}

}  // namespace

bool Observed::empty() const {
  return alive.empty() && csp.empty() && home.empty() && content.empty() && encoding.empty() &&
         properties.empty() && persisted.empty() &&
         callbacks.is_absent();
}

void Observed::clear() {
  for (Fields* probe : {&alive, &csp, &home, &content, &encoding, &properties, &persisted}) probe->clear();
  callbacks.clear();
}

void Ownership::clear() {
  for (Fields* fields : {&acquires, &holds}) fields->clear();
  for (Value* value : {&releases, &consumes}) value->clear();
}

void FileSetup::clear() {
  name.clear();
  contents.clear();
  bytes.clear();
}

const Value& Line::arg(std::string_view parameter) const { return in(args, parameter); }
const Value& Line::output(std::string_view parameter) const { return in(out, parameter); }

std::int64_t Line::number_of(std::string_view parameter, std::int64_t fallback) const {
  const Value& value = arg(parameter);
  return value.is_nothing() ? fallback : value.number;
}

std::string_view Line::name_of(std::string_view parameter) const {
  const Value& value = arg(parameter);
  return value.is_text() ? std::string_view(value.text) : std::string_view();
}

void Line::clear() {
  kind = Kind::call;
  which = Call::unknown;
  call.clear();
  for (Fields* fields : {&args, &out}) fields->clear();
  for (Value* value : {&ret, &last_error, &last_error_after, &last_error_before}) value->clear();
  observed.clear();
  ownership.clear();
  not_supported = unfinished = false;
  at.clear();
  thread = start = end = std::nullopt;
  file.clear();
  number = 0;
}

bool Line::operator==(const Line& other) const {
  const auto parts = [](const Line& line) {
    return std::tie(line.kind, line.call, line.args, line.ret, line.out, line.last_error, line.last_error_after,
                    line.last_error_before, line.observed, line.ownership, line.not_supported, line.unfinished, line.at, line.thread, line.start, line.end, line.file);
  };
  return parts(*this) == parts(other);
}

Line call_line(Call call, Fields args) { return call_line(describe(call).name, std::move(args)); }

Line call_line(std::string_view call, Fields args) {
  Line line;
  line.which = call_named(call);
  line.call = line.which == Call::unknown ? call : describe(line.which).name;
  line.args = std::move(args);
  resolve(line.which, line.args);
  return line;
}

}  // namespace certlife::trace
