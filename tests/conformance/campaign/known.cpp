#include "tests/conformance/campaign/known.h"

#include <optional>

#include "model/programs/pattern.h"
#include "model/programs/probes.h"

namespace certlife::conformance {
namespace {

// How often an entry is run that need not show each time.
constexpr std::size_t runs_of_a_flaky_one = 8;

// The last call has to deviate, and nothing before it. What looks as before is the same, even if another clause is blamed for it now.
std::optional<Deviation> known_one(const ExpectedDeviation& entry, const TestProgram& program, const Trial& trial) {
  if (trial.findings.empty() || trial.findings.front().at + 1 != program.lines.size()) return std::nullopt;
  Deviation deviation = deviation_of(trial.findings.front(), canonical(program.lines), canonical(trial.lines));
  if (deviation.clause != entry.clause && deviation.aspect != entry.aspect) return std::nullopt;
  deviation.found_by = entry.place;
  deviation.comes_and_goes = entry.cause.comes_and_goes();
  return deviation;
}

}  // namespace

TestProgram program_of(const ExpectedDeviation& entry, Port& port) {
  TestProgram program{{}, entry.place, entry.program};
  ask_for_probes(program, port.description().probes);
  return program;
}

std::vector<Deviation> known_deviations(const ExpectedFile& expected, const Selection& selection, Port& port, const Referee& referee) {
  std::vector<Deviation> known;
  for (const ExpectedDeviation& entry : expected.deviations) {
    if (!selection.means(entry.clause)) continue;
    const std::vector<TestProgram> programs(entry.cause.comes_and_goes() ? runs_of_a_flaky_one : 1, program_of(entry, port));
    std::optional<Deviation> shown;
    Reruns reruns;
    for (const Trial& trial : run_and_judge(port, referee, programs)) {
      auto deviation = known_one(entry, programs.front(), trial);
      ++reruns.of;
      if (!deviation) continue;
      ++reruns.shown;
      if (!shown) shown = std::move(deviation);
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
    if (entry.cause.hazard) hazards.push_back({entry.clause, entry.program.back()});
  return hazards;
}

}  // namespace certlife::conformance
