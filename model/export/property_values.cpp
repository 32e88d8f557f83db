#include "model/export/property_values.h"

#include <algorithm>
#include <exception>

#include "model/export/printable.h"
#include "model/trace/bad_input.h"
#include "model/trace/bytes/contents.h"
#include "model/trace/constants.h"
#include "model/trace/contents.h"

namespace certlife::conformance {
namespace {

using trace::BadInput;
using trace::Value;

constexpr std::uint32_t key_handle = trace::property_called("CERT_KEY_PROV_HANDLE_PROP_ID"),
                        key_context = trace::property_called("CERT_KEY_CONTEXT_PROP_ID"),
                        key_spec = trace::property_called("CERT_KEY_SPEC_PROP_ID"),
                        key_transfer = trace::property_called("CERT_HCRYPTPROV_TRANSFER_PROP_ID");

std::string handle_called(const std::string& name, const Words& words) {
  if (name.empty()) return "0";
  const Known* found = words.find(name);
  if (!found || found->type != Type::csp) throw BadInput(1, "\"" + printable(name) + "\" is no CSP handle");
  return found->variable;
}

trace::Contents key_from(const std::string& text) {
  trace::Contents key = trace::parse_contents(text);
  if (key.form != trace::Contents::Form::key) throw BadInput(1, "expected key:HANDLE/SPEC, not " + printable(text));
  return key;
}

std::string new_handle(const Value& value, const Words& words) {
  if (value.is_number()) return "(const void *)(HCRYPTPROV)" + std::to_string(value.number);
  if (!value.is_text()) throw BadInput(value.column, "expected a name or null");
  return "(const void *)" + handle_called(value.text, words);
}

std::string new_key_context(const trace::Contents& key, const Words& words, Step& step) {
  step.locals.push_back({"CERT_KEY_CONTEXT", "key", ""});
  step.preparation.push_back("key.cbSize = " + (key.size ? number_expression(*key.size) : std::string("sizeof key")) + ";");
  step.preparation.push_back("key.hCryptProv = " + handle_called(key.text, words) + ";");
  step.preparation.push_back("key.dwKeySpec = " + number_expression(key.number) + ";");
  return "&key";
}

// pvData points at the number itself.
std::string new_key_spec(const std::string& contents, Step& step) {
  const Bytes bytes = content_bytes(contents);
  if (bytes.size() != 4) throw BadContent("a key spec has four bytes");
  std::uint32_t spec = 0;
  for (std::size_t i = 0; i < 4; ++i) spec |= static_cast<std::uint32_t>(bytes[i]) << (8 * i);
  step.locals.push_back({"DWORD", "key_spec", number_expression(spec)});
  return "&key_spec";
}

std::string new_blob(std::uint32_t property, const std::string& contents, Words& words, Step& step) {
  const std::string array = words.property_array(property, contents);
  const bool is_empty = property_bytes_of(property, contents).empty();
  step.locals.push_back({"CRYPT_DATA_BLOB", "blob", std::string("{ ") + (is_empty ? "0" : "sizeof " + array) + ", (BYTE *)" + array + " }"});
  return "&blob";
}

std::string key_context_condition(const trace::Contents& key, const std::string& data, const std::string& size, const Words& words, Step& step) {
  const std::string handle = handle_called(key.text, words);
  const auto is_there = [](const Variable& local) { return local.name == "seen_key"; };
  if (std::ranges::none_of(step.locals, is_there)) step.locals.push_back({"CERT_KEY_CONTEXT", "seen_key", ""});
  return size + " == sizeof seen_key && (memcpy(&seen_key, " + data + ", sizeof seen_key), seen_key.hCryptProv == " + handle +
         ") && seen_key.dwKeySpec == " + number_expression(key.number);
}

std::string bytes_condition(const std::string& what, const std::string& data, const std::string& size) {
  return size + " == sizeof " + what + " && !memcmp(" + data + ", " + what + ", sizeof " + what + ")";
}

}  // namespace

bool has_unknown_layout(std::uint32_t property) {
  constexpr std::uint32_t key_provider_info = trace::property_called("CERT_KEY_PROV_INFO_PROP_ID"),
                          ncrypt_key = trace::property_called("CERT_NCRYPT_KEY_HANDLE_PROP_ID"),
                          either_key = trace::property_called("CERT_HCRYPTPROV_OR_NCRYPT_KEY_HANDLE_PROP_ID"),
                          ncrypt_transfer = trace::property_called("CERT_NCRYPT_KEY_HANDLE_TRANSFER_PROP_ID");
  return property == key_provider_info || property == ncrypt_key || property == either_key || property == ncrypt_transfer;
}

std::string new_value(std::uint32_t property, const Value& value, Words& words, Step& step) {
  if (value.is_nothing()) return "NULL";
  if (property == key_handle) return new_handle(value, words);
  if (!value.is_text()) throw BadInput(value.column, "expected contents");
  if (property == key_context) return new_key_context(key_from(value.text), words, step);
  if (property == key_spec) return new_key_spec(value.text, step);
  return new_blob(property, value.text, words, step);
}

std::string value_condition(std::uint32_t property, const std::string& value, const std::string& data, const std::string& size, Words& words, Step& step) {
  try {
    if (property == key_context) return key_context_condition(key_from(value), data, size, words, step);
    if (property != key_handle && property != key_transfer) return bytes_condition(words.property_array(property, value), data, size);
    const std::string handle = handle_called(value, words);
    return size + " == sizeof " + handle + " && !memcmp(" + data + ", &" + handle + ", sizeof " + handle + ")";
  } catch (const std::exception&) {
    return "";  // A value that the model only knows by name.
  }
}

}  // namespace certlife::conformance
