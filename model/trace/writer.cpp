#include "model/trace/writer.h"

#include <charconv>

#include "model/trace/utf8.h"

namespace certlife::trace {
namespace {

void append_number(std::string& to, std::int64_t number) {
  char digits[24];
  const auto [stop, error] = std::to_chars(digits, digits + sizeof digits, number);
  to.append(digits, stop);
}

void append_escaped(std::string& to, char character) {
  static constexpr std::string_view meanings = "\"\\\b\f\n\r\t", letters = "\"\\bfnrt", digits = "0123456789abcdef";
  to.push_back('\\');
  if (const auto found = meanings.find(character); found != std::string_view::npos) {
    to.push_back(letters[found]);
    return;
  }
  to += "u00";
  to.push_back(digits[static_cast<unsigned char>(character) >> 4]);
  to.push_back(digits[character & 15]);
}

bool must_be_escaped(char character) {
  return static_cast<unsigned char>(character) < 0x20 || character == '"' || character == '\\';
}

void append_escaped_text(std::string& to, std::string_view text) {
  for (const char character : text) {
    if (must_be_escaped(character))
      append_escaped(to, character);
    else
      to.push_back(character);
  }
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
  probes("properties", observed.properties);
  probes("persisted", observed.persisted);
  object.value("callbacks", observed.callbacks);
  object.end();
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
  if (!line.observed.empty()) object.key("observed"), append_observed(to, line.observed);
  if (line.not_supported) object.value("notSupported", Value::of(true));
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
  while (!text.empty()) {
    const std::size_t valid = first_invalid_utf8(text);
    append_escaped_text(to, text.substr(0, valid));
    if (valid == text.size()) break;
    append_utf8(to, 0xFFFD);
    text.remove_prefix(valid + 1);
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
