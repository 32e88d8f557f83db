// Files, contents and records of traces as values of the model.
#include "model/oracle/element_bytes.h"
#include "model/oracle/translate.h"

#include <algorithm>

#include "model/trace/bad_input.h"

namespace certlife::oracle {

using trace::BadInput;
using trace::Value;

void Translation::begin(const Value& returned, std::optional<Kind> of) {
  fate = Fate::judged;
  reason.clear();
  touches_world = true;
  store_from = content_from = 0;
  kind = of;
  ret = &returned;
  result = Result::boolean;
  object = value = saved = nullptr;
  mentioned.clear();
  new_csps.clear();
  kept.clear();
}

Concrete::File Translator::file_called(std::string_view name) {
  const auto found = files_.find(name);
  if (found != files_.end()) return {found->second};
  const auto index = static_cast<std::uint32_t>(file_names_.size());
  file_names_.emplace_back(name);
  files_.emplace(std::string(name), index);
  return {index};
}

namespace {

using BytesForm = trace::FileBytes::Form;

model::FileForm form_of(BytesForm form) {
  switch (form) {
    case BytesForm::serialized_store: return model::FileForm::serialized_store;
    case BytesForm::pkcs7: return model::FileForm::pkcs7;
    case BytesForm::one_certificate: return model::FileForm::one_certificate;
    case BytesForm::empty:
    case BytesForm::not_known:
    case BytesForm::none: return model::FileForm::empty;
  }
  return model::FileForm::empty;
}

// Certificates alone are looked into.
bool is_surely_an_element(const trace::FileBytes::Record& record) {
  return record.kind == trace::ContextKind::certificate && look_into_certificate(record.bytes).readable;
}

std::string hexadecimal(const trace::RawBytes& bytes) { return to_text(trace::Contents{trace::Contents::Form::bytes, {}, bytes, {}}); }

}  // namespace

void Translator::forget_bytes(std::uint32_t file) {
  for (auto* each : {&unreadable_files, &opaque_files, &loose_files, &doubtful_files}) each->erase(file);
}

Concrete::Record Translator::record_of(const trace::FileBytes::Record& raw) {
  Concrete::Record record;
  record.kind = static_cast<Kind>(raw.kind);
  record.content = contents_.of(hexadecimal(raw.bytes)).content;
  Concrete::Properties::Entries entries;
  for (const auto& [id, value] : raw.properties) {
    if (!Concrete::is_key_handle(id)) entries[id] = contents_.of(hexadecimal(value)).value;
  }
  if (!entries.empty()) record.properties = Concrete::Properties(std::move(entries));
  return record;
}

Translator::FileContent Translator::note_file_bytes(Concrete::File file, const Value& bytes) {
  forget_bytes(file.index);
  const ContentTable::Entry& entry = entry_of(bytes);
  if (entry.contents.form == trace::Contents::Form::element) {
    const bool is_certificate = entry.contents.element.kind == trace::ContextKind::certificate;
    if (!is_certificate) opaque_files.insert(file.index);
    return {is_certificate ? model::FileForm::one_certificate : model::FileForm::empty, {record_of(bytes)}};
  }
  if (entry.contents.form != trace::Contents::Form::bytes) return unreadable_files.insert(file.index), FileContent{};
  const trace::FileBytes read = trace::read_file_bytes(entry.contents.bytes);
  if (read.form == BytesForm::none) unreadable_files.insert(file.index);
  if (read.form == BytesForm::not_known) opaque_files.insert(file.index);
  if (read.is_loose) loose_files.insert(file.index);
  FileContent content{form_of(read.form), {}};
  for (const auto& record : read.records) content.records.push_back(record_of(record));
  if (!std::ranges::all_of(read.records, is_surely_an_element)) doubtful_files.insert(file.index);
  return content;
}

bool is_name_of_pkcs7(std::string name) {
  std::ranges::transform(name, name.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return name.ends_with(".p7c") || name.ends_with(".spc");
}

std::optional<Concrete::Records> Translator::records_of_message(const Value& bytes) {
  if (!bytes.is_text()) return std::nullopt;
  const ContentTable::Entry& entry = entry_of(bytes);
  if (entry.contents.form != trace::Contents::Form::bytes) return std::nullopt;
  const trace::FileBytes read = trace::read_file_bytes(entry.contents.bytes);
  if (read.form != BytesForm::pkcs7) return std::nullopt;
  Concrete::Records records;
  for (const auto& record : read.records) records.push_back(record_of(record));
  return records;
}

namespace {

// What a text stands for where a hash or an identifier is compared by its digits.
std::optional<Octets> digits_of(const trace::Contents& contents) {
  using Form = trace::Contents::Form;
  if (contents.form == Form::hash_of_bytes) return sha1_of(contents.bytes);
  return contents.form == Form::hash || contents.form == Form::bytes ? std::optional(contents.bytes) : std::nullopt;
}

}  // namespace

// A handle is told by its name, which is no contents.
bool Translator::value_matches(const Value& seen, Concrete::Value value) {
  if (value > 0 && contents_.text_of(value) == seen.text) return true;
  if (seen.text.find(':') == std::string::npos) return false;
  const ContentTable::Entry& entry = entry_of(seen);
  const auto digits = digits_of(entry.contents);
  return entry.value == value || (digits && contents_.could_be(*digits, value));
}

bool Translator::content_matches(const Value& seen, const Concrete::Content& content) {
  return entry_of(seen).content.bytes == content.bytes;
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

namespace {

void visit_names(const Value& value, const std::function<void(std::string_view)>& visit) {
  for (const Value& item : value.items) visit_names(item, visit);
  for (const auto& [key, inner] : value.fields) visit_names(inner, visit);
  if (value.is_text()) visit(value.text);
}

}  // namespace

void for_each_name_in(const trace::Line& line, const std::function<void(std::string_view)>& visit) {
  for (const trace::Fields* fields : {&line.args, &line.out}) {
    for (const auto& [parameter, value] : *fields) visit_names(value, visit);
  }
  visit_names(line.ret, visit);
}

}  // namespace certlife::oracle
