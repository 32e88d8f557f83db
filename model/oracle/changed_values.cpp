#include "model/oracle/changed_values.h"

#include <algorithm>
#include <array>
#include <map>

#include "model/oracle/judge.h"
#include "model/trace/vocabulary.h"
#include "model/trace/writer.h"

namespace certlife::oracle {
namespace {

using trace::Fields;
using trace::Line;
using trace::SeenLine;
using trace::Value;

constexpr std::string_view nobodys_name = "an object of no name yet";
constexpr std::string_view other_label = "changed";
constexpr std::uint32_t other_property = 11;

enum class Sort { store, context, csp };

// What the caller holds of each name, as far as a reader can count: only what is certainly alive is held.
class Held {
 public:
  void learn(const Line& line) {
    for (const char* parameter : {"pPrevCertContext", "pPrevCrlContext", "pPrevCtlContext"}) give_up(line, parameter);
    const trace::Call call = line.which;
    const bool gives_up = call == trace::Call::CertCloseStore || call == trace::Call::CryptReleaseContext ||
                          (call >= trace::Call::CertFreeCertificateContext && call <= trace::Call::CertDeleteCTLFromStore);
    if (gives_up)
      for (const char* parameter : {"hCertStore", "hProv", "pCertContext", "pCrlContext", "pCtlContext"}) give_up(line, parameter);
    if (line.ret.is_text()) gain(line.ret.text, sort_of_result(line));
    for (const auto& out : line.out)
      if (out.value.is_text() && out.value.text.find(':') == std::string::npos) gain(out.value.text, sort_of_output(out.name));
    for (const auto& home : line.observed.home)
      if (home.value.is_text()) known_[home.value.text];
  }

  bool knows(const std::string& name) const { return known_.contains(name); }
  std::vector<std::string> others(const std::string& name, Sort sort) const {
    std::vector<std::string> names;
    for (const auto& [other, entry] : known_)
      if (other != name && entry.count > 0 && entry.sort == sort) names.push_back(other);
    return names;
  }

  static Sort sort_of_result(const Line& line) {
    return trace::describe(line.which).returns == trace::Returns::store ? Sort::store : Sort::context;
  }
  static Sort sort_of_output(const std::string& parameter) { return parameter == "phProv" ? Sort::csp : Sort::context; }

 private:
  struct Entry {
    Sort sort = Sort::store;
    int count = 0;
  };

  void gain(const std::string& name, Sort sort) {
    known_[name].sort = sort;
    ++known_[name].count;
  }
  void give_up(const Line& line, const char* parameter) {
    const Value& value = line.arg(parameter);
    if (value.is_text() && known_.contains(value.text)) --known_[value.text].count;
  }

  std::map<std::string, Entry> known_;
};

std::string shown(const Value& value) {
  std::string text;
  trace::append_value(text, value);
  return text;
}

class Changing {
 public:
  Changing(const trace::WindowsTrace& trace, std::vector<ChangedValue>& changes) : trace_(trace), changes_(changes) {}

  void run() {
    for (at_ = 0; at_ < trace_.lines.size(); ++at_) {
      if (seen().line.kind != Line::Kind::call) continue;
      change_result();
      change_outputs();
      change_last_error();
      change_observed();
      held_.learn(seen().line);
    }
  }

 private:
  const SeenLine& seen() const { return trace_.lines[at_]; }

  // Adds the line with the value that `place` finds in it changed into another.
  template <class Place>
  void put(const std::string& name, Place place, const Value& other) {
    ChangedValue change{at_, name + " is " + shown(other), seen().line};
    Value* const value = place(change.line);
    if (*value == other) return;
    *value = other;
    changes_.push_back(std::move(change));
  }

  template <class Place>
  void change(const std::string& name, Sort sort, Place place) {
    Line line = seen().line;
    const Value value = *place(line);
    const auto put_one = [&](const Value& other) { put(name, place, other); };
    switch (value.kind) {
      case Value::Kind::boolean: return put_one(Value::of(!value.truth));
      case Value::Kind::null:    return put_one(Value::of(nobodys_name));
      case Value::Kind::number:  return seen().only_names(name) ? put_one(Value::of(std::int64_t{0})) : change_number(value.number, put_one);
      case Value::Kind::text:
        if (value.text.find(':') != std::string::npos) return change_contents(value.text, put_one);
        return change_name(name, value.text, sort, put_one);
      case Value::Kind::list:   return change_records(value, put_one);
      case Value::Kind::fields: return change_properties(value, put_one);
      case Value::Kind::absent: return;
    }
  }

  template <class Put>
  void change_number(std::int64_t number, Put put_one) {
    put_one(Value::of(number + 1));
    if (number > 0) put_one(Value::of(number - 1));
    if (number > 1) put_one(Value::of(std::int64_t{0}));
  }

  template <class Put>
  void change_name(const std::string& result, const std::string& name, Sort sort, Put put_one) {
    if (!result.starts_with("hCertStore")) put_one(Value::null());
    if (seen().only_names(result)) return;
    if (held_.knows(name)) put_one(Value::of(nobodys_name));
    for (const std::string& other : held_.others(name, sort)) put_one(Value::of(std::string_view(other)));
  }

  template <class Put>
  void change_contents(const std::string& contents, Put put_one) {
    put_one(Value::of(std::string_view(other_contents(contents))));
  }

  static std::string other_contents(const std::string& contents) {
    const auto colon = contents.rfind(':', contents.find('/'));
    const std::string form = contents.substr(0, colon + 1);
    if (form.ends_with("hex:")) return contents + "00";
    if (form == "key:") return contents + "0";  // another key spec
    if (form != "sha1:") return form + std::string(other_label);
    return form + (contents[colon + 1] == '0' ? '1' : '0') + contents.substr(colon + 2);
  }

  template <class Put>
  void change_properties(const Value& properties, Put put_one) {
    for (std::size_t i = 0; i < properties.fields.size(); ++i) {
      Value other = properties;
      other.fields[i].value = Value::of(std::string_view(other_contents(properties.fields[i].value.text)));
      put_one(other);
      put_one(without(properties, i));
    }
    Value more = properties;
    if (more.fields.has(std::to_string(other_property))) return;
    more.fields[std::to_string(other_property)] = Value::of("text:changed");
    put_one(more);
  }

  static Value without(const Value& properties, std::size_t left_out) {
    Value rest;
    rest.kind = Value::Kind::fields;
    for (std::size_t i = 0; i < properties.fields.size(); ++i)
      if (i != left_out) rest.fields[properties.fields[i].name] = properties.fields[i].value;
    return rest;
  }

  template <class Put>
  void change_records(const Value& records, Put put_one) {
    for (std::size_t i = 0; i < records.items.size(); ++i) {
      Value fewer;
      fewer.kind = Value::Kind::list;
      for (std::size_t j = 0; j < records.items.size(); ++j)
        if (j != i) fewer.items.add() = records.items[j];
      put_one(fewer);
      if (!records.items[i].is_text()) continue;
      Value other = records;
      other.items[i] = Value::of(std::string_view(other_contents(records.items[i].text)));
      put_one(other);
    }
    Value more = records;
    more.kind = Value::Kind::list;
    more.items.add() = Value::of("cert:changed");
    put_one(more);
    put_one(Value::null());
  }

  void change_result() { change("ret", Held::sort_of_result(seen().line), [](Line& line) { return &line.ret; }); }

  void change_outputs() {
    for (const auto& out : seen().line.out) {
      if (!out.value.is_fields()) change(out.name, Held::sort_of_output(out.name), [&](Line& line) { return line.out.find(out.name); });
      for (const auto& field : out.value.fields)
        change(field.name, Sort::store, [&](Line& line) { return line.out.find(out.name)->fields.find(field.name); });
    }
  }

  // Another code, and one that was not set at all.
  void change_last_error() {
    const Value& value = seen().line.last_error;
    if (value.is_absent()) return;
    constexpr std::array<std::string_view, 6> codes{"E_INVALIDARG", "CRYPT_E_NOT_FOUND", "ERROR_ACCESS_DENIED", "CRYPT_E_PENDING_CLOSE",
                                                    "CRYPT_E_EXISTS", "ERROR_INVALID_DATA"};
    const auto place = [](Line& line) { return &line.last_error; };
    if (!may_be(Value::of("unchanged"))) put("lastError", place, Value::of("unchanged"));
    for (const std::string_view code : codes) {
      Value other = Value::of(code);
      trace::resolve_error_code(other);
      if (!may_be(other)) put("lastError", place, other);
    }
  }

  bool may_be(const Value& code) const {
    const auto same = [&](const Value& one) {
      return one.is_text() && one.text == "unchanged" ? one == code : code.resolved && one.number == code.number;
    };
    const auto& others = seen().other_last_errors;
    return same(seen().line.last_error) || std::any_of(others.begin(), others.end(), same);
  }

  void change_observed() {
    const auto each = [this](const char* probe, Fields trace::Observed::*fields) {
      for (const auto& field : seen().line.observed.*fields)
        change(std::string(probe) + " of " + field.name, Sort::store, [&](Line& line) { return (line.observed.*fields).find(field.name); });
    };
    each("alive", &trace::Observed::alive);
    each("hCertStore", &trace::Observed::home);
    each("content", &trace::Observed::content);
    each("encodingType", &trace::Observed::encoding);
    each("properties", &trace::Observed::properties);
    each("persisted", &trace::Observed::persisted);
    for (const auto& csp : seen().line.observed.csp)
      put("csp of " + csp.name, [&](Line& line) { return line.observed.csp.find(csp.name); },
          Value::of(csp.value.text == "held" ? "released" : "held"));
  }

  const trace::WindowsTrace& trace_;
  std::vector<ChangedValue>& changes_;
  std::size_t at_ = 0;
  Held held_;
};

}  // namespace

std::vector<ChangedValue> changed_values(const trace::WindowsTrace& trace) {
  std::vector<ChangedValue> changes;
  Changing(trace, changes).run();
  return changes;
}

Overall judged(const trace::WindowsTrace& trace, std::string_view reading, const ChangedValue* change) {
  Judge::Options options;
  options.reading = reading;
  Judge judge(options);
  for (std::size_t i = 0; i < trace.lines.size(); ++i) judge.judge(change && change->at == i ? change->line : trace.lines[i].line);
  return judge.summary().overall;
}

}  // namespace certlife::oracle
