#include "tests/conformance/target/reply_types.h"

#include <algorithm>
#include <span>

#include "model/trace/plain_text.h"

namespace certlife::conformance {
namespace {

using Json = nlohmann::json;

// Names are ours, or like ours. Contents are those of elements and files as small as tests have them.
constexpr std::size_t longest_name = trace::most_quoted;
constexpr std::size_t longest_contents = std::size_t{1} << 16;
// Nobody is asked for more, and what was not asked for is of no use.
constexpr std::size_t most_answers = 4096;

bool is_truth(const Json& value) { return value.is_boolean(); }
bool is_text(const Json& value) { return value.is_string(); }
bool is_object(const Json& value) { return value.is_object(); }
bool is_list(const Json& value) { return value.is_array(); }
bool is_code(const Json& value) { return value.is_string() || value.is_number_integer(); }
bool is_number(const Json& value) { return value.is_number_integer(); }
bool is_result(const Json& value) { return value.is_boolean() || value.is_string() || value.is_number_integer(); }
bool is_name(const Json& value) { return value.is_string() && !value.get_ref<const std::string&>().empty(); }
bool is_list_of_texts(const Json& value) { return value.is_array() && std::all_of(value.begin(), value.end(), is_text); }

using Test = bool (*)(const Json&);

struct Rule {
  const char* key;
  Test test;
  const char* wanted;
};

// A null is as good as none: nothing was observed, or the result is NULL.
constexpr Rule of_calls[] = {
    {"ret", is_result, "true, false, a name, a number or null"},
    {"out", is_object, "an object"},
    {"lastError", is_code, "\"unchanged\", the name of a code or a number"},
    {"observed", is_object, "an object"},
    {"notSupported", is_truth, "true or false"},
    {"reason", is_text, "a text"},
    {"misuse", is_text, "a text"},
};
constexpr Rule of_probes[] = {
    {"alive", is_truth, "true or false for each name"},
    {"csp", is_text, "\"held\" or \"released\" for each name"},
    {"hCertStore", is_text, "the name of a store for each name"},
    {"content", is_text, "contents for each name"},
    {"properties", is_object, "an object for each name"},
    {"persisted", is_list, "a list for each file"},
};
constexpr Rule of_single_probes[] = {
    {"callbacks", is_list, "a list"},
    {"privateBytes", is_number, "a number"},
};
constexpr Rule of_descriptions[] = {
    {"name", is_name, "a text"},
    {"version", is_text, "a text"},
    {"calls", is_list_of_texts, "a list of names"},
    {"kinds", is_list_of_texts, "a list of names"},
    {"probes", is_list_of_texts, "a list of names"},
    {"detectsMisuse", is_truth, "true or false"},
};

std::string complaint(const std::string& where, const char* wanted, const Json& found) {
  const std::string text = found.dump(-1, ' ', false, Json::error_handler_t::replace);
  return where + " is " + trace::excerpt(text, 100) + " and should be " + wanted;
}

// REQUIRES: not deeper than deepest_json.
bool is_within(const Json& value, std::size_t longest) {
  if (value.is_string()) return value.get_ref<const std::string&>().size() <= longest;
  if (value.is_object())
    for (const auto& [key, each] : value.items())
      if (key.size() > longest_name) return false;
  if (!value.is_structured()) return true;
  return value.size() <= most_answers && std::all_of(value.begin(), value.end(), [&](const Json& each) { return is_within(each, longest); });
}

// Contents stand where bytes are asked for; all else is a name.
std::size_t longest_of(const std::string& key) {
  for (const char* each : {"pvData", "content", "properties", "persisted", "callbacks"})
    if (key == each) return longest_contents;
  return longest_name;
}

std::string fault_in_size(const Json& reply) {
  for (const char* key : {"ret", "lastError", "notSupported"})
    if (reply.contains(key) && !is_within(reply.at(key), longest_name)) return complaint(std::string("\"") + key + '"', "shorter", reply.at(key));
  for (const char* key : {"out", "observed"}) {
    const auto found = reply.find(key);
    if (found == reply.end() || !found->is_object()) continue;
    if (found->size() > most_answers) return complaint(std::string("\"") + key + '"', "smaller", *found);
    for (const auto& [name, value] : found->items())
      if (name.size() > longest_name || !is_within(value, longest_of(name))) return complaint(std::string("\"") + key + '"', "smaller", *found);
  }
  return {};
}

std::string fault_by(std::span<const Rule> rules, const std::string& before, const Json& object) {
  for (const Rule& rule : rules) {
    const auto found = object.find(rule.key);
    if (found == object.end() || found->is_null() || rule.test(*found)) continue;
    return complaint(before + '"' + rule.key + '"', rule.wanted, *found);
  }
  return {};
}

std::string fault_in_probe(const Rule& rule, const Json& answers) {
  const std::string where = std::string("the probe \"") + rule.key + '"';
  if (answers.is_null()) return {};
  if (!answers.is_object()) return complaint(where, "an object", answers);
  for (const auto& [name, answer] : answers.items())
    if (!answer.is_null() && !rule.test(answer)) return complaint(where + " of " + trace::excerpt(name), rule.wanted, answer);
  return {};
}

std::string fault_in_probes(const Json& observed) {
  for (const Rule& rule : of_probes) {
    if (!observed.contains(rule.key)) continue;
    if (auto fault = fault_in_probe(rule, observed.at(rule.key)); !fault.empty()) return fault;
  }
  return fault_by(of_single_probes, "the probe ", observed);
}

}  // namespace

std::string fault_in(const Json& reply) {
  std::string fault = fault_in_size(reply);
  if (fault.empty()) fault = fault_by(of_calls, "", reply);
  if (fault.empty() && reply.contains("observed") && reply.at("observed").is_object()) fault = fault_in_probes(reply.at("observed"));
  return fault.empty() ? fault : fault + ", in the reply to " + reply.value("call", std::string("a file line"));
}

std::string fault_in_description(const Json& reply) {
  for (const Rule& rule : of_descriptions)
    if (!reply.contains(rule.key)) return std::string("\"") + rule.key + "\" is missing";
  for (const Rule& rule : of_descriptions)
    if (!rule.test(reply.at(rule.key))) return complaint(std::string("\"") + rule.key + '"', rule.wanted, reply.at(rule.key));
  for (const char* key : {"name", "version"}) {
    const auto& text = reply.at(key).get_ref<const std::string&>();
    if (trace::has_unprintable(text)) return complaint(std::string("\"") + key + '"', "one line of text without control characters", reply.at(key));
  }
  return {};
}

}  // namespace certlife::conformance
