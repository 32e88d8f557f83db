#include "model/trace/schema_check.h"

#include <algorithm>
#include <regex>
#include <stdexcept>

namespace certlife::trace {
namespace {

using nlohmann::json;

bool has_type(const json& value, const std::string& type) {
  if (type == "object") return value.is_object();
  if (type == "array") return value.is_array();
  if (type == "string") return value.is_string();
  if (type == "boolean") return value.is_boolean();
  if (type == "integer") return value.is_number_integer();
  if (type == "number") return value.is_number();
  if (type == "null") return value.is_null();
  throw std::invalid_argument("unknown type in a schema: " + type);
}

class Check {
 public:
  explicit Check(const json& root) : root_(root) {}

  std::vector<std::string> of(const json& schema, const json& value, const std::string& place) {
    found_.clear();
    check(schema, value, place);
    return found_;
  }

 private:
  void check(const json& schema, const json& value, const std::string& place) {
    if (schema.is_boolean()) return require(schema.get<bool>(), place, "is not allowed");
    for (const auto& [keyword, rule] : schema.items()) keyword_check(keyword, rule, schema, value, place);
  }

  void keyword_check(const std::string& keyword, const json& rule, const json& schema, const json& value,
                     const std::string& place) {
    static const std::vector<std::string> remarks = {"$schema", "$id", "$defs", "title", "description"};
    if (std::count(remarks.begin(), remarks.end(), keyword)) return;
    if (keyword == "$ref") return check(referenced(rule), value, place);
    if (keyword == "type") return require(any_type(rule, value), place, "is no " + rule.dump());
    if (keyword == "const") return require(value == rule, place, "is not " + rule.dump());
    if (keyword == "enum")
      return require(std::count(rule.begin(), rule.end(), value) > 0, place, "is none of " + rule.dump());
    if (keyword == "oneOf") return require(how_many(rule, value) == 1, place, "fits not exactly one of the forms");
    if (keyword == "anyOf") return require(how_many(rule, value) > 0, place, "fits none of the forms");
    if (keyword == "not") return require(!fits(rule, value), place, "fits what it must not");
    if (keyword == "minimum") return require(!value.is_number() || value >= rule, place, "is less than " + rule.dump());
    if (keyword == "minLength") return require(!value.is_string() || length(value) >= rule, place, "is too short");
    if (keyword == "pattern")
      return require(!value.is_string() || matches(rule, value), place, "is not like " + rule.dump());
    if (keyword == "required") return required(rule, value, place);
    if (keyword == "properties") return properties(rule, value, place);
    if (keyword == "additionalProperties") return additional(rule, schema, value, place);
    if (keyword == "items") return items(rule, value, place);
    throw std::invalid_argument("unknown keyword in a schema: " + keyword);
  }

  void required(const json& names, const json& value, const std::string& place) {
    for (const json& name : names)
      require(!value.is_object() || value.contains(name.get<std::string>()), place, "lacks " + name.dump());
  }

  void properties(const json& schemas, const json& value, const std::string& place) {
    if (!value.is_object()) return;
    for (const auto& [name, schema] : schemas.items())
      if (value.contains(name)) check(schema, value[name], place + "/" + name);
  }

  void additional(const json& rule, const json& schema, const json& value, const std::string& place) {
    if (!value.is_object()) return;
    const json known = schema.value("properties", json::object());
    for (const auto& [name, field] : value.items())
      if (!known.contains(name)) check(rule, field, place + "/" + name);
  }

  void items(const json& schema, const json& value, const std::string& place) {
    if (!value.is_array()) return;
    for (std::size_t index = 0; index < value.size(); ++index)
      check(schema, value[index], place + "/" + std::to_string(index));
  }

  const json& referenced(const json& reference) const {
    return root_.at(json::json_pointer(reference.get<std::string>().substr(1)));
  }
  bool fits(const json& schema, const json& value) const { return Check(root_).of(schema, value, "").empty(); }
  std::ptrdiff_t how_many(const json& schemas, const json& value) const {
    return std::count_if(schemas.begin(), schemas.end(), [&](const json& schema) { return fits(schema, value); });
  }
  static bool any_type(const json& rule, const json& value) {
    if (rule.is_string()) return has_type(value, rule.get<std::string>());
    return std::any_of(rule.begin(), rule.end(),
                       [&](const json& type) { return has_type(value, type.get<std::string>()); });
  }
  static std::size_t length(const json& text) { return text.get_ref<const std::string&>().size(); }
  static bool matches(const json& pattern, const json& text) {
    return std::regex_search(text.get_ref<const std::string&>(), std::regex(pattern.get<std::string>()));
  }
  void require(bool holds, const std::string& place, const std::string& otherwise) {
    if (!holds) found_.push_back((place.empty() ? "/" : place) + " " + otherwise);
  }

  const json& root_;
  std::vector<std::string> found_;
};

}  // namespace

std::vector<std::string> violations(const json& schema, const json& value) {
  return Check(schema).of(schema, value, "");
}

}  // namespace certlife::trace
