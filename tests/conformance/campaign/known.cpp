#include "tests/conformance/campaign/known.h"

#include <optional>

#include "model/programs/pattern.h"

namespace certlife::conformance {
namespace {

// How often an entry is run that need not show each time.
constexpr std::size_t runs_of_a_flaky_one = 8;

// The last call has to deviate, and nothing before it. What looks as before is the same, even if another clause is blamed for it now.
const Finding* finding_of(const ExpectedDeviation& entry, const Trial& trial) {
  if (trial.findings.empty()) return nullptr;
  const Finding& first = trial.findings.front();
  const bool looks_alike = first.clause == entry.clause || entry.shape.ends_with("=> " + first.aspect);
  return looks_alike && first.at + 1 == entry.program.size() ? &first : nullptr;
}

Deviation known_one(const ExpectedDeviation& entry, const Trial& trial, const Finding& finding) {
  Deviation deviation = deviation_of(finding, canonical(entry.program), canonical(trial.lines));
  deviation.found_by = entry.place;
  deviation.comes_and_goes = entry.flaky;
  return deviation;
}

}  // namespace

std::vector<Deviation> known_deviations(const ExpectedFile& expected, const Selection& selection, Port& port, const Referee& referee) {
  std::vector<Deviation> known;
  for (const ExpectedDeviation& entry : expected.deviations) {
    if (!selection.means(entry.clause)) continue;
    const std::vector<TestProgram> programs(entry.flaky ? runs_of_a_flaky_one : 1, TestProgram{{}, entry.place, entry.program});
    std::optional<Deviation> shown;
    Reruns reruns;
    for (const Trial& trial : run_and_judge(port, referee, programs)) {
      const Finding* finding = finding_of(entry, trial);
      ++reruns.of;
      if (!finding) continue;
      ++reruns.shown;
      if (!shown) shown = known_one(entry, trial, *finding);
    }
    if (!shown) continue;
    shown->reruns = reruns;
    known.push_back(std::move(*shown));
  }
  return known;
}

std::vector<Hazard> hazards_of(const ExpectedFile& expected) {
  std::vector<Hazard> hazards;
  for (const ExpectedDeviation& entry : expected.deviations)
    if (entry.hazard) hazards.push_back({entry.clause, entry.program.back()});
  return hazards;
}

}  // namespace certlife::conformance
