#include "model/ledger/ownership_text.h"

#include <algorithm>
#include <array>

namespace certlife::model {
namespace {

// --- For people ------------------------------------------------------------------------------------------------------

std::string marked(const OwnershipParameter& parameter) {
  if (parameter.is_struct) return "struct " + parameter.name;
  if (parameter.passing == Passing::in) return parameter.name;
  return std::string(to_string(parameter.passing)) + " " + parameter.name;
}

std::string thing_of(const OwnershipRow& row) {
  std::string thing = row.thing;
  if (!row.other.empty()) thing += (row.effect == OwnershipEffect::holds ? " by " : " of ") + row.other;
  if (row.changes) thing += ", changed";
  return thing;
}

using Columns = std::array<std::string, 6>;

Columns columns_of(const OwnershipRow& row) {
  return {row.path, std::string(to_string(row.effect)), thing_of(row), std::string(to_string(row.evidence)), condition_of(row),
          row.remark.empty() ? "" : "(" + row.remark + ")"};
}

// The first four are padded to the longest of each.
std::string aligned(const std::vector<Columns>& rows) {
  constexpr std::size_t padded = 4;
  std::string text;
  for (const Columns& row : rows) {
    std::string line = " ";
    for (std::size_t i = 0; i < row.size(); ++i) {
      std::size_t width = row[i].size();
      for (const Columns& other : rows) width = i < padded ? std::max(width, other[i].size()) : width;
      if (!row[i].empty()) line += " " + row[i] + std::string(width - row[i].size() + 1, ' ');
    }
    text += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
  }
  return text;
}

std::string text_of(const OwnedFunction& function) {
  std::string text = function.name + (function.has_a_and_w ? "{A,W}" : "") + "  " + function.module + "  ";
  text += std::string(to_string(function.result)) + "  " + to_string(function.sources) + "\n  (";
  for (const OwnershipParameter& parameter : function.parameters)
    text += (&parameter == &function.parameters.front() ? "" : ", ") + marked(parameter);
  text += ")\n";
  std::vector<Columns> rows;
  for (const OwnershipRow& row : function.rows) rows.push_back(columns_of(row));
  return text + aligned(rows);
}

// --- For programs ----------------------------------------------------------------------------------------------------

// The tables have no control characters.
std::string json_string(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result + "\"";
}

std::string field(std::string_view name, std::string_view value) { return json_string(name) + ":" + json_string(value); }

// "[…]" of what json makes of each.
template <class Items, class Json>
std::string json_list(const Items& items, Json json) {
  std::string text = "[";
  for (const auto& item : items) text += (text.size() == 1 ? "" : ",") + json(item);
  return text + "]";
}

std::string json_of(const OwnershipParameter& parameter) {
  return "{" + field("name", parameter.name) + "," + field("passing", to_string(parameter.passing)) +
         (parameter.is_struct ? ",\"struct\":true}" : "}");
}

std::string json_of(const OwnershipTerm& term) {
  using Test = OwnershipTerm::Test;
  const std::string begin = "{" + field("parameter", term.path) + ",";
  if (term.test == Test::is_true) return begin + "\"is\":true}";
  if (term.test == Test::is_null) return begin + "\"is\":null}";
  return begin + field(term.test == Test::has_flag ? "has" : "is", term.name) + ",\"value\":" + std::to_string(term.value) + "}";
}

std::string json_of(const OwnershipRow& row) {
  const auto term = [](const OwnershipTerm& each) { return json_of(each); };
  std::string text = "{" + field("parameter", row.path) + "," + field("effect", to_string(row.effect)) + "," + field("thing", row.thing);
  if (!row.other.empty()) text += "," + field(row.effect == OwnershipEffect::holds ? "holder" : "owner", row.other);
  if (row.changes) text += ",\"changes\":true";
  text += "," + field("evidence", to_string(row.evidence));
  if (!row.all_of.empty()) text += ",\"if\":" + json_list(row.all_of, term);
  if (!row.unless.empty()) text += ",\"unless\":" + json_list(row.unless, term);
  if (!row.remark.empty()) text += "," + field("remark", row.remark);
  return text + "}";
}

std::string json_of(const OwnedFunction& function) {
  std::string text = "{" + field("function", function.name);
  if (function.has_a_and_w) text += R"(,"suffixes":["A","W"])";
  text += "," + field("module", function.module) + "," + field("result", to_string(function.result));
  text += ",\"sources\":" + json_list(function.sources, [](const Source& each) { return json_string(to_string(each)); });
  text += ",\"parameters\":" + json_list(function.parameters, [](const OwnershipParameter& each) { return json_of(each); });
  return text + ",\"ownership\":" + json_list(function.rows, [](const OwnershipRow& each) { return json_of(each); }) + "}";
}

}  // namespace

std::string list_ownership(const std::vector<OwnedFunction>& functions) {
  std::string text;
  for (const OwnedFunction& function : functions) text += (text.empty() ? "" : "\n") + text_of(function);
  return text;
}

std::string ownership_json(const std::vector<OwnedFunction>& functions) {
  return "{\"certlife-ownership\":1,\"functions\":" +
         json_list(functions, [](const OwnedFunction& each) { return "\n" + json_of(each); }) + "}\n";
}

}  // namespace certlife::model
