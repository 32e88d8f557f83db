#include "model/trace/test_lines.h"

#include <ostream>

#include "model/trace/utf8.h"
#include "model/trace/writer.h"

namespace certlife::trace {
namespace {

namespace gen = rc::gen;

rc::Gen<std::uint32_t> any_code_point() {
  return gen::suchThat(
      gen::weightedOneOf<std::uint32_t>({{6, gen::inRange<std::uint32_t>(0x20, 0x7F)},
                                         {2, gen::element<std::uint32_t>('"', '\\', '/', '\n', 0, 0x7F)},
                                         {1, gen::inRange<std::uint32_t>(0x80, 0x10000)},
                                         {1, gen::inRange<std::uint32_t>(0x10000, 0x110000)}}),
      [](std::uint32_t code) { return code < 0xD800 || code >= 0xE000; });
}

Value any_scalar() {
  switch (*gen::inRange(0, 4)) {
    case 0:
      return Value::null();
    case 1:
      return Value::of(*gen::arbitrary<bool>());
    case 2:
      return Value::of(*gen::arbitrary<std::int64_t>());
    default:
      return Value::of(*any_text());
  }
}

Fields some_fields(const std::function<Value()>& value) {
  Fields fields;
  for (int count = *gen::inRange(0, 4); count > 0; --count) fields[*any_text()] = value();
  return fields;
}

Value list_of(const std::function<Value()>& item) {
  Value list;
  list.kind = Value::Kind::list;
  for (int count = *gen::inRange(0, 4); count > 0; --count) list.items.add() = item();
  return list;
}

Value object_of(const std::function<Value()>& value) {
  Value object;
  object.kind = Value::Kind::fields;
  object.fields = some_fields(value);
  return object;
}

Value any_value(int depth = 2) {
  const int kind = depth == 0 ? 0 : *gen::inRange(0, 5);
  if (kind == 3) return list_of([&] { return any_value(depth - 1); });
  if (kind == 4) return object_of([&] { return any_value(depth - 1); });
  return any_scalar();
}

Value one_of(std::span<const Named> names) {
  if (names.empty() || *gen::arbitrary<bool>())
    return Value::of(static_cast<std::int64_t>(*gen::arbitrary<std::uint32_t>()));
  const Named& named = names[*gen::inRange<std::size_t>(0, names.size())];
  return *gen::arbitrary<bool>() ? Value::of(named.name) : Value::of(hexadecimal(named.number));
}

Value argument(const Parameter& parameter) {
  if (!parameter.is_numeric()) return any_value();
  if (parameter.role == Role::flags) return list_of([&] { return one_of(parameter.names); });
  return one_of(parameter.names);
}

void fill_known_call(Line& line) {
  const CallDescription& description = calls()[*gen::inRange<std::size_t>(0, calls().size())];
  line.which = description.call;
  line.call = description.name;
  for (const Parameter& parameter : description.parameters)
    if (*gen::arbitrary<bool>()) line.args[parameter.name] = argument(parameter);
}

void fill_any_call(Line& line) {
  line.call = *any_text();
  line.which = call_named(line.call);
  line.args = some_fields([] { return any_value(); });
}

Value text_or_null() { return *gen::arbitrary<bool>() ? Value::of(*any_text()) : Value::null(); }

Observed any_observed() {
  Observed observed;
  observed.alive = some_fields([] { return Value::of(*gen::arbitrary<bool>()); });
  observed.csp = some_fields([] { return Value::of(*gen::element("held", "released")); });
  observed.home = some_fields(text_or_null);
  observed.content = some_fields(text_or_null);
  observed.properties = some_fields([] { return object_of(text_or_null); });
  observed.persisted = some_fields([] { return list_of(text_or_null); });
  if (*gen::arbitrary<bool>()) observed.callbacks = list_of([] { return any_value(); });
  return observed;
}

Ownership any_ownership() {
  Ownership ownership;
  const auto names = [] { return list_of([] { return Value::of(*any_text()); }); };
  ownership.acquires = some_fields([] { return Value::of(*any_text()); });
  ownership.holds = some_fields(names);
  if (*gen::arbitrary<bool>()) ownership.releases = names();
  if (*gen::arbitrary<bool>()) ownership.consumes = names();
  return ownership;
}

std::optional<std::int64_t> maybe_number() {
  if (*gen::arbitrary<bool>()) return std::nullopt;
  return *gen::arbitrary<std::int64_t>();
}

Line call() {
  Line line;
  *gen::arbitrary<bool>() ? fill_known_call(line) : fill_any_call(line);
  if (*gen::arbitrary<bool>()) line.ret = any_scalar();
  line.out = some_fields([] { return any_value(); });
  if (*gen::arbitrary<bool>())
    line.last_error = *gen::arbitrary<bool>() ? Value::of("unchanged") : one_of(error_codes());
  if (*gen::arbitrary<bool>()) line.last_error_after = one_of(error_codes());
  if (*gen::arbitrary<bool>()) line.last_error_before = one_of(error_codes());
  line.observed = any_observed();
  if (*gen::inRange(0, 3) == 0) line.ownership = any_ownership();
  line.unfinished = *gen::arbitrary<bool>();
  if (*gen::arbitrary<bool>()) line.at = *any_text();
  line.not_supported = *gen::arbitrary<bool>();
  line.thread = maybe_number();
  line.start = maybe_number();
  line.end = maybe_number();
  resolve(line.which, line.args);
  return line;
}

Line file() {
  Line line;
  line.kind = Line::Kind::file;
  line.file.name = *any_text();
  if (*gen::arbitrary<bool>())
    line.file.bytes = Value::of(*any_text());
  else
    line.file.contents = list_of([] { return Value::of(*any_text()); });
  return line;
}

}  // namespace

rc::Gen<std::string> any_text() {
  return rc::gen::map(rc::gen::container<std::vector<std::uint32_t>>(any_code_point()), [](const auto& codes) {
    std::string text;
    for (const std::uint32_t code : codes) append_utf8(text, code);
    return text;
  });
}

rc::Gen<Line> any_line() {
  return rc::gen::exec([] { return *rc::gen::inRange(0, 8) == 0 ? file() : call(); });
}

void showValue(const Line& line, std::ostream& to) { to << to_text(line); }

}  // namespace certlife::trace
