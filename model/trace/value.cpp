#include "model/trace/value.h"

#include <algorithm>

namespace certlife::trace {

Value::Value() = default;
Value::Value(const Value& other) = default;
Value::Value(Value&& other) noexcept = default;
Value& Value::operator=(const Value& other) = default;
Value& Value::operator=(Value&& other) noexcept = default;
Value::~Value() = default;

const Value* Fields::find(std::string_view name) const {
  for (const Field& field : *this)
    if (field.name == name) return &field.value;
  return nullptr;
}

Value* Fields::find(std::string_view name) { return const_cast<Value*>(std::as_const(*this).find(name)); }

Value& Fields::operator[](std::string_view name) {
  if (Value* found = find(name)) return *found;
  Field& field = add();
  field.name = name;
  return field.value;
}

Value Value::null() {
  Value value;
  value.kind = Kind::null;
  return value;
}

Value Value::of(bool truth) {
  Value value;
  value.kind = Kind::boolean;
  value.truth = truth;
  return value;
}

Value Value::of(std::int64_t number) {
  Value value;
  value.kind = Kind::number;
  value.number = number;
  value.resolved = true;
  return value;
}

Value Value::of(std::string_view text) {
  Value value;
  value.kind = Kind::text;
  value.text = text;
  return value;
}

void Value::clear() {
  kind = Kind::absent;
  truth = resolved = false;
  column = 0;
  number = 0;
  text.clear();
  items.clear();
  fields.clear();
}

void Field::clear() {
  name.clear();
  value.clear();
}

bool operator==(const Value& one, const Value& other) {
  if (one.kind != other.kind) return false;
  switch (one.kind) {
    case Value::Kind::absent:
    case Value::Kind::null:
      return true;
    case Value::Kind::boolean:
      return one.truth == other.truth;
    case Value::Kind::number:
      return one.number == other.number;
    case Value::Kind::text:
      return one.text == other.text;
    case Value::Kind::list:
      return std::equal(one.items.begin(), one.items.end(), other.items.begin(), other.items.end());
    case Value::Kind::fields:
      return one.fields == other.fields;
  }
  return false;
}

bool operator==(const Field& one, const Field& other) { return one.name == other.name && one.value == other.value; }

bool operator==(const Fields& one, const Fields& other) {
  return one.size() == other.size() && std::all_of(one.begin(), one.end(), [&](const Field& field) {
           const Value* match = other.find(field.name);
           return match && *match == field.value;
         });
}

}  // namespace certlife::trace
