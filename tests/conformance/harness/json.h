// The JSON library under one short name, and the exception a bad request is answered with.
#pragma once

#include <nlohmann/json.hpp>
#include <stdexcept>

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

}  // namespace certlife::conformance
