// Creating, adding, enumerating, duplicating, freeing and deleting contexts of the three kinds.
#include "tests/conformance/harness/calls.h"
#include "tests/conformance/harness/kinds.h"

namespace certlife::conformance {
namespace {

template <class Kind>
typename Kind::Context context_argument(const Call& call, std::string_view name) {
  return static_cast<typename Kind::Context>(call.object(name, Kind::object_kind));
}

const BYTE* data_or_null(const Bytes* bytes) { return bytes == nullptr ? nullptr : bytes->data(); }

template <class Kind>
void create(Call& call) {
  const DWORD encoding = call.encoding_type(Kind::encoding);
  const Bytes* bytes = call.bytes(Kind::encoded);
  const DWORD size = call.size_of(bytes, Kind::encoded_size);
  call.returns_object(Kind::object_kind,
                      call.perform([&] { return Kind::create(encoding, data_or_null(bytes), size); }));
}

template <class Kind>
void add_encoded(Call& call) {
  const HCERTSTORE store = call.store("hCertStore");
  const DWORD encoding = call.encoding_type(Kind::encoding);
  const Bytes* bytes = call.bytes(Kind::encoded);
  const DWORD size = call.size_of(bytes, Kind::encoded_size);
  const DWORD disposition = call.number("dwAddDisposition");
  typename Kind::Context added = nullptr;
  const auto place = call.place_for(Kind::added, added);
  call.returns_truth(
      call.perform([&] { return Kind::add_encoded(store, encoding, data_or_null(bytes), size, disposition, place); }));
  call.gives_object(Kind::added, Kind::object_kind, added);
}

template <class Kind>
void add(Call& call) {
  const HCERTSTORE store = call.store("hCertStore");
  const auto source = context_argument<Kind>(call, Kind::context);
  const DWORD disposition = call.number("dwAddDisposition");
  typename Kind::Context added = nullptr;
  const auto place = call.place_for("ppStoreContext", added);
  call.returns_truth(call.perform([&] { return Kind::add(store, source, disposition, place); }));
  call.gives_object("ppStoreContext", Kind::object_kind, added);
}

template <class Kind>
void enumerate(Call& call) {
  const HCERTSTORE store = call.store("hCertStore");
  const auto previous = context_argument<Kind>(call, Kind::previous);
  call.returns_object(Kind::object_kind, call.perform([&] { return Kind::enumerate(store, previous); }));
}

template <class Kind>
void duplicate(Call& call) {
  const auto context = context_argument<Kind>(call, Kind::context);
  call.returns_object(Kind::object_kind, call.perform([&] { return Kind::duplicate(context); }));
}

template <class Kind>
void release(Call& call) {
  const auto context = context_argument<Kind>(call, Kind::context);
  call.returns_truth(call.perform([&] { return Kind::release(context); }));
}

template <class Kind>
void remove_from_store(Call& call) {
  const auto context = context_argument<Kind>(call, Kind::context);
  call.returns_truth(call.perform([&] { return Kind::remove(context); }));
}

template <class Kind>
void add_calls_of(CallTable& table) {
  table[Kind::create_name] = create<Kind>;
  table[Kind::add_encoded_name] = add_encoded<Kind>;
  table[Kind::add_name] = add<Kind>;
  table[Kind::enumerate_name] = enumerate<Kind>;
  table[Kind::duplicate_name] = duplicate<Kind>;
  table[Kind::free_name] = release<Kind>;
  table[Kind::delete_name] = remove_from_store<Kind>;
}

}  // namespace

void add_context_calls(CallTable& table) {
  add_calls_of<CertificateKind>(table);
  add_calls_of<CrlKind>(table);
  add_calls_of<CtlKind>(table);
}

}  // namespace certlife::conformance
