#include "tests/conformance/embedded/probes.h"

#include <functional>

#include "tests/conformance/embedded/files.h"
#include "tests/conformance/embedded/property_values.h"

namespace certlife::embedded {
namespace {

using conform::Port;
using trace::Value;

// A store that nobody named yet, as the null store, gets a name.
Value home_of(Session& session, const Object& object, const Value& asked) {
  const auto store = session.port.store_of(kind_of(object.sort), object.handle);
  if (!store) return {};
  if (const Object* known = session.names.last_with(Sort::store, store)) return Value::of(known->first_name);
  return Value::of(session.names.bind(asked.is_text() ? asked.text : "store-of-" + object.first_name, Sort::store, store).first_name);
}

Value property_of(Session& session, const Object& object, std::uint32_t id) {
  const auto kind = kind_of(object.sort);
  std::uint32_t size = 0;
  if (!session.port.get_property(kind, object.handle, id, nullptr, &size)) return Value::null();
  Bytes value(size);
  if (!session.port.get_property(kind, object.handle, id, value.data(), &size)) return Value::null();
  value.resize(size);
  return value_text(session, id, value);
}

Value properties_of(Session& session, const Object& object) {
  Value all;
  all.kind = Value::Kind::fields;
  const auto next = [&](std::uint32_t id) { return session.port.enumerate_properties(kind_of(object.sort), object.handle, id); };
  for (std::uint32_t id = next(0); id != 0; id = next(id)) {
    if (all.fields.has(std::to_string(id))) throw std::runtime_error("an enumeration of properties that comes back to " + std::to_string(id));
    all.fields[std::to_string(id)] = property_of(session, object, id);
  }
  return all;
}

using Answer = std::function<Value(const Object&, const Value& asked)>;

void answer_all(const Session& session, trace::Fields& probe, const Answer& answer) {
  trace::Fields answers;
  for (const auto& asked : probe) {
    const Object* object = session.names.find(asked.name);
    if (!object) continue;
    if (Value value = answer(*object, asked.value); !value.is_nothing()) answers[asked.name] = std::move(value);
  }
  probe = std::move(answers);
}

void answer_of_contexts(const Session& session, trace::Fields& probe, const Answer& answer) {
  answer_all(session, probe, [&](const Object& object, const Value& asked) {
    return object.alive && is_context(object.sort) ? answer(object, asked) : Value();
  });
}

bool has_properties(const Port& port) { return port.enumerate_properties && port.get_property; }
bool knows_what_lives(const Port& port) { return port.store_is_alive && port.context_is_alive; }

}  // namespace

std::set<std::string> probes_of(const Port& port) {
  std::set<std::string> probes;
  const auto add = [&](const char* name, bool is_there) {
    if (is_there) probes.insert(name);
  };
  add("alive", knows_what_lives(port));
  add("csp", static_cast<bool>(port.csp_is_held));
  add("hCertStore", static_cast<bool>(port.store_of));
  add("content", static_cast<bool>(port.content_of));
  add("encodingType", static_cast<bool>(port.encoding_type_of));
  add("properties", has_properties(port));
  add("persisted", true);
  add("privateBytes", static_cast<bool>(port.private_bytes));
  return probes;
}

void answer_probes(Session& session, trace::Line& line) {
  trace::Observed& seen = line.observed;
  if (seen.empty()) return;
  const Port& port = session.port;
  answer_all(session, seen.alive, [&](const Object& object, const Value&) { return knows_what_lives(port) ? Value::of(object.alive) : Value(); });
  answer_all(session, seen.csp, [&](const Object& object, const Value&) {
    return port.csp_is_held && object.sort == Sort::csp ? Value::of(object.alive ? "held" : "released") : Value();
  });
  answer_of_contexts(session, seen.home, [&](const Object& object, const Value& asked) { return port.store_of ? home_of(session, object, asked) : Value(); });
  answer_of_contexts(session, seen.content, [&](const Object& object, const Value&) {
    return port.content_of ? Value::of(session.contents.text_of(port.content_of(kind_of(object.sort), object.handle))) : Value();
  });
  answer_of_contexts(session, seen.encoding, [&](const Object& object, const Value&) {
    return port.encoding_type_of ? Value::of(std::int64_t{port.encoding_type_of(kind_of(object.sort), object.handle)}) : Value();
  });
  answer_of_contexts(session, seen.properties, [&](const Object& object, const Value&) {
    return has_properties(port) ? properties_of(session, object) : Value();
  });
  for (auto& file : seen.persisted) file.value = look_into_file(session, file.name);
}

}  // namespace certlife::embedded
