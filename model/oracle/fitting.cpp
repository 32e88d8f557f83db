#include "model/oracle/fitting.h"

#include <algorithm>

#include "model/oracle/property_questions.h"
#include "model/oracle/translate.h"
#include "model/trace/vocabulary.h"

namespace certlife::oracle {

using trace::Value;

bool Fitting::value_fits(const Value& seen, Concrete::Value value) const {
  if (!seen.is_text()) return value == Concrete::no_value();
  return translator_.value_matches(seen, value);
}

bool Fitting::properties_fit(const Concrete::Properties& properties, const trace::Fields& seen, std::uint32_t required) const {
  for (const auto& [id, value] : seen) {
    const auto number = trace::property_id(id);
    if (!number) continue;
    const auto expected = Concrete::property(properties, *number);
    if (expected == Concrete::no_value() && may_come_by_itself(*number)) continue;
    if (!value_fits(value, expected)) return false;
  }
  for (const auto& [id, value] : properties.entries()) {
    if (may_come_by_itself(id) && id != required) continue;
    const auto has = [wanted = id](const trace::Field& field) { return trace::property_id(field.name) == wanted; };
    if (std::none_of(seen.begin(), seen.end(), has)) return false;
  }
  return true;
}

// The same elements, in whatever order.
bool Fitting::records_fit(const Concrete::Records& records, const Value& seen) const {
  if (!seen.is_list()) return false;
  if (records.size() != seen.items.size()) return false;
  std::vector<bool> taken(records.size());
  for (const Value& item : seen.items) {
    bool found = false;
    for (std::size_t i = 0; i < records.size() && !found; ++i) {
      if (taken[i] || !translator_.content_matches(item.is_fields() && item.fields.find("content") ? *item.fields.find("content") : item, records[i].content)) continue;
      const Value* properties = item.is_fields() ? item.fields.find("properties") : nullptr;
      static const trace::Fields none;
      if (!properties_fit(records[i].properties, properties ? properties->fields : none, 0)) continue;
      taken[i] = found = true;
    }
    if (!found) return false;
  }
  return true;
}

bool Fitting::persisted_fits(const World& world, Concrete::File file, const Value& seen) const {
  const bool exists = world.file_exists.at(file);
  if (seen.is_null()) return !exists;
  if (translator_.opaque_files.contains(file.index) || translator_.unreadable_files.contains(file.index)) return exists;
  if (!exists) return false;
  if (const auto message = seen.is_list() && seen.items.size() == 1 ? translator_.records_of_message(seen.items[0]) : std::nullopt) {
    return world.form.at(file) == model::FileForm::pkcs7 && message_fits(world.image.at(file).listed(), *message);
  }
  return records_fit(world.image.at(file).listed(), seen);
}

// Bytes that no label is known for could be any labelled element.
bool Fitting::message_fits(const Concrete::Records& records, const Concrete::Records& message) const {
  if (records.size() != message.size()) return false;
  const auto is_labelled = [&](const Concrete::Record& record) { return !contents_.text_of(record.content).starts_with("hex:"); };
  if (std::ranges::any_of(records, is_labelled)) return true;
  return std::ranges::is_permutation(records, message, {}, &Concrete::Record::content, &Concrete::Record::content);
}

}  // namespace certlife::oracle
