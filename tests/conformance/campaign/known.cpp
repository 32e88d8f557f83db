#include "tests/conformance/campaign/known.h"

#include <optional>

#include "model/programs/pattern.h"
#include "model/programs/probes.h"
#include "tests/conformance/campaign/soak.h"

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
  deviation.where = entry.where;
  deviation.comes_and_goes = entry.cause.comes_and_goes();
  return deviation;
}

}  // namespace

// What comes and goes does not always look alike, and cannot always be shortened alike: there the entry's program lying inside is
// enough, and only an entry that says flaky covers it.
bool is_the_one(const ExpectedDeviation& entry, const Deviation& deviation, const model::Reading& reading) {
  const bool may_vary = entry.cause.comes_and_goes();
  if (entry.clause != deviation.clause || (deviation.is_flaky() && !may_vary)) return false;
  if (deviation == entry || (may_vary && (entry.shape == deviation.shape || contains(deviation.requests, entry.program)))) return true;
  if (entry.aspect != deviation.aspect || shows_only_when_repeated(entry.aspect)) return false;
  const Situation its = situation_at_the_end(entry.program, reading);
  return is_met_by(its.act, entry.where ? *entry.where : its.traits, deviation.met);
}

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
    shown->met = situation_at_the_end(entry.program, referee.reading());
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
