#include <algorithm>

#include "impl/src/encoding/decode.h"
#include "impl/src/encoding/fields.h"

namespace certlife::impl::encoding {
namespace {

// Whether the byte only repeats the sign that the byte below it already has.
bool only_repeats_the_sign(std::uint8_t highest, std::uint8_t below) {
  return (highest == 0x00 && below < 0x80) || (highest == 0xFF && below >= 0x80);
}

// The size of a little-endian integer without superfluous sign bytes.
std::size_t shortest_size(const CRYPT_INTEGER_BLOB& blob) {
  std::size_t size = blob.pbData == nullptr ? 0 : blob.cbData;
  while (size > 1 && only_repeats_the_sign(blob.pbData[size - 1], blob.pbData[size - 2])) --size;
  return size;
}

}  // namespace

Bytes shortest_integer(Bytes big_endian) {
  std::size_t superfluous = 0;
  while (superfluous + 1 < big_endian.size() &&
         only_repeats_the_sign(big_endian[superfluous], big_endian[superfluous + 1])) {
    ++superfluous;
  }
  return big_endian.subspan(superfluous);
}

bool same_integer(const CRYPT_INTEGER_BLOB& left, const CRYPT_INTEGER_BLOB& right) {
  return same_bytes(bytes_of(left.pbData, shortest_size(left)), bytes_of(right.pbData, shortest_size(right)));
}

bool same_integer(Bytes big_endian, const CRYPT_INTEGER_BLOB& blob) {
  const Bytes left = shortest_integer(big_endian);
  const Bytes right = bytes_of(blob.pbData, shortest_size(blob));
  return left.size() == right.size() && std::equal(left.begin(), left.end(), right.rbegin());
}

CRYPT_INTEGER_BLOB take_integer(Reader& reader, Arena& arena) {
  CRYPT_INTEGER_BLOB blob{};
  const Bytes content = reader.take(tag::integer).content;
  if (content.empty()) return reader.fail(DecodeError::corrupt), blob;
  const Bytes shortest = shortest_integer(content);
  blob.cbData = static_cast<DWORD>(shortest.size());
  blob.pbData = arena.bytes(shortest.size());
  if (blob.pbData != nullptr) std::reverse_copy(shortest.begin(), shortest.end(), blob.pbData);
  return blob;
}

DWORD take_small_integer(Reader& reader) {
  const Bytes content = shortest_integer(reader.take(tag::integer).content);
  if (content.empty() || content.size() > 4 || content[0] >= 0x80) return reader.fail(DecodeError::corrupt), 0;
  DWORD value = 0;
  for (const std::uint8_t byte : content) value = value << 8 | byte;
  return value;
}

}  // namespace certlife::impl::encoding
