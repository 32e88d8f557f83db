// Walks tag-length-value encodings. The first error of a walk sticks in a DecodeError that all readers of the walk
// share; after it every take returns nothing and `more` is false, so that code reads as the grammar does and asks once
// at the end.
//
// Lengths may have superfluous octets, but at most four in all; an element never reaches past its parent.
#pragma once

#include "impl/src/encoding/bytes.h"
#include "impl/src/encoding/decode_error.h"

namespace certlife::impl::encoding {

namespace tag {
inline constexpr std::uint8_t boolean = 0x01;
inline constexpr std::uint8_t integer = 0x02;
inline constexpr std::uint8_t bit_string = 0x03;
inline constexpr std::uint8_t octet_string = 0x04;
inline constexpr std::uint8_t object_identifier = 0x06;
inline constexpr std::uint8_t utc_time = 0x17;
inline constexpr std::uint8_t generalized_time = 0x18;
inline constexpr std::uint8_t sequence = 0x30;
inline constexpr std::uint8_t set = 0x31;
inline constexpr std::uint8_t constructed = 0x20;
// A context-specific tag: primitive, or constructed as every EXPLICIT one is.
constexpr std::uint8_t context(std::uint8_t number) { return static_cast<std::uint8_t>(0x80 | number); }
constexpr std::uint8_t explicit_context(std::uint8_t number) { return static_cast<std::uint8_t>(0xA0 | number); }
}  // namespace tag

// Definite lengths are DER; the PKCS#7 around certificates may be BER with indefinite ones.
enum class Lengths : bool { definite, any };

struct Element {
  std::uint8_t tag = 0;  // the first octet of the tag
  Bytes whole;           // tag, length, content and, if the length is indefinite, the end mark
  Bytes content;
};

// Reads the element that starts at the front of `bytes`.
DecodeError read_indefinite_element(Bytes bytes, std::size_t header_size, Element& element);

inline DecodeError read_element(Bytes bytes, Lengths lengths, Element& element) {
  const std::uint8_t* const at = bytes.data();
  const std::size_t available = bytes.size();
  if (available < 2) return DecodeError::end_of_data;
  std::size_t position = 1;
  if ((at[0] & 0x1F) == 0x1F) {  // a tag number in further octets, the last of which has no high bit
    while (position < available && (at[position] & 0x80) != 0) ++position;
    if (++position >= available) return DecodeError::end_of_data;
  }
  std::size_t length = at[position++];
  if (length == 0x80) {
    if (lengths == Lengths::definite || (at[0] & tag::constructed) == 0) return DecodeError::corrupt;
    return read_indefinite_element(bytes, position, element);
  }
  if (length > 0x80) {
    const std::size_t octets = length & 0x7F;
    if (octets > 4) return DecodeError::corrupt;
    if (available - position < octets) return DecodeError::end_of_data;
    length = 0;
    for (std::size_t i = 0; i < octets; ++i) length = length << 8 | at[position++];
  }
  if (length > available - position) return DecodeError::end_of_data;
  element = {at[0], bytes.first(position + length), bytes.subspan(position, length)};
  return DecodeError::none;
}

class Reader {
 public:
  Reader(Bytes bytes, DecodeError& error, Lengths lengths = Lengths::definite)
      : rest_(bytes), error_(&error), lengths_(lengths) {}

  bool more() const { return !rest_.empty() && *error_ == DecodeError::none; }
  bool next_is(std::uint8_t wanted) const { return more() && rest_.front() == wanted; }
  bool next_is_time() const { return next_is(tag::utc_time) || next_is(tag::generalized_time); }

  // The next element, whatever it is.
  Element any() {
    Element element;
    if (*error_ != DecodeError::none) return element;
    const DecodeError problem = read_element(rest_, lengths_, element);
    if (problem != DecodeError::none) return fail(problem), Element{};
    rest_ = rest_.subspan(element.whole.size());
    return element;
  }

  // The next element, which must have this tag.
  Element take(std::uint8_t wanted) {
    if (!next_is(wanted)) return fail(rest_.empty() ? DecodeError::end_of_data : DecodeError::bad_tag), Element{};
    return any();
  }

  // The next element if it has this tag; nothing is read otherwise.
  Element take_if(std::uint8_t wanted) { return next_is(wanted) ? any() : Element{}; }

  // A reader of the content of the next element, which must have this tag.
  Reader enter(std::uint8_t wanted) { return Reader(take(wanted).content, *error_, lengths_); }

  // An element that ends here must have nothing left.
  void require_end() {
    if (more()) fail(DecodeError::corrupt);
  }

  // Keeps the first error only.
  void fail(DecodeError problem) {
    if (*error_ == DecodeError::none) *error_ = problem;
  }

  DecodeError& error() const { return *error_; }

 private:
  Bytes rest_;
  DecodeError* error_;
  Lengths lengths_;
};

// How many elements a SEQUENCE OF or SET OF holds; an error ends the count.
inline std::size_t count_elements(Reader reader) {
  std::size_t count = 0;
  for (; reader.more(); ++count) reader.any();
  return count;
}

}  // namespace certlife::impl::encoding
