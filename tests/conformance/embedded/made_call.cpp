#include "tests/conformance/embedded/made_call.h"

namespace certlife::embedded {
namespace {

using conform::Handle;
using conform::NotSupported;
using trace::Value;

constexpr std::uint32_t planted = 0xDEADBEEF;

bool sees_last_error(const conform::Port& port) { return port.get_last_error && port.set_last_error; }

const Object& object_called(const Session& session, std::string_view name) {
  if (const Object* object = session.names.find(name)) return *object;
  throw NotSupported("nothing is called " + std::string(name));
}

// What is destroyed is used by no call that the documents define, but for CSP handles, which calls recognise.
const Object& usable(const Object& object) {
  if (object.alive || object.sort == Sort::csp) return object;
  throw NotSupported(object.first_name + " has been destroyed");
}

Handle store_of(const Session& session, const Object& object) {
  if (object.sort == Sort::store) return object.handle;
  if (!is_context(object.sort)) throw NotSupported(object.first_name + " is no store and no context");
  if (!session.port.store_of) throw NotSupported("the store of a context");
  return session.port.store_of(kind_of(object.sort), object.handle);
}

}  // namespace

std::uint32_t MadeCall::number(std::size_t place, std::uint32_t otherwise) const {
  return static_cast<std::uint32_t>(line_.number_of(parameters_[place].name, otherwise));
}

const std::string& MadeCall::text(std::size_t place) const {
  if (!at(place).is_text()) throw NotSupported("another value than a text for " + std::string(parameters_[place].name));
  return at(place).text;
}

Handle MadeCall::handle_named(std::string_view name, Sort sort) const {
  const Object& object = usable(object_called(session_, name));
  if (object.sort != sort) throw NotSupported(object.first_name + " where something of another kind belongs");
  return object.handle;
}

// A number is a handle that no call gave.
Handle MadeCall::handle(std::size_t place, Sort sort) const {
  if (is_null(place)) return nullptr;
  if (at(place).is_number()) return Handle::of(static_cast<std::uintptr_t>(at(place).number));
  return handle_named(text(place), sort);
}

Handle MadeCall::store(std::size_t place) const {
  return is_null(place) ? Handle() : store_of(session_, usable(object_called(session_, text(place))));
}

conform::BytesView MadeCall::bytes(std::size_t place) const {
  static constexpr std::uint8_t none = 0;
  if (is_null(place)) return {};
  const Bytes& all = session_.contents.bytes_of(text(place));
  const std::uint32_t size = number(place + 1, static_cast<std::uint32_t>(all.size()));
  if (size > all.size()) throw NotSupported(std::string(parameters_[place + 1].name) + " is more than the bytes there are");
  return {all.empty() ? &none : all.data(), size};
}

void MadeCall::begin() {
  if (sees_last_error(port())) port().set_last_error(planted);
}

void MadeCall::end() {
  if (sees_last_error(port())) {
    const std::uint32_t code = port().get_last_error();
    line_.last_error = Value::of(code == planted ? "unchanged" : trace::error_name(code));
    if (code != planted) trace::resolve_error_code(line_.last_error);
  }
  session_.names.notice_deaths(port());
}

Value MadeCall::name_for(const Value& wanted, Sort sort, Handle handle) {
  if (!handle) return Value::null();
  return Value::of(session_.names.bind(wanted.is_text() ? wanted.text : "unnamed", sort, handle).first_name);
}

void MadeCall::gives(std::size_t place, Sort sort, Handle handle) {
  if (wants(place)) gives(place, name_for(line_.output(parameters_[place].name), sort, handle));
}

void MadeCall::gives(std::size_t place, Value value) {
  if (wants(place)) line_.out[parameters_[place].name] = std::move(value);
}

}  // namespace certlife::embedded
