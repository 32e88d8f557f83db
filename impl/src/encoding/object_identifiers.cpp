// Dotted object identifiers. The usual ones come from a table, which saves both time and memory in every context.

#include <array>
#include <string_view>

#include "impl/src/encoding/fields.h"

namespace certlife::impl::encoding {
namespace {

__extension__ using Arc = unsigned __int128;  // wide enough for the UUIDs under 2.25
constexpr std::size_t most_octets_of_an_arc = 19;

// Ordered by subject; where they are used is decided by documents, not here.
constexpr std::string_view usual_identifiers[] = {
    // algorithms of keys, signatures and digests
    "1.2.840.113549.1.1.1", "1.2.840.113549.1.1.4", "1.2.840.113549.1.1.5", "1.2.840.113549.1.1.10",
    "1.2.840.113549.1.1.11", "1.2.840.113549.1.1.12", "1.2.840.113549.1.1.13", "1.2.840.10045.2.1",
    "1.2.840.10045.4.1", "1.2.840.10045.4.3.2", "1.2.840.10045.4.3.3", "1.2.840.10045.4.3.4", "1.2.840.10040.4.1",
    "1.2.840.10040.4.3", "1.3.14.3.2.26", "2.16.840.1.101.3.4.2.1", "1.3.101.112",
    // extensions of certificates
    "2.5.29.14", "2.5.29.15", "2.5.29.17", "2.5.29.18", "2.5.29.19", "2.5.29.30", "2.5.29.31", "2.5.29.32",
    "2.5.29.33", "2.5.29.35", "2.5.29.36", "2.5.29.37", "1.3.6.1.5.5.7.1.1", "1.3.6.1.4.1.11129.2.4.2",
    "1.3.6.1.4.1.311.20.2", "1.3.6.1.4.1.311.21.1", "1.3.6.1.4.1.311.21.7", "1.3.6.1.4.1.311.21.10",
    // extensions of CRLs and of their entries
    "2.5.29.20", "2.5.29.21", "2.5.29.23", "2.5.29.24", "2.5.29.27", "2.5.29.28", "2.5.29.29", "2.5.29.46",
    // usages of CTLs and attributes of their entries
    "1.3.6.1.4.1.311.10.3.9", "1.3.6.1.4.1.311.10.3.30", "1.3.6.1.4.1.311.10.11.9", "1.3.6.1.4.1.311.10.11.11",
    "1.3.6.1.4.1.311.10.11.20", "1.3.6.1.4.1.311.10.11.29", "1.3.6.1.4.1.311.10.11.83"};
constexpr std::size_t usual_count = std::size(usual_identifiers);

struct EncodedIdentifier {
  std::array<std::uint8_t, 16> octets{};
  std::size_t size = 0;
};

constexpr void append_arc(EncodedIdentifier& encoded, std::uint32_t arc) {
  int shift = 28;
  while (shift > 0 && (arc >> shift) == 0) shift -= 7;
  for (; shift > 0; shift -= 7) {
    encoded.octets[encoded.size++] = static_cast<std::uint8_t>(0x80 | (arc >> shift & 0x7F));
  }
  encoded.octets[encoded.size++] = static_cast<std::uint8_t>(arc & 0x7F);
}

// REQUIRES: a well-formed dotted identifier whose arcs fit 32 bits and whose octets fit the array.
constexpr EncodedIdentifier encode(std::string_view dotted) {
  EncodedIdentifier encoded;
  std::uint32_t arcs = 0, first = 0, value = 0;
  for (std::size_t i = 0; i <= dotted.size(); ++i) {
    if (i < dotted.size() && dotted[i] != '.') {
      value = value * 10 + static_cast<std::uint32_t>(dotted[i] - '0');
      continue;
    }
    if (arcs == 0) first = value;
    else append_arc(encoded, arcs == 1 ? first * 40 + value : value);
    value = 0;
    ++arcs;
  }
  return encoded;
}

constexpr std::size_t table_size = 256;

constexpr std::size_t place_of(const std::uint8_t* octets, std::size_t size) {
  return (octets[size - 1] * std::size_t{37} + octets[size - 2] * std::size_t{11} + size * 5) % table_size;
}

// Open addressing: the place holds an index into the identifiers plus one, zero ends a search.
struct UsualTable {
  std::array<EncodedIdentifier, usual_count> encoded{};
  std::array<std::uint8_t, table_size> places{};
};

constexpr UsualTable make_usual_table() {
  UsualTable table;
  for (std::size_t i = 0; i < usual_count; ++i) {
    table.encoded[i] = encode(usual_identifiers[i]);
    std::size_t place = place_of(table.encoded[i].octets.data(), table.encoded[i].size);
    while (table.places[place] != 0) place = (place + 1) % table_size;
    table.places[place] = static_cast<std::uint8_t>(i + 1);
  }
  return table;
}

constexpr UsualTable usual_table = make_usual_table();

// The string of the table, or null.
const char* usual_identifier(Bytes content) {
  if (content.size() < 2) return nullptr;
  std::size_t place = place_of(content.data(), content.size());
  for (; usual_table.places[place] != 0; place = (place + 1) % table_size) {
    const std::size_t index = usual_table.places[place] - std::size_t{1};
    const EncodedIdentifier& candidate = usual_table.encoded[index];
    if (same_bytes(content, {candidate.octets.data(), candidate.size})) return usual_identifiers[index].data();
  }
  return nullptr;
}

// Calls `emit` with each arc in order; false if an arc is unfinished or too large.
template <class Emit>
bool for_each_arc(Bytes content, Emit emit) {
  Arc value = 0;
  std::size_t octets = 0;
  bool first = true;
  for (const std::uint8_t octet : content) {
    if (++octets > most_octets_of_an_arc || (value >> 121) != 0) return false;
    value = value << 7 | (octet & 0x7F);
    if ((octet & 0x80) != 0) continue;
    if (first) {  // the first two arcs share one number
      const Arc root = value < 80 ? value / 40 : 2;
      emit(root);
      value -= root * 40;
    }
    emit(value);
    first = false;
    value = 0;
    octets = 0;
  }
  return octets == 0;
}

// Division of 128 bits is slow, and hardly any arc needs it: it is used while the arc is wide and no longer.
bool is_wide(Arc arc) { return (arc >> 64) != 0; }

std::size_t digits_of(Arc arc) {
  std::size_t digits = 1;
  for (; is_wide(arc); arc /= 10) ++digits;
  for (auto narrow = static_cast<std::uint64_t>(arc); narrow >= 10; narrow /= 10) ++digits;
  return digits;
}

// Writes the digits so that they end before `end`.
void write_digits(Arc arc, char* end) {
  for (; is_wide(arc); arc /= 10) *--end = static_cast<char>('0' + static_cast<int>(arc % 10));
  auto narrow = static_cast<std::uint64_t>(arc);
  do {
    *--end = static_cast<char>('0' + narrow % 10);
    narrow /= 10;
  } while (narrow != 0);
}

}  // namespace

char* dotted_identifier(Bytes content, Arena& arena, DecodeError& error) {
  static char none[] = "";
  if (error != DecodeError::none || content.empty()) return none;
  // Nobody may write through a pszObjId; Windows' structures only lack the const.
  if (const char* usual = usual_identifier(content)) return const_cast<char*>(usual);
  std::size_t length = 0;  // with a dot before each arc but the first, and the final NUL
  if (!for_each_arc(content, [&](Arc arc) { length += digits_of(arc) + 1; })) return error = DecodeError::corrupt, none;
  char* const text = reinterpret_cast<char*>(arena.bytes(length));
  if (text == nullptr) return nullptr;
  char* at = text;
  for_each_arc(content, [&](Arc arc) {
    const std::size_t digits = digits_of(arc);
    write_digits(arc, at + digits);
    at[digits] = '.';
    at += digits + 1;
  });
  at[-1] = '\0';
  return text;
}

}  // namespace certlife::impl::encoding
