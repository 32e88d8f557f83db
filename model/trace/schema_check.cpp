#include "model/trace/schema_check.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string_view>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

namespace certlife::trace {
namespace {

using nlohmann::json;
using Adapter = valijson::adapters::NlohmannJsonAdapter;

// Valijson passes over a keyword that it does not know, and what it says would then not be checked.
void refuse_unknown_keywords(const json& schema) {
  static constexpr auto known = std::to_array<std::string_view>(
      {"$schema", "$id", "$defs", "title", "description", "$ref", "type", "const", "enum", "allOf", "oneOf", "anyOf", "not", "minimum", "minLength",
       "pattern", "required", "properties", "additionalProperties", "items"});
  if (!schema.is_object()) return;
  for (const auto& [keyword, rule] : schema.items()) {
    if (std::ranges::find(known, keyword) == known.end()) throw std::invalid_argument("unknown keyword in a schema: " + keyword);
    if (keyword == "allOf" || keyword == "oneOf" || keyword == "anyOf" || keyword == "properties" || keyword == "$defs")
      for (const json& each : rule) refuse_unknown_keywords(each);
    if (keyword == "not" || keyword == "items" || keyword == "additionalProperties") refuse_unknown_keywords(rule);
  }
}

std::string text_of(const valijson::ValidationResults::Error& error) {
  std::string place;
  for (const std::string& step : error.context)
    if (step != "<root>") place += "/" + step.substr(1, step.size() - 2);  // "[name]"
  return (place.empty() ? "/" : place) + " " + error.description;
}

}  // namespace

std::vector<std::string> violations(const json& schema, const json& value) {
  refuse_unknown_keywords(schema);
  valijson::Schema parsed;
  try {
    valijson::SchemaParser().populateSchema(Adapter(schema), parsed);
  } catch (const std::runtime_error& error) {
    throw std::invalid_argument(error.what());
  }
  valijson::ValidationResults results;
  valijson::Validator().validate(parsed, Adapter(value), &results);
  std::vector<std::string> found;
  for (valijson::ValidationResults::Error error; results.popError(error);) found.push_back(text_of(error));
  return found;
}

}  // namespace certlife::trace
