#include "model/export/probe_checks.h"

#include <algorithm>

#include "model/export/printable.h"
#include "model/export/property_values.h"
#include "model/trace/bytes/contents.h"

namespace certlife::conformance {
namespace {

using model::Aspect;
using trace::Field;
using trace::Fields;
using trace::Line;
using trace::Value;

using Probes = Fields trace::Observed::*;

// Hashes and times of access, which an implementation may come to have by itself.
bool may_come_by_itself(std::uint32_t id) {
  return id == 3 || id == 4 || id == 14 || id == 15 || id == 20 || (id >= 24 && id <= 29) || id > 0xffff;
}

class ProbeChecks {
 public:
  ProbeChecks(const AnnotatedCall& annotated, Words& words, Step& step) : moment_(annotated), words_(words), step_(step) {}

  void write() {
    each(&trace::Observed::csp, Aspect::csp_handle, [&](const Field& probe, bool failed) { csp(probe, failed); });
    each(&trace::Observed::alive, Aspect::life, [&](const Field& probe, bool failed) { alive(probe, failed); });
    each(&trace::Observed::home, Aspect::home, [&](const Field& probe, bool failed) { home(probe, failed); });
    each(&trace::Observed::content, Aspect::content, [&](const Field& probe, bool failed) { content(probe, failed); });
    each(&trace::Observed::properties, Aspect::properties, [&](const Field& probe, bool failed) { properties(probe, failed); });
    each(&trace::Observed::persisted, Aspect::file, [&](const Field& probe, bool failed) { persisted(probe, failed); });
  }

 private:
  template <class Visit>
  void each(Probes probes, Aspect aspect, Visit visit) {
    for (const Field& probe : moment_.allowed.front().observed.*probes) {
      const bool agreed = std::all_of(moment_.allowed.begin(), moment_.allowed.end(), [&](const Line& answer) {
        const Value* value = (answer.observed.*probes).find(probe.name);
        return value && *value == probe.value;
      });
      if (agreed) visit(probe, moment_.is_rejected() && differs(aspect, probe.name));
    }
  }
  bool differs(Aspect aspect, const std::string& name) const {
    return std::any_of(moment_.differing.begin(), moment_.differing.end(), [&](const auto& each) { return each.is(aspect, name); });
  }
  void add(std::string condition, std::string words, bool failed, bool needs_heap = false) {
    step_.checks.push_back({std::move(condition), std::move(words), failed, needs_heap});
  }

  void csp(const Field& probe, bool failed) {
    const Known* known = words_.find(probe.name);
    if (!known || known->type != Type::csp) return;
    const bool held = probe.value.text == "held";
    words_.need_buffer();
    // A dead handle is recognised by the API, so asking is defined.
    add((held ? "" : "!") + ("(size = sizeof buffer, CryptGetProvParam(" + known->variable + ", PP_NAME, buffer, &size, 0))"),
        "the CSP handle " + known->variable + (held ? " is still held" : " has been released"), failed);
  }

  void alive(const Field& probe, bool failed) {
    const Known* known = words_.find(probe.name);
    if (!known || known->type == Type::csp) return;
    words_.need(ProgramHelper::is_allocated);
    add((probe.value.truth ? "" : "!") + ("is_allocated(" + known->variable + ")"),
        "the memory of " + known->variable + (probe.value.truth ? " is still allocated" : " has been freed"), failed, true);
  }

  // Reading a context that was seen to be freed would be a use after free.
  const Known* readable_context(const std::string& name) const {
    const Known* known = words_.find(name);
    const Value* alive = moment_.line.observed.alive.find(name);
    const bool was_freed = alive && alive->is_boolean() && !alive->truth;
    return known && is_context(known->type) && !was_freed ? known : nullptr;
  }

  void home(const Field& probe, bool failed) {
    const Known* known = readable_context(probe.name);
    if (!known || probe.value.is_nothing()) return;  // What is gone has no store.
    const Known* store = probe.value.is_text() ? words_.find(probe.value.text) : nullptr;
    const std::string field = known->variable + "->hCertStore";
    if (store && store->type == Type::store) return add(field + " == " + store->variable, field + " is " + store->variable, failed);
    add(field + " != NULL", field + " is a store", failed);
    name_home(probe.name, field);
  }
  // A store may be known by this only.
  void name_home(const std::string& context, const std::string& field) {
    const Value* seen = moment_.line.observed.home.find(context);
    if (!seen || !seen->is_text() || words_.find(seen->text)) return;
    step_.afterwards.push_back(words_.bind(seen->text, Type::store).variable + " = " + field + ";");
  }

  void content(const Field& probe, bool failed) {
    const Known* known = readable_context(probe.name);
    if (!known || !probe.value.is_text()) return;
    const std::string array = array_or_nothing(probe.value.text);
    if (array.empty()) return;
    const std::string kind = short_kind(known->type);
    add(known->variable + "->cb" + kind + "Encoded == sizeof " + array + " && !memcmp(" + known->variable + "->pb" + kind + "Encoded, " + array +
            ", sizeof " + array + ")",
        known->variable + " is " + printable(probe.value.text), failed);
  }

  std::string array_or_nothing(const std::string& contents) {
    try {
      return words_.array_of(contents);
    } catch (const std::exception&) {
      return "";  // Bytes that the model only knows by name.
    }
  }

  void properties(const Field& probe, bool failed) {
    const Known* known = readable_context(probe.name);
    if (!known || !probe.value.is_fields()) return;
    for (const Field& property : probe.value.fields) has_property(*known, property, failed);
    const Value* seen = moment_.line.observed.properties.find(probe.name);
    if (!seen || !seen->is_fields()) return;
    for (const Field& property : seen->fields) {
      const auto id = trace::property_id(property.name);
      if (!id || probe.value.fields.has(property.name) || may_come_by_itself(*id)) continue;
      words_.declare({"DWORD", "size", "0"});
      add("!" + getter(*known) + number_expression(*id) + ", NULL, &size)", known->variable + " has no property " + number_expression(*id), failed);
    }
  }

  static std::string getter(const Known& known) {
    return std::string("CertGet") + function_kind(known.type) + "ContextProperty(" + known.variable + ", ";
  }

  // Which of several properties the run saw to be wrong is known by comparing.
  void has_property(const Known& known, const Field& property, bool failed) {
    const auto id = trace::property_id(property.name);
    if (!id || !property.value.is_text() || may_come_by_itself(*id) || *id == 1) return;
    const std::string condition = value_condition(*id, property.value.text, "buffer", "size", words_, step_);
    if (condition.empty()) return;
    words_.need_buffer();
    add("(size = sizeof buffer, " + getter(known) + number_expression(*id) + ", buffer, &size)) && " + condition,
        known.variable + " has property " + number_expression(*id) + ", " + printable(property.value.text), failed && !was_seen(known, property));
  }
  bool was_seen(const Known& known, const Field& property) const {
    for (const Field& probe : moment_.line.observed.properties) {
      const Known* other = words_.find(probe.name);
      const Value* value = probe.value.is_fields() ? probe.value.fields.find(property.name) : nullptr;
      if (other && other->variable == known.variable && value && *value == property.value) return true;
    }
    return false;
  }

  void persisted(const Field& probe, bool failed) {
    const std::string path = words_.file(probe.name).path;
    if (probe.value.is_null()) {
      words_.need(ProgramHelper::file_exists);
      return add("!file_exists(" + path + ")", "there is no file " + printable(probe.name), failed);
    }
    std::string arrays, sizes;
    for (const Value& item : probe.value.items) {
      const Value* content = item.is_fields() ? item.fields.find("content") : &item;
      const std::string array = content && content->is_text() ? array_or_nothing(content->text) : "";
      if (array.empty()) return;
      arrays += (arrays.empty() ? "" : ", ") + array;
      sizes += (sizes.empty() ? "" : ", ") + ("sizeof " + array);
    }
    const std::size_t count = probe.value.items.size();
    const std::string number = std::to_string(step_.locals.size());
    if (count > 0) step_.locals.push_back({"const BYTE *const", "held_" + number + "[]", "{ " + arrays + " }"});
    if (count > 0) step_.locals.push_back({"const DWORD", "sizes_" + number + "[]", "{ " + sizes + " }"});
    words_.need(ProgramHelper::file_holds);
    const std::string list = count > 0 ? "held_" + number + ", sizes_" + number : "NULL, NULL";
    add("file_holds(" + path + ", " + list + ", " + std::to_string(count) + ")", "the file holds " + counted(count), failed);
  }
  static std::string counted(std::size_t count) {
    return count == 0 ? "no element" : count == 1 ? "just this element" : "just these " + std::to_string(count) + " elements";
  }

  const AnnotatedCall& moment_;
  Words& words_;
  Step& step_;
};

}  // namespace

void write_probe_checks(const AnnotatedCall& annotated, Words& words, Step& step) { ProbeChecks(annotated, words, step).write(); }

}  // namespace certlife::conformance
