#include "tests/record/recorder/special_text.h"

#include <cstring>

#include "tests/record/recorder/value_text.h"
#include "tests/record/recorder/windows_api.h"

namespace certlife::record {
namespace {

constexpr std::uint64_t first_address = 0x10000;
constexpr std::uint32_t file_a = 7, file_w = 8;

enum class Para { nothing, narrow_file, wide_file, narrow_text, wide_text, blob, pointer };

Para para_of_number(std::uint32_t provider) {
  switch (provider) {
    case 0: case 2: case 11: return Para::nothing;         // none, memory, collection
    case 5: case 6: case 17: return Para::blob;            // PKCS #7, serialized, PKCS #12
    case file_a: return Para::narrow_file;
    case file_w: return Para::wide_file;
    case 9: case 12: return Para::narrow_text;                  // system, system registry
    case 10: case 13: case 14: case 15: case 16: return Para::wide_text;  // the same, physical, smart card, LDAP
    default: return Para::pointer;
  }
}

Para para_of(const MadeCall& call) {
  constexpr std::uint32_t relocated = 0x80000000;
  const std::uint64_t provider = call.arguments[0];
  Para para = Para::pointer;
  if (provider < first_address) para = para_of_number(static_cast<std::uint32_t>(provider));
  else if (std::strcmp(call.pointer<char>(0), "Memory") == 0) para = Para::nothing;
  else if (std::strcmp(call.pointer<char>(0), "File") == 0) para = Para::wide_file;
  else if (std::strcmp(call.pointer<char>(0), "System") == 0) para = Para::wide_text;
  const bool is_text = para == Para::narrow_text || para == Para::wide_text;
  return is_text && call.number(3) & relocated ? Para::pointer : para;
}

constexpr std::uint32_t key_handle = 1, key_provider = 2, key_context = 5, key_spec = 6, ncrypt_key = 78, either_key = 79, ncrypt_transfer = 99,
                        key_transfer = 100;

bool is_blob(std::uint32_t property) {
  return property != key_provider && property != ncrypt_key && property != either_key && property != ncrypt_transfer && property != key_transfer;
}

// A hash is told as one, so that what has it is found.
void write_hash(Text& text, Log& log, const void* blob) {
  const auto* const hash = static_cast<const CRYPT_HASH_BLOB*>(blob);
  if (!hash || hash->cbData != 20 || !hash->pbData) return write_blob(text, log, blob);
  text.add("\"sha1:");
  text.hexadecimal(hash->pbData, hash->cbData);
  text.add('"');
}

void write_certificate_find(Text& text, std::uint32_t type, std::uint64_t what, Log& log) {
  const auto* const pointer = reinterpret_cast<const void*>(what);
  switch (type) {
    case CERT_FIND_ANY: return text.add("null");
    case CERT_FIND_SHA1_HASH: return write_hash(text, log, pointer);
    case CERT_FIND_MD5_HASH: case CERT_FIND_SUBJECT_NAME: case CERT_FIND_ISSUER_NAME: case CERT_FIND_KEY_IDENTIFIER:
    case CERT_FIND_SIGNATURE_HASH: return write_blob(text, log, pointer);
    case CERT_FIND_SUBJECT_STR_A: case CERT_FIND_ISSUER_STR_A:
      return pointer ? text.quoted_ansi(static_cast<const char*>(pointer), "text:") : text.add("null");
    case CERT_FIND_SUBJECT_STR_W: case CERT_FIND_ISSUER_STR_W:
      return pointer ? text.quoted_utf16(static_cast<const wchar_t*>(pointer), "text:") : text.add("null");
    case CERT_FIND_ISSUER_OF: case CERT_FIND_EXISTING: return write_object(text, Thing::certificate, what);
    default: return write_pointer(text, what);
  }
}

}  // namespace

void write_provider(Text& text, const MadeCall& call) {
  const std::uint64_t provider = call.arguments[0];
  if (provider == 0) text.add("null");
  else if (provider < first_address) text.digits(provider, 10);
  else text.quoted_ansi(call.pointer<char>(0));
}

void write_open_parameter(Text& text, const MadeCall& call, Log& log) {
  const auto* const given = call.pointer<void>(4);
  if (!given) return text.add("null");
  wchar_t wide[most_path];
  switch (para_of(call)) {
    case Para::nothing: return text.add("null");
    case Para::narrow_file: return wide_path(static_cast<const char*>(given), wide), write_file(text, wide);
    case Para::wide_file: return write_file(text, static_cast<const wchar_t*>(given));
    case Para::narrow_text: return text.quoted_ansi(static_cast<const char*>(given), "text:");
    case Para::wide_text: return text.quoted_utf16(static_cast<const wchar_t*>(given), "text:");
    case Para::blob: return write_blob(text, log, given);
    case Para::pointer: return write_pointer(text, call.arguments[4]);
  }
}

bool path_opened(const MadeCall& call, wchar_t (&full)[most_path]) {
  const Para para = call.arguments[4] ? para_of(call) : Para::nothing;
  wchar_t wide[most_path];
  if (para == Para::narrow_file) return wide_path(call.pointer<char>(4), wide), full_path(wide, full), true;
  if (para == Para::wide_file) return full_path(call.pointer<wchar_t>(4), full), true;
  return false;
}

void write_find_parameter(Text& text, const MadeCall& call, std::size_t parameter, Log& log) {
  const std::uint32_t type = call.number(parameter - 1);
  const std::uint64_t what = call.arguments[parameter];
  const Thing kind = call.of.parameters[parameter].thing;
  if (kind == Thing::certificate) return write_certificate_find(text, type, what, log);
  if (type == 0) return text.add("null");
  if (kind == Thing::crl && type == CRL_FIND_ISSUED_BY) return write_object(text, Thing::certificate, what);
  if (kind == Thing::crl && type == CRL_FIND_EXISTING) return write_object(text, Thing::crl, what);
  if (kind == Thing::ctl && type == CTL_FIND_EXISTING) return write_object(text, Thing::ctl, what);
  write_pointer(text, what);
}

void write_save_parameter(Text& text, const MadeCall& call, std::size_t parameter) {
  const auto* const given = call.pointer<void>(parameter);
  const std::uint32_t to = call.number(parameter - 1);
  wchar_t wide[most_path];
  if (!given) return text.add("null");
  if (to == CERT_STORE_SAVE_TO_FILENAME_A) return wide_path(static_cast<const char*>(given), wide), write_file(text, wide);
  if (to == CERT_STORE_SAVE_TO_FILENAME_W) return write_file(text, static_cast<const wchar_t*>(given));
  if (to != CERT_STORE_SAVE_TO_MEMORY) return write_pointer(text, call.arguments[parameter]);
  const auto* const blob = static_cast<const CRYPT_DATA_BLOB*>(given);
  text.add("{\"cbData\":");
  text.digits(blob->cbData, 10);
  text.add(blob->pbData ? "}" : ",\"pbData\":null}");
}

bool has_saved_result(const MadeCall& call, std::size_t parameter) {
  return call.arguments[parameter] && call.number(parameter - 1) == CERT_STORE_SAVE_TO_MEMORY;
}

void write_saved_result(Text& text, const MadeCall& call, std::size_t parameter, Log& log) {
  const auto* const blob = call.pointer<CRYPT_DATA_BLOB>(parameter);
  text.add("{\"cbData\":");
  text.digits(blob->cbData, 10);
  text.add(",\"pbData\":");
  if (call.succeeded() && blob->pbData) write_blob(text, log, blob);
  else text.add("null");
  text.add('}');
}

void write_new_property(Text& text, const MadeCall& call, std::size_t parameter, Log& log) {
  const auto* const given = call.pointer<void>(parameter);
  const std::uint32_t property = call.number(1);
  if (!given) text.add("null");
  else if (property == key_handle) write_object(text, Thing::csp, call.arguments[parameter]);
  else if (property == key_context) write_key(text, given);
  else if (property == key_spec) write_bytes(text, log, given, sizeof(DWORD));
  else if (is_blob(property)) write_blob(text, log, given);
  else write_pointer(text, call.arguments[parameter]);
}

// Of a property or of what a CSP says: a parameter before tells which, a pointer behind how many bytes it has.
void write_buffer(Text& text, const MadeCall& call, std::size_t parameter, Log& log) {
  const auto* const buffer = call.pointer<void>(parameter);
  const auto* const size = call.pointer<DWORD>(parameter + 1);
  const bool is_property = std::strcmp(call.of.module, "crypt32") == 0;
  if (!call.succeeded() || !size) return text.add("null");
  if (is_property && call.number(1) == key_handle && *size == sizeof(HCRYPTPROV)) {
    return write_object(text, Thing::csp, *static_cast<const HCRYPTPROV*>(buffer));
  }
  if (is_property && call.number(1) == key_context && *size == sizeof(CERT_KEY_CONTEXT)) return write_key(text, buffer);
  write_bytes(text, log, buffer, *size);
}

}  // namespace certlife::record
