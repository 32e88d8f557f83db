// Files, contents and records of traces as values of the model.
#include "model/oracle/translate.h"

#include <algorithm>

#include "model/trace/bad_input.h"

namespace certlife::oracle {

using trace::BadInput;
using trace::Value;

Concrete::File Translator::file_called(std::string_view name) {
  const auto found = files_.find(name);
  if (found != files_.end()) return {found->second};
  const auto index = static_cast<std::uint32_t>(file_names_.size());
  file_names_.emplace_back(name);
  files_.emplace(std::string(name), index);
  return {index};
}

namespace {

// Does this look like something a file store reads: a serialized store that is whole, or an ASN.1 SEQUENCE?
bool may_be_readable(const std::vector<std::uint8_t>& bytes) {
  const auto dword = [&](std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i) value |= static_cast<std::uint32_t>(bytes[at + i]) << (8 * i);
    return value;
  };
  constexpr std::uint32_t magic = 0x54524543;  // "CERT"
  if (bytes[0] == 0x30) return true;
  if (bytes.size() < 8 || dword(0) != 0 || dword(4) != magic) return false;
  for (std::size_t at = 8; at + 12 <= bytes.size();) {
    const std::size_t length = dword(at + 8);
    if (dword(at) == 0) return true;
    if (length > bytes.size() - at - 12) return false;
    at += 12 + length;
  }
  return false;
}

}  // namespace

void Translator::note_file_bytes(Concrete::File file, const Value& bytes) {
  const ContentTable::Entry& entry = entry_of(bytes);
  if (entry.contents.form == trace::Contents::Form::bytes && entry.contents.bytes.empty()) return;
  const bool readable = entry.contents.form == trace::Contents::Form::element ||
                        (entry.contents.form == trace::Contents::Form::bytes && may_be_readable(entry.contents.bytes));
  (readable ? opaque_files : unreadable_files).insert(file.index);
}

// What is not known of a labelled element, its MD5 and the digits of its SHA-1, could be anything.
bool Translator::value_matches(const Value& seen, Concrete::Value value) {
  if (value > 0 && contents_.text_of(value) == seen.text) return true;
  const ContentTable::Entry& entry = entry_of(seen);
  const bool is_hash = entry.contents.form == trace::Contents::Form::hash;
  const bool is_digits = entry.contents.form == trace::Contents::Form::bytes;
  return entry.value == value || (Concrete::is_hash_value(value, 3) && is_hash) ||
         (Concrete::is_hash_value(value, 4) && is_digits);
}

bool Translator::content_matches(const Value& seen, const Concrete::Content& content) {
  return entry_of(seen).content == content;
}

ContentTable::Entry& Translator::entry_of(const Value& value) {
  if (!value.is_text()) throw BadInput(value.column, "expected contents");
  try {
    return contents_.of(value.text);
  } catch (const BadInput& error) {
    throw BadInput(value.column + error.column(), error.message());
  }
}

Concrete::Record Translator::record_of(const Value& item) {
  const Value* content = item.is_fields() ? item.fields.find("content") : &item;
  if (!content || !content->is_text()) throw BadInput(item.column, "expected the contents of an element");
  const ContentTable::Entry& entry = entry_of(*content);
  Concrete::Record record;
  record.content = entry.content;
  if (entry.contents.form == trace::Contents::Form::element) record.kind = static_cast<Kind>(entry.contents.element.kind);
  const Value* properties = item.is_fields() ? item.fields.find("properties") : nullptr;
  if (!properties || !properties->is_fields()) return record;
  Concrete::Properties::Entries entries;
  for (const auto& [id, value] : properties->fields) {
    const auto number = trace::property_id(id);
    if (!number || !value.is_text()) throw BadInput(value.column, "expected a property id and its contents");
    entries[*number] = entry_of(value).value;
  }
  record.properties = Concrete::Properties(std::move(entries));
  return record;
}

}  // namespace certlife::oracle
