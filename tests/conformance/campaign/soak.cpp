#include "tests/conformance/campaign/soak.h"

#include <algorithm>

#include "model/programs/pattern.h"
#include "tests/conformance/campaign/named_programs.h"

namespace certlife::conformance {
namespace {

constexpr double least_leak = 12;  // Bytes a round: less than any object that a target would lose.

std::vector<SoakRound> make_rounds() {
  std::vector<SoakRound> rounds;
  for (TestProgram& program : named_programs("soak.programs"))
    rounds.push_back({std::move(program.title), program.clauses.front(), std::move(program.lines)});
  return rounds;
}

constexpr std::string_view grows = "memory grows when repeated";

void note_new_names(const trace::Line& line, std::vector<std::string>& names) {
  if (line.ret.is_text()) names.push_back(line.ret.text);
  for (const auto& out : line.out)
    if (out.value.is_text() && out.name != "phProv") names.push_back(out.value.text);
}

void ask_after_what_it_made(std::vector<trace::Line>& round) {
  std::vector<std::string> names;
  for (const trace::Line& line : round) note_new_names(line, names);
  for (const auto& name : names) round.back().observed.alive[name] = trace::Value::null();
}

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

}  // namespace

const std::vector<SoakRound>& soak_rounds() {
  static const std::vector<SoakRound> rounds = make_rounds();
  return rounds;
}

TestProgram soak_program(const SoakRound& round) {
  TestProgram program{{}, "soak: " + round.name, round.calls};
  ask_after_what_it_made(program.lines);
  return program;
}

// Sent alone, so that nothing that waits to be read is among the bytes.
Repetition repeated(Port& port, const Referee& referee, const TestProgram& round, const std::function<bool()>& is_over) {
  TestProgram asked = round;
  if (!port.description().probes.contains("alive")) asked.lines.back().observed.alive.clear();
  Program request = asked.lines;
  request.asks_for_private_bytes = port.description().probes.contains(private_bytes_probe);
  Repetition repetition;
  while (repetition.rounds < soak_length && !repetition.deviating && !(is_over && is_over())) {
    const ProgramRun run = std::move(port.run(std::span(&request, 1)).front());
    for (const double bytes : private_bytes_in(run)) repetition.private_bytes.push_back(bytes);
    Trial trial = referee.judge(asked, run);
    repetition.judged += trial.judged;
    if (repetition.rounds++ == 0) repetition.first = trial;
    if (!trial.findings.empty()) repetition.deviating = std::move(trial);
    // What it cannot do once it cannot do 400 times.
    else if (!trial.unsupported.empty()) break;
  }
  return repetition;
}

bool shows_only_when_repeated(std::string_view aspect) { return aspect.ends_with(when_repeated); }

Deviation growth_of(const SoakRound& round, const TestProgram& program, const Slope& slope) {
  Deviation deviation;
  deviation.clause = round.clause;
  deviation.requests = deviation.calls = canonical(program.lines);
  deviation.shape = shape_of(deviation.requests);
  deviation.aspect = grows;
  deviation.observed = "repeated " + std::to_string(soak_length) + " times, the private bytes grow by " +
                       std::to_string(static_cast<long long>(slope.bytes_per_round + 0.5)) + " a round";
  deviation.allowed = "the private bytes do not grow";
  deviation.signature = round.clause + " | soak | " + round.name;
  deviation.reruns = {1, 1};
  return deviation;
}

Deviation late_deviation(const TestProgram& program, const Repetition& repetition) {
  const Finding& finding = repetition.deviating->findings.front();
  const auto end = static_cast<std::ptrdiff_t>(finding.at) + 1;
  Deviation deviation = deviation_of(finding, canonical(program.lines), canonical({repetition.deviating->lines.begin(), repetition.deviating->lines.begin() + end}));
  deviation.calls.insert(deviation.calls.end(), deviation.requests.begin() + end, deviation.requests.end());
  deviation.aspect += ", " + std::string(when_repeated);
  deviation.observed = "in run " + std::to_string(repetition.rounds) + " of this program: " + finding.observed;
  deviation.signature += " | " + std::string(when_repeated);
  deviation.reruns = {1, 1};
  return deviation;
}

bool shows_again_when_repeated(Port& port, const Referee& referee, const std::vector<trace::Line>& program, std::string_view aspect) {
  TestProgram round{{}, "soak", program};
  ask_after_what_it_made(round.lines);
  const Repetition repetition = repeated(port, referee, round);
  return aspect.ends_with(grows) ? slope_of(repetition.private_bytes).is_leak : repetition.deviating.has_value();
}

std::vector<double> private_bytes_in(const ProgramRun& run) {
  std::vector<double> samples;
  for (const Result& result : run.results)
    if (result.private_bytes) samples.push_back(static_cast<double>(*result.private_bytes));
  return samples;
}

Slope slope_of(const std::vector<double>& samples) {
  const std::vector<double> settled(samples.begin() + static_cast<std::ptrdiff_t>(samples.size() / 4), samples.end());
  const std::size_t third = settled.size() / 3;
  if (third < 4) return {};
  const std::size_t last = settled.size() - third;
  std::vector<double> slopes;
  for (std::size_t i = 0; i < third; ++i) slopes.push_back((settled[last + i] - settled[i]) / static_cast<double>(last));
  const auto middle = settled.begin() + static_cast<std::ptrdiff_t>(third);
  const double highest_before = *std::max_element(settled.begin(), middle);
  const double lowest_after = *std::min_element(settled.begin() + static_cast<std::ptrdiff_t>(last), settled.end());
  const double slope = median(slopes);
  return {slope, slope >= least_leak && lowest_after > highest_before};
}

}  // namespace certlife::conformance
