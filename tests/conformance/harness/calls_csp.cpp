// CSP handles.
#include "tests/conformance/harness/calls.h"

namespace certlife::conformance {
namespace {

// A number is a value that no call gave.
HCRYPTPROV csp_argument(const Call& call) {
  if (!call.is_null("hProv") && call.argument("hProv").is_number()) return call.argument("hProv").get<HCRYPTPROV>();
  return reinterpret_cast<HCRYPTPROV>(call.object("hProv", ObjectKind::csp));
}

std::string plain_text(const Call& call, std::string_view name) {
  const Json& value = call.argument(name);
  if (!value.is_string()) throw BadRequest("expected text for " + std::string(name) + ", not " + value.dump());
  const auto& text = value.get_ref<const std::string&>();
  return text.starts_with("text:") ? text.substr(5) : text;
}

constexpr DWORD no_provider_from = 999;

// Traces leave the provider type off: PROV_RSA_FULL is meant, since there is no provider of type 0.
void acquire(Call& call) {
  const std::string container = call.is_null("szContainer") ? "" : plain_text(call, "szContainer");
  const std::string provider = call.is_null("szProvider") ? "" : plain_text(call, "szProvider");
  const char* container_or_null = call.is_null("szContainer") ? nullptr : container.c_str();
  const char* provider_or_null = call.is_null("szProvider") ? nullptr : provider.c_str();
  const DWORD type = call.number("dwProvType", PROV_RSA_FULL);
  const DWORD flags = call.number("dwFlags");
  // Anything else would make or open a key container of the user who runs this, unless there is no such provider.
  const bool has_provider = type > 0 && type < no_provider_from;
  if (has_provider && (flags & CRYPT_VERIFYCONTEXT) != CRYPT_VERIFYCONTEXT) throw NotSupported("only CRYPT_VERIFYCONTEXT");
  platform::keep_csp_provider_loaded();
  HCRYPTPROV acquired = 0;
  call.returns_truth(
      call.perform([&] { return CryptAcquireContextA(&acquired, container_or_null, provider_or_null, type, flags); }));
  call.gives_object("phProv", ObjectKind::csp, reinterpret_cast<const void*>(acquired));
}

void add_reference(Call& call) {
  const HCRYPTPROV csp = csp_argument(call);
  const DWORD flags = call.number("dwFlags");
  call.returns_truth(call.perform([&] { return CryptContextAddRef(csp, nullptr, flags); }));
}

void release(Call& call) {
  const HCRYPTPROV csp = csp_argument(call);
  const DWORD flags = call.number("dwFlags");
  call.returns_truth(call.perform([&] { return CryptReleaseContext(csp, flags); }));
}

void get_parameter(Call& call) {
  const HCRYPTPROV csp = csp_argument(call);
  const DWORD parameter = call.number("dwParam");
  const DWORD flags = call.number("dwFlags");
  BYTE buffer[1024];
  DWORD size = call.number("pdwDataLen", sizeof buffer);
  if (size > sizeof buffer) throw NotSupported("the buffer is too large");
  BYTE* const place = call.wants("pbData") ? buffer : nullptr;
  const BOOL result = call.perform([&] { return CryptGetProvParam(csp, parameter, place, &size, flags); });
  call.returns_truth(result);
  call.gives("pdwDataLen", size);
  if (!result || size > sizeof buffer) return call.gives("pbData", nullptr);
  const bool is_text = parameter == PP_NAME && size > 0 && buffer[size - 1] == 0;
  call.gives("pbData",
             is_text ? "text:" + std::string(buffer, buffer + size - 1) : hex_text(Bytes(buffer, buffer + size)));
}

}  // namespace

void add_csp_calls(CallTable& table) {
  table["CryptAcquireContext"] = acquire;
  table["CryptContextAddRef"] = add_reference;
  table["CryptReleaseContext"] = release;
  table["CryptGetProvParam"] = get_parameter;
}

}  // namespace certlife::conformance
