#include "tests/conformance/campaign/coverage.h"

#include <charconv>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include <fmt/format.h>

#include "model/tool/terminal.h"
#include "tests/conformance/target/json_text.h"

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

std::uint32_t small_number(const JsonNode& node) { return static_cast<std::uint32_t>(node.number(most_members)); }

// A few letters may stand for very many members: a file has room for so many in all.
Covered covered_from(const JsonNode& node, std::size_t& room) {
  Covered covered;
  covered.of = small_number(node.at("of"));
  for (const JsonNode& range : node.at("ids").items()) {
    const auto ends = range.items();
    if (ends.size() != 2) range.fail("a range has a first and a last member");
    const std::uint32_t first = small_number(ends[0]), last = small_number(ends[1]);
    if (last >= covered.of || first > last) range.fail("this range is outside of what there is");
    if (!covered.ids.empty() && first <= *covered.ids.rbegin()) range.fail("ranges stand in order and apart");
    if (last - first >= room) range.fail("that is more than any run covers");
    room -= last - first + 1;
    for (std::uint32_t id = first; id <= last; ++id) covered.ids.insert(covered.ids.end(), id);
  }
  return covered;
}

std::uint64_t version_from(const JsonNode& node) {
  const std::string text = node.text();
  std::uint64_t version = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), version, 16);
  if (error != std::errc{} || end != text.data() + text.size()) node.fail("expected a version in hexadecimal digits");
  return version;
}

Coverage coverage_from(const JsonNode& node, std::size_t& room) {
  Coverage coverage;
  const JsonNode clauses = node.at("clauses");
  coverage.clauses_of = small_number(clauses.at("of"));
  for (const JsonNode& id : clauses.at("ids").items()) coverage.clauses.insert(id.text());
  if (!node.has("scopes")) return coverage;
  for (const JsonNode& scope : node.at("scopes").members()) {
    ScopeCoverage& to = coverage.scopes[scope.key()];
    to.version = version_from(scope.at("version"));
    to.states = covered_from(scope.at("states"), room);
    to.transitions = covered_from(scope.at("transitions"), room);
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
  return harmless(json.dump(-1, ' ', false, Ordered::error_handler_t::replace)) + "\n";
}

std::string coverage_summary(const CoverageOfTargets& coverage) {
  std::string text;
  for (const auto& [target, each] : coverage) {
    text += fmt::format("{}\n  clauses      {}\n  states       {}\n  transitions  {}\n", plain(target), figure(each.clauses.size(), each.clauses_of),
                        figure(each.states(), each.states_of()), figure(each.transitions(), each.transitions_of()));
    for (const auto& [name, scope] : each.scopes)
      text += fmt::format("    {:<12} states {}, transitions {}\n", plain(name), figure(scope.states.ids.size(), scope.states.of),
                          figure(scope.transitions.ids.size(), scope.transitions.of));
  }
  return text;
}

namespace {

CoverageOfTargets coverage_of(const JsonFile& file) {
  const JsonNode root = file.root();
  if (!root.has(version_key)) root.fail("this is no coverage file");
  if (root.json().at(version_key) != format_version) root.at(version_key).fail("this is a coverage file of another version");
  CoverageOfTargets coverage;
  std::size_t room = most_members;
  for (const JsonNode& target : root.at("targets").members()) coverage.emplace(target.key(), coverage_from(target, room));
  return coverage;
}

}  // namespace

CoverageOfTargets coverage_in(const std::string& name, const std::string& text) { return coverage_of(JsonFile(name, text)); }

CoverageOfTargets read_coverage(const std::string& path) { return coverage_of(JsonFile::read(path)); }

}  // namespace certlife::conformance
