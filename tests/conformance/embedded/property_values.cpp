#include "tests/conformance/embedded/property_values.h"

#include <charconv>
#include <cstring>

namespace certlife::embedded {
namespace {

using conform::Handle;
using conform::NotSupported;

struct KeyContext {
  std::uint32_t size;
  std::uintptr_t csp;
  std::uint32_t spec;
};

template <class T>
Bytes bytes_of(const T& value) {
  Bytes bytes(sizeof value);
  std::memcpy(bytes.data(), &value, sizeof value);
  return bytes;
}

std::uint32_t number_in(std::string_view text) {
  std::uint32_t number = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || stop != text.data() + text.size()) throw NotSupported("a key context of " + std::string(text));
  return number;
}

// `key:HANDLE/SPEC` or `key:HANDLE/SPEC/size=N`; no handle is 0.
Bytes key_context_from(const MadeCall& call, std::string_view text) {
  const auto slash = text.find('/'), size = text.find("/size=");
  if (!text.starts_with("key:") || slash == std::string_view::npos) throw NotSupported("a key context that is none");
  const std::string_view name = text.substr(4, slash - 4);
  KeyContext key;
  std::memset(&key, 0, sizeof key);
  key.size = size == std::string_view::npos ? sizeof key : number_in(text.substr(size + 6));
  key.csp = name.empty() ? 0 : call.handle_named(name, Sort::csp).to<std::uintptr_t>();
  key.spec = number_in(text.substr(slash + 1, size == std::string_view::npos ? size : size - slash - 1));
  return bytes_of(key);
}

std::string key_context_text(const Session& session, const Bytes& bytes) {
  KeyContext key;
  std::memcpy(&key, bytes.data(), sizeof key);
  const Object* known = session.names.last_with(Sort::csp, Handle::of(key.csp));
  return "key:" + (key.csp == 0 ? "" : known ? known->first_name : "unnamed") + "/" + std::to_string(key.spec);
}

}  // namespace

void check_layout_is_known(std::uint32_t property) {
  constexpr std::uint32_t key_provider_info = 2, ncrypt_key = 78, either_key = 79, ncrypt_transfer = 99;
  for (const std::uint32_t each : {key_provider_info, ncrypt_key, either_key, ncrypt_transfer})
    if (property == each) throw NotSupported("property " + std::to_string(property));
}

Bytes value_from(const MadeCall& call, std::size_t place, std::uint32_t property) {
  check_layout_is_known(property);
  if (property == provider_handle) return bytes_of(call.handle(place, Sort::csp).to<std::uintptr_t>());
  const std::string& text = call.text(place);
  if (property == key_context) return key_context_from(call, text);
  return call.session().contents.bytes_of_property(property, text);
}

trace::Value value_text(Session& session, std::uint32_t property, const Bytes& bytes) {
  if (property == key_context && bytes.size() == sizeof(KeyContext)) return trace::Value::of(key_context_text(session, bytes));
  return trace::Value::of(session.contents.text_of_property(property, bytes));
}

Handle handle_in(const Bytes& bytes) {
  std::uintptr_t bits = 0;
  if (bytes.size() == sizeof bits) std::memcpy(&bits, bytes.data(), sizeof bits);
  return Handle::of(bits);
}

}  // namespace certlife::embedded
