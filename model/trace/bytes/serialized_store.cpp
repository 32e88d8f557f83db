#include "model/trace/bytes/serialized_store.h"

namespace certlife::conformance {
namespace {

constexpr std::uint32_t magic = 0x54524543;  // "CERT"
constexpr std::uint32_t first_element_id = 32;
constexpr std::uint32_t last_element_id = 34;

void append_number(Bytes& bytes, std::uint32_t number) {
  for (int shift = 0; shift < 32; shift += 8) bytes.push_back(static_cast<std::uint8_t>(number >> shift));
}

void append_record(Bytes& file, std::uint32_t id, const Bytes& value) {
  append_number(file, id);
  append_number(file, 1);
  append_number(file, static_cast<std::uint32_t>(value.size()));
  file.insert(file.end(), value.begin(), value.end());
}

// Reads from front to back; asking for more than there is makes it fail for good.
class Reader {
 public:
  explicit Reader(const Bytes& bytes) : bytes_(bytes) {}

  std::uint32_t number() {
    const Bytes digits = take(4);
    std::uint32_t number = 0;
    for (std::size_t i = digits.size(); i-- > 0;) number = (number << 8) | digits[i];
    return number;
  }

  Bytes take(std::size_t count) {
    if (failed_ || bytes_.size() - at_ < count) {
      failed_ = true;
      return {};
    }
    const auto begin = bytes_.begin() + static_cast<std::ptrdiff_t>(at_);
    at_ += count;
    return Bytes(begin, begin + static_cast<std::ptrdiff_t>(count));
  }

  bool failed() const { return failed_; }

 private:
  const Bytes& bytes_;
  std::size_t at_ = 0;
  bool failed_ = false;
};

}  // namespace

std::optional<std::vector<SerializedElement>> parse_serialized_store(const Bytes& file) {
  std::vector<SerializedElement> elements;
  if (file.empty()) return elements;
  Reader reader(file);
  if (reader.number() != 0 || reader.number() != magic) return std::nullopt;
  SerializedElement next;
  while (!reader.failed()) {
    const std::uint32_t id = reader.number();
    const std::uint32_t encoding = reader.number();
    Bytes value = reader.take(reader.number());
    if (reader.failed()) break;
    if (id == 0 && encoding == 0) return elements;
    if (id < first_element_id || id > last_element_id) {
      next.properties.emplace_back(id, std::move(value));
      continue;
    }
    next.kind = static_cast<ContentKind>(id - first_element_id);
    next.bytes = std::move(value);
    elements.push_back(std::move(next));
    next = {};
  }
  return std::nullopt;
}

Bytes serialized_store(const std::vector<SerializedElement>& elements) {
  Bytes file;
  append_number(file, 0);
  append_number(file, magic);
  for (const SerializedElement& element : elements) {
    for (const auto& [id, value] : element.properties) append_record(file, id, value);
    append_record(file, first_element_id + static_cast<std::uint32_t>(element.kind), element.bytes);
  }
  for (int i = 0; i < 3; ++i) append_number(file, 0);
  return file;
}

}  // namespace certlife::conformance
