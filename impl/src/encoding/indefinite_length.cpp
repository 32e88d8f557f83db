#include "impl/src/encoding/reader.h"

namespace certlife::impl::encoding {
namespace {

// Deeper nesting than this no message has; without a bound a hostile one could exhaust the stack.
constexpr int deepest_nesting = 32;

bool is_end_mark(Bytes bytes) { return bytes.size() >= 2 && bytes[0] == 0 && bytes[1] == 0; }

// Whether the front of `bytes` is an element of indefinite length, and how long its header is.
bool begins_indefinite(Bytes bytes) {
  return bytes.size() >= 2 && (bytes[0] & 0x1F) != 0x1F && (bytes[0] & tag::constructed) != 0 && bytes[1] == 0x80;
}

// The size of the elements up to the end mark that belongs to them, without it.
DecodeError measure_content(Bytes bytes, int nesting, std::size_t& size) {
  if (nesting > deepest_nesting) return DecodeError::corrupt;
  size = 0;
  while (!is_end_mark(bytes.subspan(size))) {
    const Bytes rest = bytes.subspan(size);
    if (begins_indefinite(rest)) {
      std::size_t inner = 0;
      const DecodeError problem = measure_content(rest.subspan(2), nesting + 1, inner);
      if (problem != DecodeError::none) return problem;
      size += 2 + inner + 2;
      continue;
    }
    Element element;
    const DecodeError problem = read_element(rest, Lengths::definite, element);
    if (problem != DecodeError::none) return problem;
    size += element.whole.size();
  }
  return DecodeError::none;
}

}  // namespace

DecodeError read_indefinite_element(Bytes bytes, std::size_t header_size, Element& element) {
  std::size_t size = 0;
  const DecodeError problem = measure_content(bytes.subspan(header_size), 1, size);
  if (problem != DecodeError::none) return problem;
  element = {bytes[0], bytes.first(header_size + size + 2), bytes.subspan(header_size, size)};
  return DecodeError::none;
}

}  // namespace certlife::impl::encoding
