// The JSON library under one short name, and the exception a bad request is answered with.
#pragma once

#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string_view>

#include "tests/conformance/json_bounds.h"

namespace certlife::conformance {

using Json = nlohmann::json;

// A request that says something no harness could do: a name never bound, a value of the wrong type.
class BadRequest : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

// A request that makes sense, but not to this harness.
class NotSupported : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

// What is done with a request goes as deep as it does. Discarded if it is none, or too deep.
inline Json request_in(std::string_view line) {
  if (extent_of(line).too_deep_at < line.size()) return Json::value_t::discarded;
  return Json::parse(line, nullptr, false);
}

}  // namespace certlife::conformance
