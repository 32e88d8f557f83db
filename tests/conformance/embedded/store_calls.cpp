// Opening, duplicating, closing, controlling and saving stores.
#include <array>

#include "tests/conformance/embedded/call_makers.h"
#include "tests/conformance/embedded/files.h"

namespace certlife::embedded {
namespace {

using conform::NotSupported;
using trace::Value;

constexpr std::uint32_t memory = 2, file_handle = 3, file_name_a = 7, file_name_w = 8, last_numbered = 17;

std::string path_argument(const MadeCall& call, std::size_t place) {
  const std::string& text = call.text(place);
  if (!text.starts_with("file:")) throw NotSupported("a path that is no file of the program");
  return call.session().path_of(std::string_view(text).substr(5));
}

bool is_string_form(const Value& provider) {
  return provider.is_text() && !provider.text.starts_with("CERT_STORE_PROV_") && !provider.text.starts_with("0x");
}

std::optional<std::string> path_for(const MadeCall& call, std::uint32_t provider) {
  constexpr std::size_t para = 4;
  const bool is_file = provider == file_name_a || provider == file_name_w;
  const bool takes_nothing = provider == 0 || provider == memory || provider > last_numbered || (provider == file_handle && call.is_null(para));
  if (!is_file && !takes_nothing) throw NotSupported("no parameter for this provider");
  if (call.is_null(para)) return std::nullopt;
  if (!is_file) throw NotSupported("this provider takes no pvPara here");
  return path_argument(call, para);
}

void open_store(MadeCall& call) {
  conform::OpenStore request;
  const std::uint32_t provider = call.number(0);
  request.path = path_for(call, provider);
  request.provider = provider == trace::unknown_provider ? 0 : provider;
  if (is_string_form(call.at(0))) request.provider_name = call.at(0).text;
  request.encoding_type = call.encoding_type(1);
  request.csp = call.handle(2, Sort::csp);
  request.flags = call.number(3);
  call.returns(Sort::store, call.perform([&] { return call.port().open_store(request); }));
}

void duplicate_store(MadeCall& call) {
  const auto store = call.store(0);
  call.returns(Sort::store, call.perform([&] { return call.port().duplicate_store(store); }));
}

void close_store(MadeCall& call) {
  const auto store = call.store(0);
  const std::uint32_t flags = call.number(1);
  call.returns(call.perform([&] { return call.port().close_store(store, flags); }));
}

void control_store(MadeCall& call) {
  const auto store = call.store(0);
  const std::uint32_t flags = call.number(1), type = call.number(2);
  if (!call.is_null(3)) throw NotSupported("pvCtrlPara");
  call.returns(call.perform([&] { return call.port().control_store(store, flags, type); }));
}

constexpr std::size_t save_parameter = 4;
constexpr std::uint32_t to_memory = 2, to_file_name_a = 3, to_file_name_w = 4;

const Value* field_of(const Value& value, std::string_view name) { return value.is_fields() ? value.fields.find(name) : nullptr; }

// As an argument cbData is the size of the buffer, and pbData null asks for the size; as a result pbData is what was written.
void save_to_memory(MadeCall& call, conform::Handle store, conform::SaveStore& request) {
  Bytes buffer(1 << 20);
  const Value& wanted = call.at(save_parameter);
  const Value* const data = field_of(wanted, "pbData");
  const Value* const room = field_of(wanted, "cbData");
  auto size = static_cast<std::uint32_t>(buffer.size());
  if (room && room->is_number()) size = static_cast<std::uint32_t>(room->number);
  if (size > buffer.size()) throw NotSupported("so large a buffer");
  request.data = data && data->is_null() ? nullptr : buffer.data();
  request.size = &size;
  const bool succeeds = call.perform([&] { return call.port().save_store(store, request); });
  call.returns(succeeds);
  Value written;
  written.kind = Value::Kind::fields;
  written.fields["cbData"] = Value::of(std::int64_t{size});
  written.fields["pbData"] = Value::null();
  if (succeeds && request.data && size <= buffer.size()) {
    buffer.resize(size);
    written.fields["pbData"] = records_in(call.session(), buffer);
  }
  call.gives(save_parameter, std::move(written));
}

void save_store(MadeCall& call) {
  const auto store = call.store(0);
  conform::SaveStore request;
  request.encoding_type = call.encoding_type(1);
  request.save_as = call.number(2);
  request.save_to = call.number(3);
  request.flags = call.number(5);
  if (request.save_to == to_memory) return save_to_memory(call, store, request);
  if (request.save_to != to_file_name_a && request.save_to != to_file_name_w) throw NotSupported("this place to save to");
  request.path = path_argument(call, save_parameter);
  call.returns(call.perform([&] { return call.port().save_store(store, request); }));
}

constexpr auto makers = std::to_array<Maker>({
    {trace::Call::CertOpenStore, open_store, has<&conform::Port::open_store>},
    {trace::Call::CertDuplicateStore, duplicate_store, has<&conform::Port::duplicate_store>},
    {trace::Call::CertCloseStore, close_store, has<&conform::Port::close_store>},
    {trace::Call::CertControlStore, control_store, has<&conform::Port::control_store>},
    {trace::Call::CertSaveStore, save_store, has<&conform::Port::save_store>},
});

}  // namespace

std::span<const Maker> store_makers() { return makers; }

}  // namespace certlife::embedded
