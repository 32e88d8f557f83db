#include "impl/src/encoding/serialized_store.h"

namespace certlife::impl::encoding {
namespace {

constexpr std::uint32_t format_version = 0;
constexpr std::uint32_t magic = 0x54524543;  // "CERT"
constexpr std::uint32_t first_element_id = 32;
constexpr std::uint32_t last_element_id = 34;
constexpr std::uint32_t x509_asn_encoding = 1;
constexpr std::size_t header_size = 8;
constexpr std::size_t record_header_size = 12;

std::uint32_t read_dword(Bytes bytes, std::size_t at) {
  return std::uint32_t{bytes[at]} | std::uint32_t{bytes[at + 1]} << 8 | std::uint32_t{bytes[at + 2]} << 16 |
         std::uint32_t{bytes[at + 3]} << 24;
}

void append_dword(std::vector<std::uint8_t>& bytes, std::uint32_t value) {
  for (int shift = 0; shift < 32; shift += 8) bytes.push_back(static_cast<std::uint8_t>(value >> shift));
}

struct Record {
  std::uint32_t id = 0;
  Bytes value;
};

// Goes from record to record; what is wrong goes into the store's error with its offset.
class RecordReader {
 public:
  RecordReader(Bytes bytes, SerializedStore& store) : bytes_(bytes), store_(store) {}

  // Reads a record; false at the end mark and after an error.
  bool next(Record& record) {
    if (bytes_.size() - at_ < record_header_size) return fail("the store stops before its end mark");
    record.id = read_dword(bytes_, at_);
    const std::uint32_t length = read_dword(bytes_, at_ + 8);
    if (record.id == 0) return is_end_mark() ? false : fail("a record has identifier 0 and is no end mark");
    if (length > bytes_.size() - at_ - record_header_size) return fail("a record is longer than what is left");
    record.value = bytes_.subspan(at_ + record_header_size, length);
    at_ += record_header_size + length;
    return true;
  }

  bool fail(const char* reason) {
    store_.error = reason;
    store_.error_offset = at_;
    return false;
  }

 private:
  bool is_end_mark() const { return read_dword(bytes_, at_ + 4) == 0 && read_dword(bytes_, at_ + 8) == 0; }

  Bytes bytes_;
  SerializedStore& store_;
  std::size_t at_ = header_size;
};

bool is_element(std::uint32_t id) { return id >= first_element_id && id <= last_element_id; }

void append_record(std::vector<std::uint8_t>& bytes, std::uint32_t id, Bytes value) {
  append_dword(bytes, id);
  append_dword(bytes, x509_asn_encoding);
  append_dword(bytes, static_cast<std::uint32_t>(value.size()));
  bytes.insert(bytes.end(), value.begin(), value.end());
}

void append_header(std::vector<std::uint8_t>& bytes) {
  append_dword(bytes, format_version);
  append_dword(bytes, magic);
}

}  // namespace

bool has_serialized_store_header(Bytes bytes) {
  return bytes.size() >= header_size && read_dword(bytes, 0) == format_version && read_dword(bytes, 4) == magic;
}

SerializedStore read_serialized_store(Bytes bytes) {
  SerializedStore store;
  if (!has_serialized_store_header(bytes)) return store.error = "not a serialized store", store;
  RecordReader records(bytes, store);
  SerializedElement element;
  Record record;
  while (records.next(record)) {
    if (!is_element(record.id)) {
      element.properties.push_back({record.id, record.value});
      continue;
    }
    element.kind = static_cast<ElementKind>(record.id - first_element_id);
    element.encoded = record.value;
    store.elements.push_back(std::move(element));
    element = {};
  }
  if (store.ok() && !element.properties.empty()) records.fail("properties without an element before the end mark");
  if (!store.ok()) store.elements.clear();
  return store;
}

SerializedStoreWriter::SerializedStoreWriter() { append_header(bytes_); }

void SerializedStoreWriter::add(ElementKind kind, Bytes encoded, const std::vector<SerializedProperty>& properties) {
  for (const SerializedProperty& property : properties) append_record(bytes_, property.id, property.value);
  append_record(bytes_, first_element_id + static_cast<std::uint32_t>(kind), encoded);
}

std::vector<std::uint8_t> SerializedStoreWriter::finish() {
  bytes_.insert(bytes_.end(), record_header_size, 0);
  std::vector<std::uint8_t> whole;
  append_header(whole);
  whole.swap(bytes_);
  return whole;
}

}  // namespace certlife::impl::encoding
