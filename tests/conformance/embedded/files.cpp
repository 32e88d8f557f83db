#include "tests/conformance/embedded/files.h"

#include <cstdio>
#include <fstream>
#include <iterator>
#include <optional>

#include "model/trace/bytes/serialized_store.h"
#include "tests/conformance/harness/pkcs7_message.h"

namespace certlife::embedded {
namespace {

using conformance::SerializedElement;
using trace::Value;

std::optional<Bytes> bytes_in(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  return Bytes(std::istreambuf_iterator<char>(file), {});
}

Bytes bytes_for(Session& session, const trace::FileSetup& file) {
  if (file.bytes.is_text()) return session.contents.bytes_of(file.bytes.text);
  std::vector<SerializedElement> elements;
  for (const Value& each : file.contents.items) {
    const auto label = conformance::parse_label(each.text);
    if (!label && file.contents.items.size() == 1) return session.contents.bytes_of(each.text);
    if (!label) throw conform::NotSupported("a file of other elements than certificates, CRLs and CTLs");
    elements.push_back({label->kind, session.contents.bytes_of(each.text), {}});
  }
  return conformance::serialized_store(elements);
}

Value list() {
  Value value;
  value.kind = Value::Kind::list;
  return value;
}

Value record(Session& session, const SerializedElement& element) {
  Value content = Value::of(session.contents.text_of(element.bytes));
  if (element.properties.empty()) return content;
  Value properties, whole;
  properties.kind = whole.kind = Value::Kind::fields;
  for (const auto& [id, value] : element.properties) properties.fields[std::to_string(id)] = Value::of(session.contents.text_of_property(id, value));
  whole.fields["content"] = content;
  whole.fields["properties"] = properties;
  return whole;
}

}  // namespace

void set_up_file(Session& session, const trace::FileSetup& file) {
  const std::string path = session.path_of(file.name);
  if (!file.bytes.is_text() && !file.contents.is_list()) return void(std::remove(path.c_str()));
  const Bytes bytes = bytes_for(session, file);
  std::ofstream out(path, std::ios::binary);
  out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  if (!out.flush()) throw conform::NotSupported("files: " + path + " cannot be written");
}

Value records_in(Session& session, const Bytes& bytes) {
  auto elements = conformance::parse_serialized_store(bytes);
  if (!elements) elements = conformance::parse_pkcs7_message(bytes);
  Value records = list();
  if (!elements) records.items.add() = Value::of(session.contents.text_of(bytes));
  else
    for (const SerializedElement& each : *elements) records.items.add() = record(session, each);
  return records;
}

Value look_into_file(Session& session, std::string_view name) {
  const auto bytes = bytes_in(session.path_of(name));
  return bytes ? records_in(session, *bytes) : Value::null();
}

}  // namespace certlife::embedded
