#include "tests/conformance/harness/property_values.h"

#include <algorithm>

#include "model/trace/bytes/utf16.h"

namespace certlife::conformance {
namespace {

constexpr DWORD friendly_name = 11;
constexpr DWORD description = 13;

constexpr DWORD key_context = 5;

bool is_string_property(DWORD property) { return property == friendly_name || property == description; }

// `key:HANDLE/SPEC`, with the name of the handle if it has one.
std::string key_context_text(const Session& session, const Bytes& bytes) {
  CERT_KEY_CONTEXT key{};
  std::copy(bytes.begin(), bytes.end(), reinterpret_cast<BYTE*>(&key));
  const void* handle = reinterpret_cast<const void*>(key.hCryptProv);
  const Object* known = session.names.last_at(ObjectKind::csp, handle);
  const std::string name = handle == nullptr ? "" : known ? known->first_name : "unnamed";
  return "key:" + name + "/" + std::to_string(key.dwKeySpec);
}

DWORD number_in(const std::string& text) {
  if (text.empty() || text.find_first_not_of("0123456789") != std::string::npos) throw BadRequest("not a number: " + text);
  return static_cast<DWORD>(std::stoul(text));
}

}  // namespace

Bytes property_bytes(Session& session, DWORD property, const std::string& text) {
  if (!is_string_property(property) || !text.starts_with("text:")) return session.contents.bytes_of(text);
  const auto units = utf16_of(std::string_view(text).substr(5));
  if (!units) throw BadRequest("not UTF-8: " + text);
  const Bytes bytes = terminated_utf16_bytes(*units);
  session.contents.note(bytes, text);
  return bytes;
}

CERT_KEY_CONTEXT key_context_from(Session& session, const std::string& text) {
  if (!text.starts_with("key:")) throw BadRequest("expected key:HANDLE/SPEC, not " + text);
  const auto slash = text.find('/'), size = text.find("/size=");
  if (slash == std::string::npos) throw BadRequest("expected key:HANDLE/SPEC, not " + text);
  const std::string name = text.substr(4, slash - 4);
  const Object* csp = name.empty() ? nullptr : session.names.find(name);
  if (!name.empty() && (csp == nullptr || csp->kind != ObjectKind::csp)) throw BadRequest("no CSP handle is called " + name);
  CERT_KEY_CONTEXT key{};
  key.cbSize = size == std::string::npos ? static_cast<DWORD>(sizeof key) : number_in(text.substr(size + 6));
  key.hCryptProv = csp == nullptr ? 0 : reinterpret_cast<HCRYPTPROV>(csp->address);
  key.dwKeySpec = number_in(text.substr(slash + 1, size == std::string::npos ? size : size - slash - 1));
  return key;
}

std::string property_text(const Session& session, DWORD property, const Bytes& bytes) {
  if (property == key_context && bytes.size() == sizeof(CERT_KEY_CONTEXT)) return key_context_text(session, bytes);
  std::string text = session.contents.text_of(bytes);
  if (!is_string_property(property) || !text.starts_with("hex:")) return text;
  const auto units = from_terminated_utf16_bytes(bytes);
  const auto utf8 = units ? utf8_of(*units) : std::nullopt;
  return utf8 ? "text:" + *utf8 : text;
}

}  // namespace certlife::conformance
