#include "model/trace/bytes/der.h"

#include <cstdio>

namespace certlife::conformance::der {
namespace {

Bytes length_of(std::size_t size) {
  if (size < 0x80) return {static_cast<std::uint8_t>(size)};
  Bytes digits;
  for (std::size_t rest = size; rest != 0; rest >>= 8) digits.insert(digits.begin(), static_cast<std::uint8_t>(rest));
  digits.insert(digits.begin(), static_cast<std::uint8_t>(0x80 | digits.size()));
  return digits;
}

void append_arc(Bytes& bytes, std::uint32_t arc) {
  Bytes digits{static_cast<std::uint8_t>(arc & 0x7F)};
  for (arc >>= 7; arc != 0; arc >>= 7) digits.insert(digits.begin(), static_cast<std::uint8_t>(0x80 | (arc & 0x7F)));
  bytes.insert(bytes.end(), digits.begin(), digits.end());
}

Bytes text_element(std::uint8_t tag, std::string_view text) { return element(tag, Bytes(text.begin(), text.end())); }

}  // namespace

Bytes element(std::uint8_t tag, const Bytes& content) {
  Bytes bytes = length_of(content.size());
  bytes.insert(bytes.begin(), tag);
  bytes.insert(bytes.end(), content.begin(), content.end());
  return bytes;
}

Bytes joined(std::initializer_list<Bytes> parts) {
  Bytes bytes;
  for (const Bytes& part : parts) bytes.insert(bytes.end(), part.begin(), part.end());
  return bytes;
}

Bytes sequence(std::initializer_list<Bytes> parts) { return element(0x30, joined(parts)); }
Bytes set(std::initializer_list<Bytes> parts) { return element(0x31, joined(parts)); }
Bytes context_tag(std::uint8_t number, const Bytes& content) {
  return element(static_cast<std::uint8_t>(0xA0 + number), content);
}
Bytes integer(const Bytes& big_endian) { return element(0x02, big_endian); }
Bytes small_integer(std::uint8_t value) { return element(0x02, {value}); }
Bytes null() { return element(0x05, {}); }
Bytes bit_string(const Bytes& whole_bytes) { return element(0x03, joined({{0}, whole_bytes})); }
Bytes octet_string(const Bytes& bytes) { return element(0x04, bytes); }
Bytes utf8_string(std::string_view text) { return text_element(0x0C, text); }
Bytes printable_string(std::string_view text) { return text_element(0x13, text); }

Bytes object_identifier(std::initializer_list<std::uint32_t> arcs) {
  Bytes bytes;
  auto arc = arcs.begin();
  const std::uint32_t first = *arc++;
  append_arc(bytes, first * 40 + *arc++);
  for (; arc != arcs.end(); ++arc) append_arc(bytes, *arc);
  return element(0x06, bytes);
}

Bytes utc_time(int year, int month, int day) {
  char text[32];
  std::snprintf(text, sizeof text, "%02d%02d%02d000000Z", year % 100, month % 100, day % 100);
  return text_element(0x17, std::string_view(text, 13));
}

}  // namespace certlife::conformance::der
