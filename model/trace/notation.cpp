#include "model/trace/notation.h"

#include <algorithm>
#include <charconv>
#include <vector>

#include "model/joined.h"
#include "model/trace/bad_input.h"

namespace certlife::conformance {
namespace {

using trace::BadInput;
using trace::Line;
using trace::Parameter;
using trace::Role;
using trace::Value;

bool is_positional(const Parameter& parameter) {
  return parameter.name.find("EncodingType") == std::string_view::npos && !parameter.name.starts_with("cb") &&
         parameter.name != "pdwReserved" && parameter.name != "dwFindFlags" && parameter.role != Role::text;
}

bool receives_an_object(const Parameter& parameter) {
  return parameter.role == Role::out && (parameter.name.starts_with("pp") || parameter.name.starts_with("ph"));
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  if (trimmed(text).empty()) return parts;
  for (;;) {
    const auto end = text.find(separator);
    parts.push_back(trimmed(text.substr(0, end)));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

class CallParser {
 public:
  explicit CallParser(std::string_view text) : whole_(text), text_(trimmed(text)) {}

  Line parse() {
    if (text_.starts_with("file ")) return file();
    result();
    name();
    arguments();
    trace::resolve(line_.which, line_.args);
    return std::move(line_);
  }

 private:
  std::size_t column_of(std::string_view part) const {
    return part.data() < whole_.data() ? 1 : static_cast<std::size_t>(part.data() - whole_.data()) + 1;
  }
  [[noreturn]] void fail(std::string_view part, const std::string& message) const {
    throw BadInput(column_of(part), message);
  }

  Line file() {
    const auto colon = text_.find(':');
    if (colon == std::string_view::npos) fail(text_, "a file line is: file NAME: contents, contents");
    line_.kind = Line::Kind::file;
    line_.file.name = trimmed(text_.substr(5, colon - 5));
    const std::string_view contents = trimmed(text_.substr(colon + 1));
    if (contents.starts_with("hex:")) {
      line_.file.bytes = Value::of(contents);
      return std::move(line_);
    }
    line_.file.contents.kind = Value::Kind::list;
    for (const auto content : split(contents, ',')) line_.file.contents.items.add() = Value::of(content);
    return std::move(line_);
  }

  void result() {
    const auto equals = text_.find('=');
    if (equals == std::string_view::npos || equals > text_.find('(')) return;
    line_.ret = Value::of(trimmed(text_.substr(0, equals)));
    text_ = trimmed(text_.substr(equals + 1));
  }

  void name() {
    const auto bracket = text_.find('(');
    if (bracket == std::string_view::npos || !text_.ends_with(')')) fail(text_, "a call is written NAME(ARGUMENTS)");
    line_.call = trimmed(text_.substr(0, bracket));
    line_.which = trace::call_named(line_.call);
    if (line_.which == trace::Call::unknown) fail(text_, "no call is named " + line_.call);
    text_ = text_.substr(bracket + 1, text_.size() - bracket - 2);
  }

  void arguments() {
    const auto& description = trace::describe(line_.which);
    auto parameter = description.parameters.begin();
    for (const auto argument : split(text_, ',')) {
      if (const auto* named = named_parameter(argument)) {
        set(*named, trimmed(argument.substr(argument.find('=') + 1)));
        continue;
      }
      while (parameter != description.parameters.end() && !is_positional(*parameter)) ++parameter;
      if (parameter == description.parameters.end()) fail(argument, line_.call + " has fewer parameters");
      set(*parameter++, argument);
    }
  }

  const Parameter* named_parameter(std::string_view argument) const {
    const auto equals = argument.find('=');
    if (equals == std::string_view::npos || argument.find(':') < equals) return nullptr;
    const auto* parameter = trace::describe(line_.which).find(trimmed(argument.substr(0, equals)));
    if (!parameter) fail(argument, line_.call + " has no such parameter");
    return parameter;
  }

  void set(const Parameter& parameter, std::string_view text) {
    if (text.empty()) fail(text, "an argument is missing");
    if (text.starts_with('&')) {
      line_.out[parameter.name] = receives_an_object(parameter) ? Value::of(text.substr(1)) : Value::null();
      return;
    }
    if (text == "NULL") return;
    // What is left out is 0, except an encoding type and a provider type: there the usual one is meant.
    const bool has_usual_value = parameter.name.find("EncodingType") != std::string_view::npos || parameter.name == "dwProvType";
    if (text == "0" && !has_usual_value) return;
    Value& value = line_.args[parameter.name];
    value = value_of(parameter, text);
    // For complaints about what it is.
    value.column = static_cast<std::uint32_t>(column_of(text));
    for (Value& item : value.items) item.column = value.column;
  }

  static Value value_of(const Parameter& parameter, std::string_view text) {
    if (text.find('|') != std::string_view::npos || (parameter.role == Role::flags && !is_number(text))) {
      Value flags;
      flags.kind = Value::Kind::list;
      for (const auto flag : split(text, '|')) flags.items.add() = Value::of(flag);
      return flags;
    }
    if (text == "{NULL}") return null_buffer();
    if (is_number(text)) return Value::of(number(text));
    return Value::of(text);
  }

  static Value null_buffer() {
    Value value;
    value.kind = Value::Kind::fields;
    value.fields["pbData"] = Value::null();
    return value;
  }

  static bool is_number(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  }
  static std::int64_t number(std::string_view text) {
    std::int64_t result = 0;
    std::from_chars(text.data(), text.data() + text.size(), result);
    return result;
  }

  std::string_view whole_;
  std::string_view text_;
  Line line_;
};

std::string value_text(const Value& value) {
  switch (value.kind) {
    case Value::Kind::absent:
    case Value::Kind::null: return "NULL";
    case Value::Kind::boolean: return value.truth ? "TRUE" : "FALSE";
    case Value::Kind::number: return std::to_string(value.number);
    case Value::Kind::text: return value.text;
    case Value::Kind::fields: {
      std::vector<std::string> parts;
      for (const auto& field : value.fields) parts.push_back(field.name + ": " + value_text(field.value));
      if (value.fields.size() == 1 && value.fields.has("pbData")) return "{NULL}";
      if (value.fields.size() == 1 && value.fields.has("new")) return "a new " + value_text(*value.fields.find("new"));
      return "{" + joined(parts, ", ") + "}";
    }
    case Value::Kind::list: break;
  }
  std::vector<std::string> parts;
  for (const auto& item : value.items) parts.push_back(value_text(item));
  return parts.empty() ? "0" : joined(parts, " | ");
}

std::string out_text(const Parameter& parameter, const Value& value) {
  if (receives_an_object(parameter)) return "&" + (value.is_text() ? value.text : std::string("context"));
  return parameter.name.find("cb") != std::string_view::npos || parameter.name == "pdwDataLen" ? "&size" : "&value";
}

std::string argument_text(const Line& line, const Parameter& parameter) {
  if (const Value* out = line.out.find(parameter.name); out && !line.args.has(parameter.name))
    return out_text(parameter, *out);
  const Value& value = line.arg(parameter.name);
  const bool number = parameter.is_numeric() && parameter.name != "lpszStoreProvider";
  return value.is_nothing() && number ? "0" : value_text(value);
}

std::string file_text(const trace::FileSetup& file) {
  if (file.bytes.is_text()) return "file " + file.name + ": " + file.bytes.text;
  std::vector<std::string> parts;
  for (const auto& item : file.contents.items) parts.push_back(value_text(item));
  return "file " + file.name + ": " + joined(parts, ", ");
}

bool is_boolean(const Line& line) {
  return line.which != trace::Call::unknown && trace::describe(line.which).returns == trace::Returns::boolean;
}

// By its name, however it was written.
std::string last_error_text(const Value& value) {
  return value.is_number() || value.resolved ? trace::error_name(static_cast<std::uint32_t>(value.number)) : value_text(value);
}

// Which earlier thing the result turned out to be, where it was asked to be given a name of its own.
void append_first_name(std::vector<std::string>& parts, const Value& asked, const Value& given) {
  if (asked.is_text() && given.is_text() && asked.text != given.text) parts.push_back(asked.text + " is " + given.text);
}

void append_probes(std::vector<std::string>& parts, const trace::Observed& seen) {
  for (const auto& probe : seen.alive)
    if (probe.value.is_boolean()) parts.push_back(probe.name + (probe.value.truth ? " allocated" : " destroyed"));
  for (const auto& probe : seen.csp)
    if (probe.value.is_text()) parts.push_back(probe.name + " " + probe.value.text);
  for (const auto& probe : seen.home)
    if (!probe.value.is_null()) parts.push_back(probe.name + "->hCertStore is " + value_text(probe.value));
  for (const auto& probe : seen.content)
    if (!probe.value.is_null()) parts.push_back(probe.name + " is " + value_text(probe.value));
  for (const auto& probe : seen.encoding)
    if (!probe.value.is_null()) parts.push_back(probe.name + " has encoding type " + value_text(probe.value));
  for (const auto& probe : seen.properties)
    if (!probe.value.is_null()) parts.push_back(probe.name + " has properties " + value_text(probe.value));
  for (const auto& probe : seen.persisted)
    parts.push_back("file " + probe.name + (probe.value.is_null() ? " missing" : " holds " + value_text(probe.value)));
}

}  // namespace

Line parse_call(std::string_view text) { return CallParser(text).parse(); }

std::string call_text(const Line& line) {
  if (line.kind == Line::Kind::file) return file_text(line.file);
  std::string text = line.ret.is_text() && !is_boolean(line) ? line.ret.text + " = " : "";
  text += line.call + "(";
  if (line.which == trace::Call::unknown) return text + ")";
  std::vector<std::string> parts;
  for (const Parameter& parameter : trace::describe(line.which).parameters)
    if (is_positional(parameter)) parts.push_back(argument_text(line, parameter));
  for (const Parameter& parameter : trace::describe(line.which).parameters)
    if (!is_positional(parameter) && line.args.has(parameter.name))
      parts.push_back(std::string(parameter.name) + "=" + argument_text(line, parameter));
  return text + joined(parts, ", ") + ")";
}

std::string step_text(const Line& asked, const Line& completed) {
  std::vector<std::string> same;
  append_first_name(same, asked.ret, completed.ret);
  for (const auto& out : asked.out) append_first_name(same, out.value, completed.output(out.name));
  return call_text(asked) + (same.empty() ? "" : "   [" + joined(same, ", ") + "]");
}

std::string observation_text(const Line& line) {
  if (line.not_supported) return "not supported";
  std::vector<std::string> parts;
  if (!line.ret.is_absent()) parts.push_back(value_text(line.ret));
  for (const auto& out : line.out)
    if (!out.value.is_null()) parts.push_back(out.name + " receives " + value_text(out.value));
  if (line.last_error_is_unchanged()) parts.push_back("last error unchanged");
  else if (!line.last_error.is_absent()) parts.push_back("last error " + last_error_text(line.last_error));
  append_probes(parts, line.observed);
  return joined(parts, "; ");
}

}  // namespace certlife::conformance
