// Properties of contexts, and CSP handles.
#include <array>

#include "tests/conformance/embedded/call_makers.h"
#include "tests/conformance/embedded/property_values.h"

namespace certlife::embedded {

using conform::Handle;
using conform::Kind;
using conform::NotSupported;
using trace::Value;

void set_property(MadeCall& call, Kind kind) {
  const Handle context = call.handle(0, sort_of(kind));
  const std::uint32_t property = call.number(1), flags = call.number(2);
  std::optional<Bytes> value;
  if (!call.is_null(3)) value = value_from(call, 3, property);
  call.returns(call.perform([&] { return call.port().set_property(kind, context, property, flags, value ? &*value : nullptr); }));
}

namespace {

constexpr std::uint32_t largest_value = 1 << 16;

void give_value(MadeCall& call, std::size_t place, std::uint32_t property, const Bytes& bytes) {
  if (property == provider_handle || property == key_transfer) return call.gives(place, Sort::csp, handle_in(bytes));
  call.gives(place, value_text(call.session(), property, bytes));
}

}  // namespace

// pcbData among the arguments is the room there is; without it there is enough.
void get_property(MadeCall& call, Kind kind) {
  const Handle context = call.handle(0, sort_of(kind));
  const std::uint32_t property = call.number(1);
  check_layout_is_known(property);
  std::uint32_t size = call.number(3, largest_value);
  if (size > largest_value) throw NotSupported("so large a buffer");
  Bytes buffer(largest_value);
  void* const data = call.wants(2) ? buffer.data() : nullptr;
  const bool succeeds = call.perform([&] { return call.port().get_property(kind, context, property, data, &size); });
  call.returns(succeeds);
  call.gives(3, Value::of(std::int64_t{size}));
  if (!succeeds || size > buffer.size()) return call.gives(2, Value::null());
  // Who succeeds and leaves the size as it was has not written as much: the value is a number of four bytes.
  buffer.resize(property == access_state && size == largest_value ? sizeof(std::uint32_t) : size);
  if (call.wants(2)) give_value(call, 2, property, buffer);
}

void enumerate_properties(MadeCall& call, Kind kind) {
  const Handle context = call.handle(0, sort_of(kind));
  const std::uint32_t property = call.number(1);
  call.returns(call.perform([&] { return call.port().enumerate_properties(kind, context, property); }));
}

namespace {

std::optional<std::string> plain_text(const MadeCall& call, std::size_t place) {
  if (call.is_null(place)) return std::nullopt;
  const std::string& text = call.text(place);
  return text.starts_with("text:") ? text.substr(5) : text;
}

const char* pointer_to(const std::optional<std::string>& text) { return text ? text->c_str() : nullptr; }

// Traces leave the provider type off: PROV_RSA_FULL is meant.
void acquire_csp(MadeCall& call) {
  constexpr std::uint32_t rsa_full = 1;
  const auto container = plain_text(call, 1), provider = plain_text(call, 2);
  const std::uint32_t type = call.number(3, rsa_full), flags = call.number(4);
  Handle acquired;
  call.returns(call.perform([&] { return call.port().acquire_csp(&acquired, pointer_to(container), pointer_to(provider), type, flags); }));
  call.gives(0, Sort::csp, acquired);
}

void add_csp_reference(MadeCall& call) {
  const Handle csp = call.handle(0, Sort::csp);
  const std::uint32_t flags = call.number(2);
  call.returns(call.perform([&] { return call.port().add_csp_reference(csp, flags); }));
}

void release_csp(MadeCall& call) {
  const Handle csp = call.handle(0, Sort::csp);
  const std::uint32_t flags = call.number(1);
  call.returns(call.perform([&] { return call.port().release_csp(csp, flags); }));
}

void get_csp_parameter(MadeCall& call) {
  constexpr std::uint32_t name = 4;
  const Handle csp = call.handle(0, Sort::csp);
  const std::uint32_t parameter = call.number(1), flags = call.number(4);
  Bytes buffer(1024);
  std::uint32_t size = call.number(3, static_cast<std::uint32_t>(buffer.size()));
  if (size > buffer.size()) throw NotSupported("so large a buffer");
  void* const data = call.wants(2) ? buffer.data() : nullptr;
  const bool succeeds = call.perform([&] { return call.port().get_csp_parameter(csp, parameter, data, &size, flags); });
  call.returns(succeeds);
  call.gives(3, Value::of(std::int64_t{size}));
  if (!succeeds || size > buffer.size()) return call.gives(2, Value::null());
  buffer.resize(size);
  const bool is_text = parameter == name && size > 0 && buffer.back() == 0;
  call.gives(2, Value::of(is_text ? "text:" + std::string(buffer.begin(), buffer.end() - 1) : conformance::hex_text(buffer)));
}

constexpr auto handle_makers = std::to_array<Maker>({
    {trace::Call::CryptAcquireContext, acquire_csp, has<&conform::Port::acquire_csp>},
    {trace::Call::CryptContextAddRef, add_csp_reference, has<&conform::Port::add_csp_reference>},
    {trace::Call::CryptReleaseContext, release_csp, has<&conform::Port::release_csp>},
    {trace::Call::CryptGetProvParam, get_csp_parameter, has<&conform::Port::get_csp_parameter>},
});

}  // namespace

std::span<const Maker> csp_makers() { return handle_makers; }

}  // namespace certlife::embedded
