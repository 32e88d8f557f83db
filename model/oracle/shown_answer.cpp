#include "model/oracle/shown_answer.h"

#include <string>

#include "model/oracle/knowledge.h"
#include "model/oracle/named_objects.h"
#include "model/trace/vocabulary.h"

namespace certlife::oracle {

using model::Error;
using trace::Value;

namespace {

Value new_object(const char* what) {
  Value value;
  value.kind = Value::Kind::fields;
  value.fields["new"] = Value::of(what);
  return value;
}

Value error_value(Error error) {
  switch (error) {
    case Error::unchanged:    return Value::of("unchanged");
    case Error::unspecified:  return {};
    case Error::any_asn1:     return Value::of("an ASN.1 error");
    case Error::any_decoding: return Value::of("a decoding error");
    case Error::some_failure: return Value::of("some failure code");
    default:                  return Value::of(trace::error_name(static_cast<std::uint32_t>(error)));
  }
}

// Shows what one outcome would have shown.
class Showing {
 public:
  Showing(Knowledge& knowledge, const trace::Line& line, const Candidate& candidate, const Outcome& outcome)
      : known_(knowledge), seen_(knowledge.translation), objects_(knowledge), line_(line), candidate_(candidate), outcome_(outcome) {}

  trace::Line shown() const {
    trace::Line shown;
    show_results(shown);
    show_life(shown.observed);
    show_contents(shown.observed);
    show_files(shown.observed);
    return shown;
  }

 private:
  using Object = NamedObjects::Object;

  Value name_value(Thing thing, std::uint32_t index, NameId name) const {
    if (!index) return Value::null();
    if (name) return Value::of(std::string_view(known_.names[name].text));
    if (thing == Thing::store && index == Concrete::null_store().index) return Value::of("the null store");
    return new_object(thing == Thing::store ? "store" : thing == Thing::csp ? "CSP handle" : "context");
  }

  Value properties_value(const Concrete::Properties& properties) const {
    Value value;
    value.kind = Value::Kind::fields;
    for (const auto& [id, each] : properties.entries()) value.fields[std::to_string(id)] = Value::of(std::string_view(known_.contents.text_of(each)));
    return value;
  }

  Value records_value(const Concrete::Records& records) const {
    Value list;
    list.kind = Value::Kind::list;
    for (const auto& record : records) {
      Value& item = list.items.add();
      item = Value::of(std::string_view(known_.contents.text_of(record.content)));
      if (record.properties.entries().empty()) continue;
      Value content = item;
      item = Value{};
      item.kind = Value::Kind::fields;
      item.fields["content"] = content;
      item.fields["properties"] = properties_value(record.properties);
    }
    return list;
  }

  // The object that the call returns or passes out.
  Value object_given() const {
    const auto& answer = outcome_.answer;
    switch (seen_.result) {
      case Translation::Result::store:
        return name_value(Thing::store, answer.store.index, known_.bindings.of_store(answer.store.index));
      case Translation::Result::context:
        return name_value(Thing::context, answer.context.index, candidate_.name_of_context(answer.context.index));
      case Translation::Result::csp:
        return name_value(Thing::csp, answer.csp.index, known_.bindings.of_csp(answer.csp.index));
      case Translation::Result::boolean:
      case Translation::Result::none: break;
    }
    return {};
  }

  void show_results(trace::Line& shown) const {
    const auto& answer = outcome_.answer;
    const bool in_ret = returns_object(seen_);
    shown.ret = in_ret ? object_given() : Value::of(answer.succeeds);
    if (seen_.object && !in_ret && answer.succeeds) {
      for (const auto& [parameter, value] : line_.out) {
        if (&value == seen_.object) shown.out[parameter] = object_given();
      }
    }
    if (seen_.value && answer.succeeds) shown.out["pvData"] = Value::of(std::string_view(known_.contents.text_of(answer.value)));
    shown.last_error = error_value(answer.last_error);
  }

  void show_life(trace::Observed& shown) const {
    for (const auto& [name, value] : line_.observed.alive) {
      const Object it = objects_.called(candidate_, outcome_, name);
      if (it.thing == Thing::store || it.thing == Thing::context) shown.alive[name] = Value::of(is_alive(outcome_, it));
    }
    for (const auto& [name, value] : line_.observed.csp) {
      const Object it = objects_.called(candidate_, outcome_, name);
      const bool held = it.thing == Thing::csp && outcome_.after.csp_references.at({it.index}) > 0;
      if (it.thing == Thing::csp) shown.csp[name] = Value::of(held ? "held" : "released");
    }
  }

  // Of what is gone, NULL.
  template <class Show>
  void show_contexts(const trace::Fields& probe, trace::Fields& shown, Show show) const {
    for (const auto& [name, value] : probe) {
      const Object it = objects_.called_now(candidate_, outcome_, name);
      if (it.thing == Thing::context) shown[name] = is_alive(outcome_, it) ? show(Concrete::Context{it.index}) : Value::null();
    }
  }

  void show_contents(trace::Observed& shown) const {
    const World& after = outcome_.after;
    show_contexts(line_.observed.home, shown.home, [&](Concrete::Context context) {
      const std::uint32_t home = after.home.at(context).index;
      return name_value(Thing::store, home, known_.bindings.of_store(home));
    });
    show_contexts(line_.observed.content, shown.content, [&](Concrete::Context context) {
      return Value::of(std::string_view(known_.contents.text_of(after.content.at(context))));
    });
    show_contexts(line_.observed.properties, shown.properties,
                  [&](Concrete::Context context) { return properties_value(after.properties.at(context)); });
  }

  void show_files(trace::Observed& shown) const {
    for (const auto& [name, value] : line_.observed.persisted) {
      const Concrete::File file = known_.translator.file_called(name);
      const bool exists = outcome_.after.file_exists.at(file);
      shown.persisted[name] = exists ? records_value(outcome_.after.image.at(file).listed()) : Value::null();
    }
  }

  Knowledge& known_;
  const Translation& seen_;
  NamedObjects objects_;
  const trace::Line& line_;
  const Candidate& candidate_;
  const Outcome& outcome_;
};

}  // namespace

trace::Line shown_answer(Knowledge& knowledge, const trace::Line& line, const Candidate& candidate, const Outcome& outcome) {
  return Showing(knowledge, line, candidate, outcome).shown();
}

}  // namespace certlife::oracle
