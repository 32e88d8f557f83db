// Setting, getting and enumerating the properties of contexts.
#include <vector>

#include "tests/conformance/harness/calls.h"
#include "tests/conformance/harness/kinds.h"
#include "tests/conformance/harness/property_values.h"

namespace certlife::conformance {
namespace {

constexpr DWORD key_provider_handle = 1, key_context = 5, key_spec = 6, access_state = 14, key_transfer = 100;
constexpr DWORD largest_value = 1 << 16;

// Properties whose pvData is a structure of its own and neither bytes nor a handle.
bool has_unknown_layout(DWORD property) {
  constexpr DWORD key_provider_info = 2, ncrypt_key = 78, either_key = 79, ncrypt_transfer = 99;
  return property == key_provider_info || property == ncrypt_key || property == either_key || property == ncrypt_transfer;
}

// pvData of a set call, and all it points at.
struct NewValue {
  const void* pointer = nullptr;
  Bytes bytes;
  CRYPT_DATA_BLOB blob{};
  CERT_KEY_CONTEXT key{};
};

void make_value(NewValue& value, const Call& call, DWORD property) {
  if (call.is_null("pvData")) return;
  if (has_unknown_layout(property)) throw NotSupported("the layout of this property is not known here");
  if (property == key_provider_handle) {
    value.pointer = call.object("pvData", ObjectKind::csp);
    return;
  }
  const Json& text = call.argument("pvData");
  if (!text.is_string()) throw BadRequest("expected contents for pvData, not " + text.dump());
  if (property == key_context) {
    value.key = key_context_from(call.session(), text.get<std::string>());
    value.pointer = &value.key;
    return;
  }
  value.bytes = property_bytes(call.session(), property, text.get<std::string>());
  if (property == key_spec) {  // pvData points at the number itself
    if (value.bytes.size() != sizeof(DWORD)) throw BadRequest("a key spec has four bytes");
    value.pointer = value.bytes.data();
    return;
  }
  value.blob = {static_cast<DWORD>(value.bytes.size()), value.bytes.data()};
  value.pointer = &value.blob;
}

template <class Kind>
typename Kind::Context context_of(const Call& call) {
  return static_cast<typename Kind::Context>(call.object(Kind::context, Kind::object_kind));
}

template <class Kind>
void set_property(Call& call) {
  const auto context = context_of<Kind>(call);
  const DWORD property = call.number("dwPropId");
  const DWORD flags = call.number("dwFlags");
  NewValue value;
  make_value(value, call, property);
  call.returns_truth(call.perform([&] { return Kind::set_property(context, property, flags, value.pointer); }));
}

void give_value(Call& call, DWORD property, const Bytes& bytes) {
  if (property != key_provider_handle && property != key_transfer) return call.gives("pvData", property_text(call.session(), property, bytes));
  HCRYPTPROV handle = 0;
  if (bytes.size() == sizeof handle) std::copy(bytes.begin(), bytes.end(), reinterpret_cast<BYTE*>(&handle));
  call.gives_object("pvData", ObjectKind::csp, reinterpret_cast<const void*>(handle));
}

// pcbData among the arguments is the size of the buffer; without it the buffer is large enough.
template <class Kind>
void get_property(Call& call) {
  const auto context = context_of<Kind>(call);
  const DWORD property = call.number("dwPropId");
  if (has_unknown_layout(property)) throw NotSupported("the layout of this property is not known here");
  DWORD size = call.number("pcbData", largest_value);
  if (size > largest_value) throw NotSupported("the buffer is too large");
  Bytes buffer(largest_value);
  void* const place = call.wants("pvData") ? buffer.data() : nullptr;
  const BOOL result = call.perform([&] { return Kind::get_property(context, property, place, &size); });
  call.returns_truth(result);
  call.gives("pcbData", size);
  if (!result || size > buffer.size()) return call.gives("pvData", nullptr);
  // Who succeeds and leaves the size as it was has not written as much: the value is a DWORD.
  buffer.resize(property == access_state && size == largest_value ? sizeof(DWORD) : size);
  if (call.wants("pvData")) give_value(call, property, buffer);
}

template <class Kind>
void enumerate_properties(Call& call) {
  const auto context = context_of<Kind>(call);
  const DWORD property = call.number("dwPropId");
  call.returns_number(call.perform([&] { return Kind::enumerate_properties(context, property); }));
}

template <class Kind>
void add_calls_of(CallTable& table) {
  table[Kind::set_property_name] = set_property<Kind>;
  table[Kind::get_property_name] = get_property<Kind>;
  table[Kind::enumerate_properties_name] = enumerate_properties<Kind>;
}

}  // namespace

void add_property_calls(CallTable& table) {
  add_calls_of<CertificateKind>(table);
  add_calls_of<CrlKind>(table);
  add_calls_of<CtlKind>(table);
}

}  // namespace certlife::conformance
