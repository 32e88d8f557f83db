// Values of properties that are more than bytes: key contexts, key specs and CSP handles.
#pragma once

#include <cstdint>
#include <string>

#include "model/export/words.h"
#include "model/trace/line.h"

namespace certlife::conformance {

// Their data is a structure of its own that no export knows.
bool has_unknown_layout(std::uint32_t property);

// pvData of a set call, as an expression. Throws trace::BadInput or BadContent for values that no program can make.
std::string new_value(std::uint32_t property, const trace::Value& value, Words& words, Step& step);

// Whether the bytes at `data`, `size` of them, are this value: a condition. Empty if nothing can be said.
std::string value_condition(std::uint32_t property, const std::string& value, const std::string& data, const std::string& size, Words& words, Step& step);

}  // namespace certlife::conformance
