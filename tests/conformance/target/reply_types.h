// The types of what stands in replies, so that a harness that confuses them is told where.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace certlife::conformance {

// What is wrong with the reply to one call, as a sentence that names the key and shows the value; empty if nothing is.
std::string fault_in(const nlohmann::json& reply);

// The same for the reply to "describe".
std::string fault_in_description(const nlohmann::json& reply);

}  // namespace certlife::conformance
