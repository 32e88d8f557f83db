// A value of a trace: what stands behind a key. Only the kinds that traces use; there are no fractions.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "model/trace/recycled.h"

namespace certlife::trace {

struct Field;

// The fields of a JSON object. Their order does not matter for equality; no name stands twice.
class Fields : public Recycled<Field> {
 public:
  using Recycled<Field>::Recycled;
  const struct Value* find(std::string_view name) const;
  struct Value* find(std::string_view name);
  bool has(std::string_view name) const { return find(name) != nullptr; }
  // The value of this name, added as absent if there was none.
  struct Value& operator[](std::string_view name);
  using Recycled<Field>::operator[];
};

struct Value {
  enum class Kind : std::uint8_t { absent, null, boolean, number, text, list, fields };

  Kind kind = Kind::absent;
  bool truth = false;
  // The number was worked out from names ("CERT_STORE_ADD_ALWAYS", a list of flags, "0x10") or stood there.
  bool resolved = false;
  // Where the value begins in its line, counted in bytes from 1; 0 for a value that was not read. Not compared.
  std::uint32_t column = 0;
  std::int64_t number = 0;
  std::string text;
  Recycled<Value> items;
  Fields fields;

  // Spelled out and defined where Field is complete, because a value holds fields and a field holds a value.
  Value();
  Value(const Value& other);
  Value(Value&& other) noexcept;
  Value& operator=(const Value& other);
  Value& operator=(Value&& other) noexcept;
  ~Value();

  static Value null();
  static Value of(bool truth);
  static Value of(std::int64_t number);
  static Value of(std::string_view text);
  static Value of(const char* text) { return of(std::string_view(text)); }

  bool is_absent() const { return kind == Kind::absent; }
  bool is_null() const { return kind == Kind::null; }
  bool is_boolean() const { return kind == Kind::boolean; }
  bool is_number() const { return kind == Kind::number; }
  bool is_text() const { return kind == Kind::text; }
  bool is_list() const { return kind == Kind::list; }
  bool is_fields() const { return kind == Kind::fields; }
  // Absent and null both stand for NULL or 0 where an argument is meant.
  bool is_nothing() const { return is_absent() || is_null(); }

  void clear();
};

struct Field {
  std::string name;
  Value value;
  void clear();
};

// Equal in what they say: the place in the line and worked out numbers do not count.
bool operator==(const Value& one, const Value& other);
bool operator==(const Field& one, const Field& other);
bool operator==(const Fields& one, const Fields& other);

}  // namespace certlife::trace
