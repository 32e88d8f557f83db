#include "model/trace/file_bytes.h"

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace certlife::trace {
namespace {

using View = std::span<const std::uint8_t>;
using Found = FileBytes::Form;

constexpr std::uint8_t sequence = 0x30, set = 0x31, integer = 0x02, identifier = 0x06, bit_string = 0x03;
constexpr std::uint8_t tagged_0 = 0xA0, tagged_1 = 0xA1;

// One element of an encoding: its tag, its content, and all of it.
struct Part {
  std::uint8_t tag = 0;
  View content, whole;
};

// The element at the front, with a definite length; nothing if there is none.
std::optional<Part> first_part(View bytes) {
  if (bytes.size() < 2 || (bytes[0] & 0x1F) == 0x1F) return std::nullopt;
  std::size_t length = bytes[1], header = 2;
  if (length >= 0x80) {
    const std::size_t digits = length & 0x7F;
    if (digits == 0 || digits > 4 || bytes.size() < 2 + digits) return std::nullopt;
    length = 0;
    for (; header < 2 + digits; ++header) length = length << 8 | bytes[header];
  }
  if (length > bytes.size() - header) return std::nullopt;
  return Part{bytes[0], bytes.subspan(header, length), bytes.first(header + length)};
}

// The elements of a content; nothing if it is not made of elements alone.
std::optional<std::vector<Part>> parts_of(View content) {
  std::vector<Part> parts;
  while (!content.empty()) {
    const auto part = first_part(content);
    if (!part) return std::nullopt;
    parts.push_back(*part);
    content = content.subspan(part->whole.size());
  }
  return parts;
}

bool begins_as(const std::vector<Part>& parts, std::initializer_list<std::uint8_t> tags) {
  return parts.size() >= tags.size() &&
         std::equal(tags.begin(), tags.end(), parts.begin(), [](std::uint8_t tag, const Part& part) { return part.tag == tag; });
}

bool is_to_be_signed_certificate(std::vector<Part> fields) {
  if (!fields.empty() && fields.front().tag == tagged_0) fields.erase(fields.begin());
  return begins_as(fields, {integer, sequence, sequence, sequence, sequence, sequence});
}

bool is_certificate(const std::vector<Part>& fields) {
  if (is_to_be_signed_certificate(fields)) return true;
  if (fields.size() != 3 || !begins_as(fields, {sequence, sequence, bit_string})) return false;
  const auto inner = parts_of(fields[0].content);
  return inner && is_to_be_signed_certificate(*inner);
}

bool has_identifier(const Part& part, std::uint8_t last) {
  const std::uint8_t wanted[] = {0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, last};
  return part.tag == identifier && std::ranges::equal(part.content, wanted);
}

bool add_records(FileBytes& file, const Part& elements, ContextKind kind) {
  const auto parts = parts_of(elements.content);
  if (!parts) return false;
  for (const Part& part : *parts) {
    if (part.tag == sequence) file.records.push_back({kind, RawBytes(part.whole.begin(), part.whole.end()), {}});
  }
  return true;
}

// SignedData without content of its own: version, digest algorithms, content, certificates, CRLs, signers.
FileBytes message_of(const Part& signed_data) {
  constexpr std::uint8_t data = 1;
  FileBytes file{Found::not_known, false, {}};
  const auto fields = parts_of(signed_data.content);
  if (!fields || !begins_as(*fields, {integer, set, sequence})) return file;
  const auto content = parts_of((*fields)[2].content);
  if (!content || content->empty() || !has_identifier(content->front(), data)) return file;
  bool is_whole = true;
  for (const Part& field : *fields) {
    if (field.tag == tagged_0) is_whole = is_whole && add_records(file, field, ContextKind::certificate);
    if (field.tag == tagged_1) is_whole = is_whole && add_records(file, field, ContextKind::crl);
  }
  if (is_whole) file.form = Found::pkcs7;
  return file;
}

bool is_message(const std::vector<Part>& fields) {
  constexpr std::uint8_t signed_data = 2;
  return fields.size() == 2 && has_identifier(fields[0], signed_data) && fields[1].tag == tagged_0;
}

bool are_zeros(View bytes) { return std::ranges::all_of(bytes, [](std::uint8_t byte) { return byte == 0; }); }

FileBytes read_encoding(View bytes) {
  const auto outer = first_part(bytes);
  const auto fields = outer ? parts_of(outer->content) : std::nullopt;
  if (!fields) return {Found::not_known, false, {}};
  const View rest = bytes.subspan(outer->whole.size());
  if (is_message(*fields)) {
    const auto signed_data = first_part((*fields)[1].content);
    if (!signed_data) return {Found::not_known, false, {}};
    FileBytes file = message_of(*signed_data);
    file.is_loose = !are_zeros(rest);
    return file;
  }
  if (!is_certificate(*fields)) return {Found::not_known, false, {}};
  return {Found::one_certificate, !rest.empty(), {{ContextKind::certificate, RawBytes(outer->whole.begin(), outer->whole.end()), {}}}};
}

std::uint32_t dword(View bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) value |= static_cast<std::uint32_t>(bytes[at + i]) << (8 * i);
  return value;
}

bool is_serialized_store(View bytes) {
  constexpr std::uint32_t magic = 0x54524543;  // "CERT"
  return bytes.size() >= 8 && dword(bytes, 0) == 0 && dword(bytes, 4) == magic;
}

FileBytes read_serialized_store(View bytes) {
  constexpr std::size_t header = 12;
  FileBytes file{Found::serialized_store, false, {}};
  FileBytes::Record next;
  for (std::size_t at = 8; at + header <= bytes.size();) {
    const std::uint32_t id = dword(bytes, at);
    const std::size_t length = dword(bytes, at + 8);
    if (id == 0) return file;
    if (length > bytes.size() - at - header) break;
    const View value = bytes.subspan(at + header, length);
    at += header + length;
    if (id < 32 || id > 34) {
      next.properties.emplace_back(id, RawBytes(value.begin(), value.end()));
      continue;
    }
    next.kind = static_cast<ContextKind>(id - 32);
    next.bytes.assign(value.begin(), value.end());
    file.records.push_back(std::move(next));
    next = {};
  }
  return {Found::none, false, {}};
}

// --- Text ----------------------------------------------------------------------------------------------------------------

struct Text {
  std::string characters;
  bool is_marked = false;  // With a mark of the byte order.
};

// ASCII, or UTF-16 that has nothing else in it.
Text text_of(View bytes) {
  Text text;
  const auto skip_mark = [&](std::initializer_list<std::uint8_t> mark) {
    if (bytes.size() < mark.size() || !std::equal(mark.begin(), mark.end(), bytes.begin())) return;
    bytes = bytes.subspan(mark.size());
    text.is_marked = true;
  };
  skip_mark({0xFF, 0xFE});
  skip_mark({0xEF, 0xBB, 0xBF});
  bool is_wide = bytes.size() % 2 == 0;
  for (std::size_t i = 1; i < bytes.size(); i += 2) is_wide = is_wide && bytes[i] == 0;
  for (std::size_t i = 0; i < bytes.size(); i += is_wide ? 2 : 1) text.characters.push_back(static_cast<char>(bytes[i]));
  text.characters.resize(text.characters.find_last_not_of('\0') + 1);
  return text;
}

std::optional<RawBytes> bytes_of_base64(std::string_view text) {
  constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  RawBytes bytes;
  std::uint32_t word = 0;
  int bits = 0;
  std::size_t count = 0, fillers = 0;
  for (const char character : text) {
    if (character == ' ' || (character >= '\t' && character <= '\r')) continue;
    if (character == '=') {
      ++fillers;
      continue;
    }
    const std::size_t digit = digits.find(character);
    if (digit == std::string_view::npos || fillers > 0) return std::nullopt;
    word = (word << 6 | static_cast<std::uint32_t>(digit)) & 0xFFFF;
    ++count;
    if ((bits += 6) < 8) continue;
    bits -= 8;
    bytes.push_back(static_cast<std::uint8_t>(word >> bits));
  }
  if (count == 0 || fillers > 2 || (count + fillers) % 4 != 0) return std::nullopt;
  return bytes;
}

FileBytes read_text(View bytes) {
  const Text text = text_of(bytes);
  if (text.characters.find("-----BEGIN ") != std::string::npos) return {Found::not_known, true, {}};
  const auto decoded = bytes_of_base64(text.characters);
  if (!decoded || decoded->empty() || decoded->front() != sequence) return {Found::none, false, {}};
  FileBytes file = read_encoding(*decoded);
  file.is_loose = file.is_loose || text.is_marked || file.form != Found::pkcs7;
  return file;
}

}  // namespace

// What begins as a SEQUENCE is one, though it may be damaged; in base64 no message begins so.
FileBytes read_file_bytes(const RawBytes& bytes) {
  if (bytes.empty()) return {Found::empty, false, {}};
  if (is_serialized_store(bytes)) return read_serialized_store(bytes);
  return bytes.front() == sequence ? read_encoding(bytes) : read_text(bytes);
}

}  // namespace certlife::trace
