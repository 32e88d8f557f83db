#include "tests/conformance/runner/levels/coverage.h"

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include <fmt/format.h>

namespace certlife::conformance {
namespace {

using Ordered = nlohmann::ordered_json;

constexpr int format_version = 1;
constexpr std::size_t most_members = 10'000'000;
constexpr const char* version_key = "certlife-coverage";

std::size_t total(const Coverage& coverage, Covered ScopeCoverage::*part, bool whole) {
  std::size_t sum = 0;
  for (const auto& [name, scope] : coverage.scopes) sum += whole ? (scope.*part).of : (scope.*part).ids.size();
  return sum;
}

// --- Files -----------------------------------------------------------------------------------------------------------------

// Ids as ranges: [[0,17],[19,19]].
Ordered ranges_of(const std::set<std::uint32_t>& ids) {
  Ordered ranges = Ordered::array();
  for (const std::uint32_t id : ids) {
    if (!ranges.empty() && ranges.back()[1] == id - 1) ranges.back()[1] = id;
    else ranges.push_back({id, id});
  }
  return ranges;
}

Ordered json_of(const Covered& covered) { return {{"of", covered.of}, {"ids", ranges_of(covered.ids)}}; }

Ordered json_of(const Coverage& coverage) {
  Ordered json{{"clauses", {{"of", coverage.clauses_of}, {"ids", coverage.clauses}}}};
  for (const auto& [name, scope] : coverage.scopes)
    json["scopes"][name] = {{"version", fmt::format("{:016x}", scope.version)},
                            {"states", json_of(scope.states)},
                            {"transitions", json_of(scope.transitions)}};
  return json;
}

Covered covered_from(const Ordered& json) {
  Covered covered;
  covered.of = json.at("of").get<std::size_t>();
  if (covered.of > most_members) throw std::invalid_argument("a whole is too large");
  for (const auto& range : json.at("ids")) {
    const auto first = range.at(0).get<std::uint32_t>(), last = range.at(1).get<std::uint32_t>();
    if (last >= covered.of || first > last) throw std::invalid_argument("a range is outside of what there is");
    for (std::uint32_t id = first; id <= last; ++id) covered.ids.insert(covered.ids.end(), id);
  }
  return covered;
}

Coverage coverage_from(const Ordered& json) {
  Coverage coverage;
  coverage.clauses_of = json.at("clauses").at("of").get<std::size_t>();
  for (const auto& id : json.at("clauses").at("ids")) coverage.clauses.insert(id.get<std::string>());
  if (!json.contains("scopes")) return coverage;
  for (const auto& [name, scope] : json.at("scopes").items()) {
    ScopeCoverage& to = coverage.scopes[name];
    to.version = std::stoull(scope.at("version").get<std::string>(), nullptr, 16);
    to.states = covered_from(scope.at("states"));
    to.transitions = covered_from(scope.at("transitions"));
  }
  return coverage;
}

// --- Adding up -------------------------------------------------------------------------------------------------------------

void refuse(const std::string& from, const std::string& why) { throw std::invalid_argument(from + ": " + why); }

void add(Covered& to, const Covered& other) { to.ids.insert(other.ids.begin(), other.ids.end()); }

void add(ScopeCoverage& to, const ScopeCoverage& other, const std::string& scope, const std::string& from) {
  if (to.version != other.version || to.states.of != other.states.of || to.transitions.of != other.transitions.of)
    refuse(from, "its scope \"" + scope + "\" is another version than that of the coverage before it");
  add(to.states, other.states);
  add(to.transitions, other.transitions);
}

void add(Coverage& to, const Coverage& other, const std::string& from) {
  if (to.clauses_of != other.clauses_of) refuse(from, "it was taken with another set of clauses than the coverage before it");
  to.clauses.insert(other.clauses.begin(), other.clauses.end());
  for (const auto& [name, scope] : other.scopes) {
    const auto found = to.scopes.find(name);
    if (found == to.scopes.end()) refuse(from, "it covers a scope \"" + name + "\" that the coverage before it lacks");
    add(found->second, scope, name, from);
  }
  if (to.scopes.size() != other.scopes.size()) refuse(from, "it lacks a scope of the coverage before it");
}

std::string figure(std::size_t n, std::size_t of) {
  return fmt::format("{} of {} ({:.1f} %)", n, of, of == 0 ? 100.0 : 100.0 * static_cast<double>(n) / static_cast<double>(of));
}

}  // namespace

std::size_t Coverage::states() const { return total(*this, &ScopeCoverage::states, false); }
std::size_t Coverage::states_of() const { return total(*this, &ScopeCoverage::states, true); }
std::size_t Coverage::transitions() const { return total(*this, &ScopeCoverage::transitions, false); }
std::size_t Coverage::transitions_of() const { return total(*this, &ScopeCoverage::transitions, true); }

void add_coverage(CoverageOfTargets& to, const CoverageOfTargets& other, const std::string& from) {
  for (const auto& [target, coverage] : other) {
    const auto [found, fresh] = to.try_emplace(target, coverage);
    if (!fresh) add(found->second, coverage, from);
  }
}

std::string coverage_text(const CoverageOfTargets& coverage) {
  Ordered json{{version_key, format_version}, {"targets", Ordered::object()}};
  for (const auto& [target, each] : coverage) json["targets"][target] = json_of(each);
  return json.dump() + "\n";
}

std::string coverage_summary(const CoverageOfTargets& coverage) {
  std::string text;
  for (const auto& [target, each] : coverage) {
    text += fmt::format("{}\n  clauses      {}\n  states       {}\n  transitions  {}\n", target, figure(each.clauses.size(), each.clauses_of),
                        figure(each.states(), each.states_of()), figure(each.transitions(), each.transitions_of()));
    for (const auto& [name, scope] : each.scopes)
      text += fmt::format("    {:<12} states {}, transitions {}\n", name, figure(scope.states.ids.size(), scope.states.of),
                          figure(scope.transitions.ids.size(), scope.transitions.of));
  }
  return text;
}

CoverageOfTargets read_coverage(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream) refuse(path, "cannot be read");
  const std::string text(std::istreambuf_iterator<char>(stream), {});
  const Ordered json = Ordered::parse(text, nullptr, false);
  if (!json.is_object() || !json.contains(version_key)) refuse(path, "is not a coverage file");
  if (json.at(version_key) != format_version) refuse(path, "is a coverage file of another version");
  try {
    CoverageOfTargets coverage;
    for (const auto& [target, each] : json.at("targets").items()) coverage.emplace(target, coverage_from(each));
    return coverage;
  } catch (const std::exception& error) {
    throw std::invalid_argument(path + ": is not a sound coverage file: " + error.what());
  }
}

}  // namespace certlife::conformance
