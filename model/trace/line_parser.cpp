#include "model/trace/line_parser.h"

#include <algorithm>
#include <array>

#include "model/trace/cursor.h"
#include "model/trace/nearest_name.h"
#include "model/trace/reader.h"
#include "model/trace/utf8.h"

namespace certlife::trace {
namespace {

enum class Key {
  version,
  call,
  args,
  ret,
  out,
  last_error,
  last_error_after,
  observed,
  not_supported,
  thread,
  start,
  end,
  file,
  contents,
  bytes,
  value,
  last_error_before,
  at,
  unfinished,
  acquires,
  releases,
  consumes,
  holds,
  recorder,
  unknown
};

constexpr std::string_view key_names[] = {
    "certlife-trace", "call",     "args",     "ret",   "out",     "lastError", "lastErrorAfter",  "observed",
    "notSupported",   "thread",   "start",    "end",   "file",    "contents",  "bytes",           "value",
    "lastErrorBefore", "at",      "unfinished", "acquires", "releases", "consumes", "holds",      "recorder"};

// What the tools of this project write into the version line, for people: where a trace comes from, what it is about and who
// may use it. Readers need none of it.
constexpr std::string_view remark_names[] = {"license", "title", "clauses", "level", "source", "facts", "deviation", "program", "platform"};
// What a trace of model/trace/windows says of a call's results, for windows_trace.h.
constexpr std::string_view windows_remark = "windows";

bool is_remark(std::string_view name) { return std::ranges::find(remark_names, name) != std::end(remark_names); }

Key key_named(std::string_view name) {
  for (std::size_t index = 0; index < std::size(key_names); ++index)
    if (key_names[index] == name) return static_cast<Key>(index);
  return Key::unknown;
}

std::string in_quotes(std::string_view text) { return "\"" + shortened(text) + "\""; }

class LineParser {
 public:
  LineParser(std::string_view text, Line& line, const OnUnknown& on_unknown)
      : cursor_(text.data(), text.data() + text.size()), line_(line), on_unknown_(on_unknown) {}

  LineText parse() {
    cursor_.object("an object, as every line is one", [this](std::string_view name, std::uint32_t column) {
      const Key key = key_named(name);
      if (key != Key::unknown && !first_time(key)) twice(name, column);
      field(key, name, column);
    });
    cursor_.expect_end();
    return complete();
  }

 private:
  void field(Key key, std::string_view name, std::uint32_t column) {
    switch (key) {
      case Key::version:
        return version();
      case Key::call:
        return call();
      case Key::args:
        return fields("the arguments as an object", line_.args);
      case Key::ret:
        return result();
      case Key::out:
        return fields("the outputs as an object", line_.out);
      case Key::last_error:
        return code(line_.last_error, true);
      case Key::last_error_after:
        return code(line_.last_error_after, false);
      case Key::observed:
        return observed();
      case Key::not_supported:
        line_.not_supported = cursor_.boolean("true or false");
        return;
      case Key::thread:
        line_.thread = cursor_.number("the thread's number");
        return;
      case Key::start:
        line_.start = cursor_.number("a time as a number");
        return;
      case Key::end:
        line_.end = cursor_.number("a time as a number");
        return;
      case Key::file:
        return cursor_.text(line_.file.name, "the file's name");
      case Key::contents:
        return file_contents();
      case Key::bytes:
        return checked(line_.file.bytes, &Value::is_text, "contents as a string");
      case Key::value:
      case Key::last_error_before:
      case Key::at:
      case Key::unfinished:
      case Key::acquires:
      case Key::releases:
      case Key::consumes:
      case Key::holds:
      case Key::recorder:
        return field_of_recording(key);
      case Key::unknown:
        break;
    }
    const bool is_known = has(Key::version) ? is_remark(name) : name == windows_remark;
    if (!is_known) unknown(Stranger::key, column, "the key " + in_quotes(name) + " is not known and passed over");
    cursor_.skip();
  }

  void field_of_recording(Key key) {
    Ownership& ownership = line_.ownership;
    switch (key) {
      case Key::value: return checked(value_, &Value::is_text, "contents as a string");
      case Key::last_error_before: return code(line_.last_error_before, false);
      case Key::at: return cursor_.text(line_.at, "a place as a string");
      case Key::unfinished: line_.unfinished = cursor_.boolean("true or false"); return;
      case Key::acquires: return probes(ownership.acquires, &Value::is_text, "what it is as a string");
      case Key::releases: return checked(ownership.releases, &Value::is_list, "an array of names");
      case Key::consumes: return checked(ownership.consumes, &Value::is_list, "an array of names");
      case Key::holds: return probes(ownership.holds, &Value::is_list, "an array of names");
      default: return cursor_.skip();
    }
  }

  void version() {
    const std::uint32_t column = cursor_.next_column();
    const std::int64_t found = cursor_.number("the version of the format");
    if (found != format_version)
      cursor_.fail_at(column, "the format has version " + std::to_string(found) + ", this reader knows version " +
                                  std::to_string(format_version));
  }

  void call() {
    call_column_ = cursor_.next_column();
    cursor_.text(line_.call, "the call's name");
    line_.which = call_named(line_.call);
    if (line_.which != Call::unknown) line_.call = describe(line_.which).name;
  }

  void result() {
    const std::uint32_t column = cursor_.next_column();
    cursor_.value(line_.ret);
    if (line_.ret.is_list() || line_.ret.is_fields())
      cursor_.fail_at(column, "a result is true, false, a name, a number or null");
  }

  void code(Value& into, bool may_be_unchanged) {
    cursor_.value(into);
    if (into.is_null()) return into.clear();
    const bool is_unchanged = may_be_unchanged && into.is_text() && into.text == "unchanged";
    if (!is_unchanged) resolve_error_code(into);
  }

  void fields(const char* what, Fields& into) {
    cursor_.object(what, [&, keys = DistinctKeys()](std::string_view name, std::uint32_t column) mutable {
      cursor_.value(fresh(into, keys, name, column));
    });
  }

  void observed() {
    cursor_.object("the observations as an object",
                   [this](std::string_view name, std::uint32_t column) { probe(name, column); });
  }

  void probe(std::string_view name, std::uint32_t column) {
    Observed& seen = line_.observed;
    if (name == "alive") return probes(seen.alive, &Value::is_boolean, "true or false");
    if (name == "csp") return csp_probes(seen.csp);
    if (name == "hCertStore") return probes(seen.home, &Value::is_text, "a store's name");
    if (name == "content") return probes(seen.content, &Value::is_text, "contents as a string");
    if (name == "encodingType") return probes(seen.encoding, &Value::is_number, "an encoding type as a number");
    if (name == "properties") return probes(seen.properties, &Value::is_fields, "an object of properties");
    if (name == "persisted") return probes(seen.persisted, &Value::is_list, "an array of contents");
    if (name == "callbacks") return checked(seen.callbacks, &Value::is_list, "an array of callbacks");
    unknown(Stranger::key, column, "the probe " + in_quotes(name) + " is not known and passed over");
    cursor_.skip();
  }

  using Test = bool (Value::*)() const;

  // A value that passes the test or is null.
  void checked(Value& into, Test test, const char* what) {
    const std::uint32_t column = cursor_.next_column();
    cursor_.value(into);
    if (!into.is_null() && !(into.*test)()) cursor_.fail_at(column, std::string("expected ") + what);
  }

  void probes(Fields& into, Test test, const char* what) {
    cursor_.object("an object, name by name",
                   [&, keys = DistinctKeys()](std::string_view name, std::uint32_t column) mutable {
                     checked(fresh(into, keys, name, column), test, what);
                   });
  }

  void csp_probes(Fields& into) {
    probes(into, &Value::is_text, "\"held\" or \"released\"");
    for (const Field& csp : into)
      if (!csp.value.is_null() && csp.value.text != "held" && csp.value.text != "released")
        cursor_.fail_at(csp.value.column, "expected \"held\" or \"released\"");
  }

  void file_contents() {
    checked(line_.file.contents, &Value::is_list, "an array of contents");
    for (const Value& element : line_.file.contents.items)
      if (!element.is_text()) cursor_.fail_at(element.column, "expected contents as a string");
  }

  LineText complete() {
    if (has(Key::version)) return has(Key::recorder) ? LineText::recording : LineText::version;
    if (has(Key::call) && has(Key::file)) cursor_.fail_at(call_column_, "a line is a call or a file, not both");
    if (has(Key::file)) return complete_file();
    if (has(Key::bytes) && has(Key::value) && !has(Key::call)) return complete_bytes();
    if (!has(Key::call)) cursor_.fail_at(1, "the line has no \"call\"");
    resolve(line_.which, line_.args);
    note_unknown_arguments();
    return LineText::call;
  }

  LineText complete_file() {
    if (has(Key::contents) == has(Key::bytes)) cursor_.fail_at(1, "a file needs either \"contents\" or \"bytes\"");
    line_.kind = Line::Kind::file;
    return LineText::file;
  }

  LineText complete_bytes() {
    line_.file.name = line_.file.bytes.text;
    line_.file.bytes = value_;
    return LineText::bytes;
  }

  static std::string meant(std::string_view name, const CallDescription& description) {
    std::vector<std::string_view> names;
    for (const Parameter& each : description.parameters) names.push_back(each.name);
    return did_you_mean(nearest(name, names, std::max<std::size_t>(2, name.size() / 2 + 1)));
  }

  void note_unknown_arguments() {
    if (line_.which == Call::unknown) return unknown(Stranger::function, call_column_, line_.call);
    const CallDescription& description = describe(line_.which);
    for (const Fields* part : {&line_.args, &line_.out})
      for (const Field& argument : *part)
        if (!description.find(argument.name))
          unknown(Stranger::parameter, argument.value.column, line_.call + " has no parameter " + in_quotes(argument.name) + meant(argument.name, description));
  }

  Value& fresh(Fields& into, DistinctKeys& keys, std::string_view name, std::uint32_t column) {
    if (!keys.add(into, name)) twice(name, column);
    Field& field = into.add();
    field.name = name;
    return field.value;
  }

  bool has(Key key) const { return seen_ >> static_cast<int>(key) & 1; }
  bool first_time(Key key) {
    const bool first = !has(key);
    seen_ |= 1u << static_cast<int>(key);
    return first;
  }
  [[noreturn]] void twice(std::string_view name, std::uint32_t column) {
    cursor_.fail_at(column, "the key " + in_quotes(name) + " stands here twice");
  }
  void unknown(Stranger stranger, std::uint32_t column, const std::string& message) {
    if (on_unknown_) on_unknown_(stranger, column, message);
  }

  Cursor cursor_;
  Line& line_;
  const OnUnknown& on_unknown_;
  Value value_;
  std::uint32_t call_column_ = 0;
  std::uint32_t seen_ = 0;
};

}  // namespace

LineText parse_line_text(std::string_view text, Line& line, const OnUnknown& on_unknown) {
  line.clear();
  return LineParser(text, line, on_unknown).parse();
}

}  // namespace certlife::trace
