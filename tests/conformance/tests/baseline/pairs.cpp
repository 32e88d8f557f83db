// certlife-baseline-pairs [FAULT…]: does what was accepted of one bug hide another? Of each planted bug A the deviations are accepted;
// then a target with A and B is run, and something of it has to be new. Prints each pair of which nothing is, and whether it ought to be:
// where the target with both answers every program that shows B as the one with A alone does, B cannot be seen. Exit code 1 for a pair that
// hides what can be seen. With names only these are accepted.
#include <algorithm>
#include <iostream>
#include <string>
#include <vector>

#include "tests/conformance/campaign/campaign.h"
#include "tests/conformance/campaign/known.h"
#include "tests/conformance/campaign/model_port.h"
#include "tests/conformance/campaign/named_programs.h"
#include "tests/conformance/report/results.h"

namespace {

using namespace certlife::conformance;

const Referee& referee() {
  static const Referee windows("windows");
  return windows;
}

CampaignResult run(const std::string& faults, const std::vector<Deviation>& known = {}) {
  ModelPort port(faults);
  CampaignOptions options;
  options.programs = clause_programs();
  options.levels = {LevelKind::clauses, LevelKind::exhaustive};
  options.depth = 2;
  options.known = known;
  return run_campaign(port, referee(), options, [](const std::string&) {});
}

// What was found of the two that nobody expects, once what was accepted is known.
std::vector<Deviation> new_in(const std::string& faults, const ExpectedFile& accepted) {
  ModelPort port(faults);
  CampaignResult result = run(faults, known_deviations(accepted, {}, port, referee()));
  compare_with(accepted, {}, result, nullptr, referee());
  std::erase_if(result.deviations, [](const Deviation& each) { return each.expected; });
  return std::move(result.deviations);
}

bool is_covered(const Deviation& deviation, const ExpectedFile& accepted) {
  return std::any_of(accepted.deviations.begin(), accepted.deviations.end(),
                     [&](const ExpectedDeviation& each) { return is_the_one(each, deviation, referee().reading()); });
}

// Nothing that B shows alone is to be seen of both: where A is, B makes no difference.
bool is_masked(const std::vector<Deviation>& of_other, const std::string& one, const std::string& both) {
  ModelPort alone(one), together(both);
  std::vector<Program> programs;
  for (const Deviation& each : of_other) programs.push_back(each.requests);
  const auto seen_alone = alone.run(programs), seen = together.run(programs);
  for (std::size_t i = 0; i < programs.size(); ++i) {
    const auto lines = [](const ProgramRun& run) {
      std::vector<certlife::trace::Line> all;
      for (const auto& each : run.results) all.push_back(each.line);
      return all;
    };
    if (lines(seen_alone[i]) != lines(seen[i]) || seen_alone[i].ending.has_value() != seen[i].ending.has_value()) return false;
  }
  return true;
}

struct Faulty {
  std::string fault;
  std::vector<Deviation> deviations;
  ExpectedFile accepted;
};

std::vector<Faulty> all_faults() {
  std::vector<Faulty> all;
  for (const std::string_view fault : fault_names()) {
    Faulty each{std::string(fault), run(std::string(fault)).deviations, {}};
    each.accepted = parse_expected(each.fault, expected_text("model", each.deviations));
    all.push_back(std::move(each));
  }
  return all;
}

}  // namespace

int main(int count, char** arguments) {
  const std::vector<std::string> wanted(arguments + 1, arguments + count);
  const std::vector<Faulty> all = all_faults();
  std::size_t pairs = 0, tried = 0, seen = 0, masked = 0, hidden = 0;
  for (const Faulty& one : all) {
    if (one.deviations.empty() || (!wanted.empty() && std::find(wanted.begin(), wanted.end(), one.fault) == wanted.end())) continue;
    for (const Faulty& other : all) {
      if (&one == &other || other.deviations.empty()) continue;
      ++pairs;
      // What nothing of it is like the other's need not be run.
      const bool is_new = std::any_of(other.deviations.begin(), other.deviations.end(), [&](const Deviation& each) { return !is_covered(each, one.accepted); });
      const std::string both = one.fault + "+" + other.fault;
      const bool is_like_it = std::any_of(other.deviations.begin(), other.deviations.end(), [&](const Deviation& each) {
        return std::any_of(one.deviations.begin(), one.deviations.end(), [&](const Deviation& its) { return its.clause == each.clause; });
      });
      if (is_new && !is_like_it) {
        ++seen;
        continue;
      }
      ++tried;
      if (!new_in(both, one.accepted).empty()) {
        ++seen;
        continue;
      }
      const bool cannot = is_masked(other.deviations, one.fault, both);
      ++(cannot ? masked : hidden);
      if (!cannot) std::cout << one.fault << " hides " << other.fault << std::endl;
    }
  }
  std::cout << pairs << " pairs of planted bugs, " << tried << " run together: of " << seen << " the second is seen, of " << masked
            << " it makes no difference where the first is, of " << hidden << " it is hidden\n";
  return hidden > 0 ? 1 : 0;
}
