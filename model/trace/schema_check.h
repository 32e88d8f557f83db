// A small validator for the JSON Schemas of this project, for tests. It knows the keywords they use and refuses a
// schema with any other, so that no rule goes unchecked.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace certlife::trace {

// What is wrong with the value by the schema, each with its JSON pointer; empty if nothing is.
// Throws std::invalid_argument for a schema with an unknown keyword.
std::vector<std::string> violations(const nlohmann::json& schema, const nlohmann::json& value);

}  // namespace certlife::trace
