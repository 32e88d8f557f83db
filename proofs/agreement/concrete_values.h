// Concrete values as the numbers that the drift test evaluates terms with.
#pragma once

#include <functional>
#include <string>

#include "proofs/agreement/symbolic_answer.h"

namespace certlife::proofs {

inline double number(bool value) { return value ? 1 : 0; }
inline double number(int value) { return value; }
inline double number(std::uint32_t value) { return value; }
inline double number(std::int64_t value) { return static_cast<double>(value); }
inline double number(double value) { return value; }
template <class E>
  requires std::is_enum_v<E>
double number(E value) { return static_cast<double>(static_cast<std::int64_t>(value)); }
template <class Tag>
double number(model::Name<Tag, std::uint32_t> name) { return name.index; }
inline double number(const Concrete::Content& content) { return content.bytes; }
double number(const Concrete::Image& image);
double number(const Concrete::Filter& filter);

Concrete::Content content_of(double number);
Concrete::Filter filter_of(double number);

// The value of the field of this name, "handles" or "properties.value", at a place. Throws if there is no such field.
std::function<double(const ConcreteWorld&, std::uint32_t place, std::uint32_t property)> reader_of(const std::string& field);

// The value of an argument of the call, by the name that the proofs give it.
double argument(const ConcreteCall& call, const std::string& name);

}  // namespace certlife::proofs
