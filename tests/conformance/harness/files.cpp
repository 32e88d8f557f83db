#include "tests/conformance/harness/files.h"

#include <cstdio>
#include <fstream>
#include <iterator>

#include "model/trace/bytes/serialized_store.h"
#include "tests/conformance/harness/pkcs7_message.h"
#include "tests/conformance/harness/property_values.h"

namespace certlife::conformance {
namespace {

std::optional<Bytes> read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  return Bytes(std::istreambuf_iterator<char>(file), {});
}

void write_file(const std::string& path, const Bytes& bytes) {
  std::ofstream file(path, std::ios::binary);
  file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  if (!file.flush()) throw NotSupported("cannot write " + path);
}

DWORD property_id(const std::string& digits) {
  try {
    return static_cast<DWORD>(std::stoul(digits));
  } catch (const std::exception&) {
    throw BadRequest("a property is called by its number, not " + digits);
  }
}

SerializedElement element_of(Session& session, const Json& entry) {
  const Json& text = entry.is_object() ? entry.at("content") : entry;
  const auto label = parse_label(text.get_ref<const std::string&>());
  if (!label) throw BadRequest("a file is made of cert:, crl: and ctl: contents, not " + text.dump());
  SerializedElement element{label->kind, session.contents.bytes_of(text.get<std::string>()), {}};
  if (!entry.is_object() || !entry.contains("properties")) return element;
  for (const auto& [id, value] : entry.at("properties").items()) {
    const DWORD property = property_id(id);
    element.properties.emplace_back(property, property_bytes(session, property, value.get<std::string>()));
  }
  return element;
}

// A list of one text that is no element: the file has just these bytes.
bool is_raw(const Json& contents) {
  return contents.size() == 1 && contents.front().is_string() &&
         !parse_label(contents.front().get_ref<const std::string&>());
}

Bytes file_bytes(Session& session, const Json& contents) {
  if (contents.is_string()) return session.contents.bytes_of(contents.get<std::string>());
  if (!contents.is_array()) throw BadRequest("a file's contents are a list, a text or null");
  if (is_raw(contents)) return session.contents.bytes_of(contents.front().get<std::string>());
  std::vector<SerializedElement> elements;
  for (const Json& entry : contents) elements.push_back(element_of(session, entry));
  return serialized_store(elements);
}

Json described(Session& session, const SerializedElement& element) {
  const std::string content = session.contents.text_of(element.bytes);
  if (element.properties.empty()) return content;
  Json properties = Json::object();
  for (const auto& [id, value] : element.properties) properties[std::to_string(id)] = property_text(session, id, value);
  return {{"content", content}, {"properties", std::move(properties)}};
}

}  // namespace

void set_up_file(Session& session, const Json& line) {
  const std::string path = session.path_of("file:" + line.at("file").get<std::string>());
  const Json contents = line.contains("bytes") ? line.at("bytes") : line.value("contents", Json());
  if (contents.is_null())
    std::remove(path.c_str());
  else
    write_file(path, file_bytes(session, contents));
}

Json look_into_file(Session& session, const std::string& name) {
  const auto bytes = read_file(session.path_of("file:" + name));
  return bytes ? described_store(session, *bytes) : Json();
}

Json described_store(Session& session, const Bytes& bytes) {
  auto elements = parse_serialized_store(bytes);
  if (!elements) elements = parse_pkcs7_message(bytes);
  if (!elements) return Json::array({session.contents.text_of(bytes)});
  Json list = Json::array();
  for (const SerializedElement& element : *elements) list.push_back(described(session, element));
  return list;
}

}  // namespace certlife::conformance
