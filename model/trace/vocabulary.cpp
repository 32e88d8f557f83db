#include "model/trace/vocabulary.h"

#include <algorithm>
#include <charconv>
#include <mutex>
#include <unordered_map>
#include <vector>

#include "model/trace/bad_input.h"
#include "model/trace/utf8.h"

namespace certlife::trace {
namespace {

using CallTable = std::unordered_map<std::string_view, Call>;

const CallTable& call_table() {
  static const CallTable table = [] {
    static std::vector<std::string> suffixed;
    suffixed.reserve(2 * calls().size());
    CallTable names;
    for (const CallDescription& description : calls()) {
      names.emplace(description.name, description.call);
      if (!description.has_a_and_w) continue;
      for (const char suffix : {'A', 'W'})
        names.emplace(suffixed.emplace_back(std::string(description.name) + suffix), description.call);
    }
    return names;
  }();
  return table;
}

// A group's first names, which are the usual ones, are looked through; for the others long groups have a table.
constexpr std::size_t looked_through = 16;
using NameTable = std::unordered_map<std::string_view, std::uint32_t>;

NameTable made_of(std::span<const Named> names) {
  NameTable table;
  for (const Named& named : names) table.emplace(named.name, named.number);
  return table;
}

// The table of a long group, by where the group lies; each is made once.
const NameTable& table_of(std::span<const Named> names) {
  static std::mutex making;
  static std::unordered_map<const Named*, NameTable> tables;
  const std::lock_guard<std::mutex> alone(making);
  const auto found = tables.find(names.data());
  return found != tables.end() ? found->second : tables.emplace(names.data(), made_of(names)).first->second;
}

// A name of the group, or "0x…".
std::optional<std::int64_t> word(std::span<const Named> names, std::string_view text) {
  if (text.starts_with("0x")) return hexadecimal(text);
  return number_named(names, text);
}

[[noreturn]] void complain(const Value& value, const std::string& message) { throw BadInput(value.column, message); }

std::int64_t one_number(const Parameter& parameter, const Value& value) {
  if (value.is_number()) return value.number;
  if (value.is_nothing()) return 0;
  if (!value.is_text()) complain(value, std::string(parameter.name) + " must be a name or a number");
  if (const auto number = word(parameter.names, value.text)) return *number;
  complain(value, "\"" + shortened(value.text) + "\" is no value of " + std::string(parameter.name));
}

std::int64_t all_flags(const Parameter& parameter, const Value& value) {
  std::int64_t flags = 0;
  for (const Value& item : value.items) flags |= one_number(parameter, item);
  return flags;
}

// Every number of the API has 32 bits; a log may have taken them for signed ones.
std::int64_t as_dword(const Value& value, std::int64_t number) {
  if (number < INT32_MIN || number > UINT32_MAX) complain(value, "the number has more than 32 bits");
  return static_cast<std::uint32_t>(number);
}

// Any string may name a provider, since they can be registered; but what looks like a constant must be one.
std::int64_t provider(const Parameter& parameter, const Value& value) {
  const bool is_other_string =
      value.is_text() && !value.text.starts_with("CERT_STORE_PROV_") && !word(parameter.names, value.text);
  return is_other_string ? unknown_provider : one_number(parameter, value);
}

}  // namespace

const Parameter* CallDescription::find(std::string_view parameter) const {
  for (const Parameter& candidate : parameters)
    if (candidate.name == parameter) return &candidate;
  return nullptr;
}

const CallDescription& describe(Call call) { return calls()[static_cast<std::size_t>(call) - 1]; }

Call call_named(std::string_view name) {
  const auto found = call_table().find(name);
  return found == call_table().end() ? Call::unknown : found->second;
}

std::optional<std::uint32_t> number_named(std::span<const Named> names, std::string_view name) {
  for (const Named& candidate : names.first(std::min(names.size(), looked_through)))
    if (candidate.name == name) return candidate.number;
  if (names.size() <= looked_through) return std::nullopt;
  const NameTable& table = table_of(names);
  const auto found = table.find(name);
  return found == table.end() ? std::nullopt : std::optional(found->second);
}

std::optional<std::string_view> name_numbered(std::span<const Named> names, std::uint32_t number) {
  for (const Named& candidate : names)
    if (candidate.number == number) return candidate.name;
  return std::nullopt;
}

std::optional<std::int64_t> hexadecimal(std::string_view text) {
  if (!text.starts_with("0x")) return std::nullopt;
  std::uint64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data() + 2, end, number, 16);
  if (error != std::errc{} || stop != end) return std::nullopt;
  return static_cast<std::int64_t>(number);
}

std::string hexadecimal(std::uint32_t number) {
  char digits[8];
  const auto [stop, error] = std::to_chars(digits, digits + 8, number, 16);
  return "0x" + std::string(digits, stop);
}

std::optional<std::uint32_t> error_code(std::string_view text) {
  const auto number = word(error_codes(), text);
  return number ? std::optional(static_cast<std::uint32_t>(*number)) : std::nullopt;
}

std::string error_name(std::uint32_t code) {
  const auto name = name_numbered(error_codes(), code);
  return name ? std::string(*name) : hexadecimal(code);
}

std::optional<std::uint32_t> property_id(std::string_view text) {
  if (const auto number = word(property_ids(), text)) return static_cast<std::uint32_t>(*number);
  std::uint32_t number = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && stop == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

Value flag_names(std::span<const Named> names, std::uint32_t flags) {
  Value list;
  list.kind = Value::Kind::list;
  list.number = flags;
  list.resolved = true;
  for (const Named& flag : names) {
    if (flag.number == 0 || (flags & flag.number) != flag.number) continue;
    list.items.add() = Value::of(flag.name);
    flags &= ~flag.number;
  }
  if (flags) list.items.add() = Value::of(hexadecimal(flags));
  return list;
}

Value code_name(std::span<const Named> names, std::uint32_t code) {
  const auto name = name_numbered(names, code);
  Value value = name ? Value::of(*name) : Value::of(static_cast<std::int64_t>(code));
  value.number = code;
  value.resolved = true;
  return value;
}

void resolve(const Parameter& parameter, Value& value) {
  if (value.is_list() && parameter.role != Role::flags) complain(value, std::string(parameter.name) + " is no list");
  const bool is_provider = parameter.names.data() == providers().data();
  const std::int64_t number = value.is_list() ? all_flags(parameter, value)
                              : is_provider   ? provider(parameter, value)
                                              : one_number(parameter, value);
  value.number = as_dword(value, number);
  value.resolved = true;
}

void resolve(Call call, Fields& args) {
  if (call == Call::unknown) return;
  const CallDescription& description = describe(call);
  for (Field& argument : args) {
    const Parameter* parameter = description.find(argument.name);
    if (parameter && parameter->is_numeric()) resolve(*parameter, argument.value);
  }
}

void resolve_error_code(Value& value) {
  static const Parameter last_error{"the last error", Role::code, error_codes()};
  resolve(last_error, value);
}

}  // namespace certlife::trace
