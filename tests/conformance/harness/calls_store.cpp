// Opening, duplicating, closing, controlling and saving stores.
#include "model/trace/bytes/utf16.h"
#include "tests/conformance/harness/calls.h"
#include "tests/conformance/harness/constants.h"
#include "tests/conformance/harness/files.h"

namespace certlife::conformance {
namespace {

constexpr std::uintptr_t provider_memory = 2;
constexpr std::uintptr_t provider_file = 3;
constexpr std::uintptr_t provider_filename_a = 7;
constexpr std::uintptr_t provider_filename_w = 8;
constexpr std::uintptr_t last_numbered_provider = 17;

// A file's path in both widths.
struct Path {
  std::string narrow;
  std::vector<WCHAR> wide;
};

Path path_argument(const Call& call, std::string_view name) {
  const Json& value = call.argument(name);
  if (!value.is_string()) throw BadRequest("expected file:NAME for " + std::string(name) + ", not " + value.dump());
  Path path{call.session().path_of(value.get<std::string>()), {}};
  const auto units = utf16_of(path.narrow);
  if (!units) throw NotSupported("the path is not UTF-8");
  path.wide.assign(units->begin(), units->end());
  path.wide.push_back(0);
  return path;
}

// A provider is given by its constant's name, its number or its string form; the string lives in `text`.
LPCSTR provider_argument(const Call& call, std::string& text) {
  const Json& value = call.argument("lpszStoreProvider");
  if (value.is_null()) return nullptr;
  if (value.is_number()) return reinterpret_cast<LPCSTR>(std::uintptr_t{number_from(value)});
  text = value.get<std::string>();
  if (text.starts_with("CERT_STORE_PROV_") || text.starts_with("0x"))
    return reinterpret_cast<LPCSTR>(std::uintptr_t{number_from(value)});
  return text.c_str();
}

// Which provider a string form means, for those that this harness has a parameter for.
std::uintptr_t number_of(LPCSTR provider, const std::string& text) {
  if (text.empty() || provider != text.c_str()) return reinterpret_cast<std::uintptr_t>(provider);
  if (text == "Memory") return provider_memory;
  if (text == "File") return provider_filename_w;
  for (const char* other :
       {"System", "PKCS7", "PKCS12", "Serialized", "Collection", "SystemRegistry", "Physical", "SmartCard", "Ldap"})
    if (text == other) throw NotSupported("no parameter for this provider");
  return last_numbered_provider + 1;
}

const void* parameter_for(const Call& call, std::uintptr_t provider, Path& path) {
  const bool is_file = provider == provider_filename_a || provider == provider_filename_w;
  if (provider == provider_file && call.is_null("pvPara")) return nullptr;
  if (!is_file && provider != 0 && provider != provider_memory && provider <= last_numbered_provider)
    throw NotSupported("no parameter for this provider");
  if (call.is_null("pvPara")) return nullptr;
  if (!is_file) throw NotSupported("this provider takes no pvPara here");
  path = path_argument(call, "pvPara");
  return provider == provider_filename_a ? static_cast<const void*>(path.narrow.c_str()) : path.wide.data();
}

void open(Call& call) {
  std::string text;
  Path path;
  const LPCSTR provider = provider_argument(call, text);
  const void* parameter = parameter_for(call, number_of(provider, text), path);
  const DWORD encoding = call.encoding_type("dwEncodingType");
  const auto csp = reinterpret_cast<HCRYPTPROV>(call.object("hCryptProv", ObjectKind::csp));
  const DWORD flags = call.number("dwFlags");
  call.returns_object(ObjectKind::store,
                      call.perform([&] { return CertOpenStore(provider, encoding, csp, flags, parameter); }));
}

void duplicate(Call& call) {
  const HCERTSTORE store = call.store("hCertStore");
  call.returns_object(ObjectKind::store, call.perform([&] { return CertDuplicateStore(store); }));
}

void close(Call& call) {
  const HCERTSTORE store = call.store("hCertStore");
  const DWORD flags = call.number("dwFlags");
  call.returns_truth(call.perform([&] { return CertCloseStore(store, flags); }));
}

void control(Call& call) {
  const HCERTSTORE store = call.store("hCertStore");
  const DWORD flags = call.number("dwFlags");
  const DWORD type = call.number("dwCtrlType");
  if (!call.is_null("pvCtrlPara")) throw NotSupported("pvCtrlPara is not known here");
  call.returns_truth(call.perform([&] { return CertControlStore(store, flags, type, nullptr); }));
}

constexpr DWORD to_memory = 2;
constexpr DWORD to_filename_a = 3;
constexpr DWORD to_filename_w = 4;

// pvSaveToPara for memory, as argument and as result: {"cbData":N,"pbData":…}. As an argument cbData is the size of the
// buffer (large enough if omitted), and "pbData":null asks for the size. As a result pbData is what was written.
void save_to_memory(Call& call, HCERTSTORE store, DWORD encoding, DWORD save_as, DWORD flags) {
  const Json& wanted = call.argument("pvSaveToPara");
  const bool only_size = wanted.is_object() && wanted.contains("pbData") && wanted.at("pbData").is_null();
  Bytes buffer(1 << 20);
  CERT_BLOB blob{static_cast<DWORD>(buffer.size()), only_size ? nullptr : buffer.data()};
  if (wanted.is_object() && wanted.contains("cbData")) blob.cbData = number_from(wanted.at("cbData"));
  if (blob.cbData > buffer.size()) throw NotSupported("the buffer is too large");
  const BOOL result = call.perform([&] { return CertSaveStore(store, encoding, save_as, to_memory, &blob, flags); });
  call.returns_truth(result);
  Json written{{"cbData", blob.cbData}, {"pbData", nullptr}};
  if (result && blob.pbData != nullptr && blob.cbData <= buffer.size()) {
    buffer.resize(blob.cbData);
    written["pbData"] = described_store(call.session(), buffer);
  }
  call.gives("pvSaveToPara", std::move(written));
}

void save_to_filename(Call& call, HCERTSTORE store, DWORD encoding, DWORD save_as, DWORD save_to, DWORD flags) {
  Path path = path_argument(call, "pvSaveToPara");
  void* parameter = save_to == to_filename_a ? static_cast<void*>(path.narrow.data()) : path.wide.data();
  call.returns_truth(call.perform([&] { return CertSaveStore(store, encoding, save_as, save_to, parameter, flags); }));
}

void save(Call& call) {
  const HCERTSTORE store = call.store("hCertStore");
  const DWORD encoding = call.encoding_type("dwEncodingType");
  const DWORD save_as = call.number("dwSaveAs");
  const DWORD save_to = call.number("dwSaveTo");
  const DWORD flags = call.number("dwFlags");
  if (save_to == to_memory) return save_to_memory(call, store, encoding, save_as, flags);
  if (save_to == to_filename_a || save_to == to_filename_w)
    return save_to_filename(call, store, encoding, save_as, save_to, flags);
  throw NotSupported("no parameter for this place to save to");
}

}  // namespace

void add_store_calls(CallTable& table) {
  table["CertOpenStore"] = open;
  table["CertDuplicateStore"] = duplicate;
  table["CertCloseStore"] = close;
  table["CertControlStore"] = control;
  table["CertSaveStore"] = save;
}

}  // namespace certlife::conformance
