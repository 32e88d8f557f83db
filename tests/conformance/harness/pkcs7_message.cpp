#include "tests/conformance/harness/pkcs7_message.h"

namespace certlife::conformance {
namespace {

constexpr std::uint8_t sequence = 0x30, identifier = 0x06, tagged_0 = 0xA0, tagged_1 = 0xA1;
const Bytes data{0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x01};
const Bytes signed_data{0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02};

struct Element {
  std::uint8_t tag = 0;
  Bytes content, whole;
};

// Takes elements from the front; what cannot be taken makes it fail for good.
class Elements {
 public:
  explicit Elements(const Bytes& bytes) : bytes_(bytes) {}

  bool more() const { return !failed_ && at_ < bytes_.size(); }
  bool failed() const { return failed_; }

  Element next() {
    Element element;
    const std::size_t start = at_;
    element.tag = octet();
    std::size_t length = octet();
    if (length >= 0x80) {
      std::size_t digits = length & 0x7F;
      failed_ = failed_ || digits == 0 || digits > 4;
      for (length = 0; digits > 0 && !failed_; --digits) length = length << 8 | octet();
    }
    if (failed_ || bytes_.size() - at_ < length) return failed_ = true, Element{};
    element.content = slice(at_, at_ + length);
    at_ += length;
    element.whole = slice(start, at_);
    return element;
  }
  // The content of the next element, which must have this tag.
  Bytes content_of(std::uint8_t tag) {
    const Element element = next();
    failed_ = failed_ || element.tag != tag;
    return element.content;
  }

 private:
  std::uint8_t octet() {
    if (at_ >= bytes_.size()) return failed_ = true, std::uint8_t{0};
    return bytes_[at_++];
  }
  Bytes slice(std::size_t from, std::size_t to) const {
    return Bytes(bytes_.begin() + static_cast<std::ptrdiff_t>(from), bytes_.begin() + static_cast<std::ptrdiff_t>(to));
  }

  Bytes bytes_;
  std::size_t at_ = 0;
  bool failed_ = false;
};

bool take_all(std::vector<SerializedElement>& found, const Bytes& set, ContentKind kind) {
  Elements elements(set);
  while (elements.more()) {
    const Element element = elements.next();
    if (element.tag == sequence) found.push_back({kind, element.whole, {}});
  }
  return !elements.failed();
}

}  // namespace

std::optional<std::vector<SerializedElement>> parse_pkcs7_message(const Bytes& file) {
  Elements outer(file);
  Elements message(outer.content_of(sequence));
  if (message.content_of(identifier) != signed_data) return std::nullopt;
  Elements wrapper(message.content_of(tagged_0));
  Elements fields(wrapper.content_of(sequence));
  if (outer.failed() || message.failed() || wrapper.failed()) return std::nullopt;
  std::vector<SerializedElement> found;
  while (fields.more()) {
    const Element field = fields.next();
    const bool is_crls = field.tag == tagged_1;
    // A message about something, such as a CTL, is an element itself.
    if (field.tag == sequence && Elements(field.content).content_of(identifier) != data) return std::nullopt;
    if (field.tag != tagged_0 && !is_crls) continue;
    if (!take_all(found, field.content, is_crls ? ContentKind::crl : ContentKind::certificate)) return std::nullopt;
  }
  return fields.failed() ? std::nullopt : std::optional(found);
}

}  // namespace certlife::conformance
