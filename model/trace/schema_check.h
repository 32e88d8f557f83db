// Checks JSON against the schemas of this project, for tests. A schema with a keyword that the check would pass over is refused, so
// that no rule goes unchecked.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace certlife::trace {

// What is wrong with the value by the schema, each with its place as a JSON pointer; empty if nothing is.
// Throws std::invalid_argument for a schema with an unknown keyword.
std::vector<std::string> violations(const nlohmann::json& schema, const nlohmann::json& value);

}  // namespace certlife::trace
