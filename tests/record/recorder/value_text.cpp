#include "tests/record/recorder/value_text.h"

#include "tests/record/recorder/windows_api.h"

namespace certlife::record {
namespace {

constexpr const char* prefixes[] = {"x_", "s_", "c_", "r_", "t_", "p_", "ch_", "m_", "k_", "h_", "n_", "x_"};
constexpr std::size_t longest_in_place = 32;

}  // namespace

void write_name(Text& text, Thing thing, std::uint64_t address) {
  text.add('"');
  text.add(prefixes[static_cast<std::size_t>(thing)]);
  text.digits(address, 16);
  text.add('"');
}

void write_object(Text& text, Thing thing, std::uint64_t address) {
  if (address) write_name(text, thing, address);
  else text.add("null");
}

void write_pointer(Text& text, std::uint64_t address) {
  if (!address) return text.add("null");
  text.add("\"0x");
  text.digits(address, 16);
  text.add('"');
}

void write_bytes(Text& text, Log& log, const void* bytes, std::size_t size) {
  text.add('"');
  if (size <= longest_in_place) {
    text.add("hex:");
    text.hexadecimal(bytes, size);
  } else {
    text.add("bytes:b");
    text.digits(log.number_of(bytes, size), 10);
  }
  text.add('"');
}

void write_blob(Text& text, Log& log, const void* blob) {
  if (!blob) return text.add("null");
  const auto* const given = static_cast<const CRYPT_DATA_BLOB*>(blob);
  write_bytes(text, log, given->pbData, given->pbData ? given->cbData : 0);
}

void full_path(const wchar_t* path, wchar_t (&full)[most_path]) {
  const DWORD size = GetFullPathNameW(path, most_path, full, nullptr);
  if (size > 0 && size < most_path) return;
  DWORD i = 0;
  for (; path[i] && i + 1 < most_path; ++i) full[i] = path[i];
  full[i] = 0;
}

void wide_path(const char* path, wchar_t (&wide)[most_path]) {
  if (MultiByteToWideChar(CP_ACP, 0, path, -1, wide, most_path) == 0) wide[0] = 0;
}

void write_file(Text& text, const wchar_t* path) {
  wchar_t full[most_path];
  full_path(path, full);
  text.quoted_utf16(full, "file:");
}

void write_key(Text& text, const void* key_context) {
  if (!key_context) return text.add("null");
  const auto* const key = static_cast<const CERT_KEY_CONTEXT*>(key_context);
  text.add("\"key:");
  if (key->hCryptProv) {
    text.add(prefixes[static_cast<std::size_t>(Thing::csp)]);
    text.digits(key->hCryptProv, 16);
  }
  text.add('/');
  text.digits(key->dwKeySpec, 10);
  if (key->cbSize != sizeof *key) {
    text.add("/size=");
    text.digits(key->cbSize, 10);
  }
  text.add('"');
}

}  // namespace certlife::record
