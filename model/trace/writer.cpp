#include "model/trace/writer.h"

#include <algorithm>
#include <charconv>

#include "model/trace/plain_text.h"

namespace certlife::trace {
namespace {

void append_number(std::string& to, std::int64_t number) {
  char digits[24];
  const auto [stop, error] = std::to_chars(digits, digits + sizeof digits, number);
  to.append(digits, stop);
}

void append_unit(std::string& to, std::uint32_t unit) {
  static constexpr std::string_view digits = "0123456789abcdef";
  to += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) to.push_back(digits[(unit >> shift) & 15]);
}

void append_escaped(std::string& to, std::uint32_t code) {
  static constexpr std::string_view meanings = "\"\\\b\f\n\r\t", letters = "\"\\bfnrt";
  if (const auto found = meanings.find(static_cast<char>(code)); code < 0x80 && found != std::string_view::npos) {
    to.push_back('\\');
    to.push_back(letters[found]);
  } else if (code < 0x10000) {
    append_unit(to, code);
  } else {
    append_unit(to, 0xD800 + ((code - 0x10000) >> 10));
    append_unit(to, 0xDC00 + ((code - 0x10000) & 0x3FF));
  }
}

bool is_ordinary(char character) { return character >= 0x20 && character < 0x7F && character != '"' && character != '\\'; }

// What a terminal must not see is spelt: a trace is read by people as well.
void append_character(std::string& to, const Characters::Character& character) {
  if (!character.code) to += replacement_character;
  else if (is_unprintable(*character.code) || character.bytes == "\"" || character.bytes == "\\") append_escaped(to, *character.code);
  else to += character.bytes;
}

// An object under construction: puts the commas.
class Object {
 public:
  explicit Object(std::string& to) : to_(to) { to_.push_back('{'); }
  void key(std::string_view name) {
    if (!first_) to_.push_back(',');
    first_ = false;
    append_quoted(to_, name);
    to_.push_back(':');
  }
  void value(std::string_view name, const Value& value) {
    if (value.is_absent()) return;
    key(name);
    append_value(to_, value);
  }
  void end() { to_.push_back('}'); }

 private:
  std::string& to_;
  bool first_ = true;
};

void append_fields(std::string& to, const Fields& fields) {
  Object object(to);
  for (const Field& field : fields) object.value(field.name, field.value);
  object.end();
}

// The documented parameters in their order, then whatever else there is.
void append_arguments(std::string& to, Call call, const Fields& arguments) {
  if (call == Call::unknown) return append_fields(to, arguments);
  const CallDescription& description = describe(call);
  Object object(to);
  for (const Parameter& parameter : description.parameters)
    if (const Value* value = arguments.find(parameter.name)) object.value(parameter.name, *value);
  for (const Field& argument : arguments)
    if (!description.find(argument.name)) object.value(argument.name, argument.value);
  object.end();
}

void append_observed(std::string& to, const Observed& observed) {
  Object object(to);
  const auto probes = [&](std::string_view name, const Fields& fields) {
    if (fields.empty()) return;
    object.key(name);
    append_fields(to, fields);
  };
  probes("alive", observed.alive);
  probes("csp", observed.csp);
  probes("hCertStore", observed.home);
  probes("content", observed.content);
  probes("encodingType", observed.encoding);
  probes("properties", observed.properties);
  probes("persisted", observed.persisted);
  object.value("callbacks", observed.callbacks);
  object.end();
}

void append_ownership(Object& object, std::string& to, const Ownership& ownership) {
  const auto fields = [&](std::string_view name, const Fields& of) {
    if (of.empty()) return;
    object.key(name);
    append_fields(to, of);
  };
  fields("acquires", ownership.acquires);
  object.value("releases", ownership.releases);
  object.value("consumes", ownership.consumes);
  fields("holds", ownership.holds);
}

void append_file(std::string& to, const FileSetup& file) {
  Object object(to);
  object.value("file", Value::of(file.name));
  object.value("contents", file.contents);
  object.value("bytes", file.bytes);
  object.end();
}

void append_call(std::string& to, const Line& line) {
  Object object(to);
  const auto number = [&](std::string_view name, const std::optional<std::int64_t>& value) {
    if (value) object.value(name, Value::of(*value));
  };
  object.value("call", Value::of(line.call));
  if (!line.args.empty()) object.key("args"), append_arguments(to, line.which, line.args);
  object.value("ret", line.ret);
  if (!line.out.empty()) object.key("out"), append_arguments(to, line.which, line.out);
  object.value("lastError", line.last_error);
  object.value("lastErrorAfter", line.last_error_after);
  object.value("lastErrorBefore", line.last_error_before);
  if (!line.observed.empty()) object.key("observed"), append_observed(to, line.observed);
  append_ownership(object, to, line.ownership);
  if (line.not_supported) object.value("notSupported", Value::of(true));
  if (line.unfinished) object.value("unfinished", Value::of(true));
  if (!line.at.empty()) object.value("at", Value::of(line.at));
  number("thread", line.thread);
  number("start", line.start);
  number("end", line.end);
  object.end();
}

}  // namespace

std::string_view version_line() { return "{\"certlife-trace\":1}"; }

std::string to_text(const Line& line) {
  std::string text;
  append_line(text, line);
  return text;
}

void append_line(std::string& to, const Line& line) {
  line.kind == Line::Kind::file ? append_file(to, line.file) : append_call(to, line);
}

void append_value(std::string& to, const Value& value) {
  switch (value.kind) {
    case Value::Kind::absent:
    case Value::Kind::null:
      to += "null";
      return;
    case Value::Kind::boolean:
      to += value.truth ? "true" : "false";
      return;
    case Value::Kind::number:
      return append_number(to, value.number);
    case Value::Kind::text:
      return append_quoted(to, value.text);
    case Value::Kind::fields:
      return append_fields(to, value.fields);
    case Value::Kind::list:
      break;
  }
  to.push_back('[');
  for (const Value& item : value.items) {
    if (&item != value.items.begin()) to.push_back(',');
    append_value(to, item);
  }
  to.push_back(']');
}

void append_quoted(std::string& to, std::string_view text) {
  to.push_back('"');
  if (std::all_of(text.begin(), text.end(), is_ordinary)) {
    to += text;
  } else {
    Characters characters(text);
    while (const auto character = characters.next()) append_character(to, *character);
  }
  to.push_back('"');
}

Writer::Writer(std::ostream& to) : to_(to) { to_ << version_line() << '\n'; }

void Writer::write(const Line& line) {
  text_.clear();
  append_line(text_, line);
  text_.push_back('\n');
  to_ << text_;
}

}  // namespace certlife::trace
