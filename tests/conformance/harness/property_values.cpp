#include "tests/conformance/harness/property_values.h"

#include "tests/conformance/harness/utf16.h"

namespace certlife::conformance {
namespace {

constexpr DWORD friendly_name = 11;
constexpr DWORD description = 13;

bool is_string_property(DWORD property) { return property == friendly_name || property == description; }

}  // namespace

Bytes property_bytes(Session& session, DWORD property, const std::string& text) {
  if (!is_string_property(property) || !text.starts_with("text:")) return session.contents.bytes_of(text);
  const auto units = utf16_of(std::string_view(text).substr(5));
  if (!units) throw BadRequest("not UTF-8: " + text);
  const Bytes bytes = terminated_utf16_bytes(*units);
  session.contents.note(bytes, text);
  return bytes;
}

std::string property_text(const Session& session, DWORD property, const Bytes& bytes) {
  std::string text = session.contents.text_of(bytes);
  if (!is_string_property(property) || !text.starts_with("hex:")) return text;
  const auto units = from_terminated_utf16_bytes(bytes);
  const auto utf8 = units ? utf8_of(*units) : std::nullopt;
  return utf8 ? "text:" + *utf8 : text;
}

}  // namespace certlife::conformance
