#include "tests/conformance/campaign/program_runner.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "tests/conformance/campaign/blame.h"
#include "tests/conformance/campaign/counting_port.h"
#include "tests/conformance/campaign/fresh_process.h"
#include "tests/conformance/campaign/soak.h"

namespace certlife::conformance {
namespace {

constexpr std::size_t programs_in_a_batch = 64;

}  // namespace

ProgramRunner::ProgramRunner(CountingPort& port, const Referee& referee, const CampaignOptions& options, const ReportProgress& report, LevelRun& level,
                             const std::vector<ScopeGraph>& graphs)
    : port_(port), referee_(referee), options_(options), report_(report), level_(level),
      fitting_(port.description(), options.selection, referee.reading(), options.refusals,
               [this](const auto& what, const auto& program) { tallies_.lack(what, program); }),
      hazards_(options.hazards, referee.reading()), findings_(port, referee, options.known),
      controls_([&referee](const TestProgram& program, const ProgramRun& run) { return referee.judge(program, run); }),
      tallies_(fitting_.scope()), evidence_(referee.reading()), coverage_(graphs) {}

void ProgramRunner::begin_part(const std::string& name) {
  level_.begin_part(name, port_.calls());
  in_parts_ = walks_ = false;
}

bool ProgramRunner::finish_part(std::string text, const std::string& alphabet) {
  run_batch();
  const Shard& shard = options_.shard;
  if (!shard.is_all()) text += ", shard " + std::to_string(shard.index) + "/" + std::to_string(shard.count);
  const bool is_whole = level_.finish_part(text, alphabet);
  report_(text);
  return is_whole;
}

bool ProgramRunner::enqueue_always(TestProgram program) {
  if (level_.is_over()) return false;
  coverage_.plan(program);
  if (!fitting_.fit(program, walks_ && !coverage_.is_on_tour())) return true;
  level_.count(1, program.lines.size());
  avoid_known_ends(program);
  // What was never asked for is asked for by one program alone: if it is declined, no other asks for it.
  const bool is_alone = !options_.instead && fitting_.asks_for_something_new(program);
  if (is_alone) run_batch();
  waiting_.push_back(std::move(program));
  if (is_alone || waiting_.size() >= programs_in_a_batch) run_batch();
  return !level_.is_over();
}

// A call that is known to end the process, or to do now this and now that, has been reported; it is not made again and again.
void ProgramRunner::avoid_known_ends(TestProgram& program) {
  std::size_t end = findings_.end_before_known_ends(program.lines);
  if (program.clauses.empty()) end = std::min(end, hazards_.first_in(program.lines));
  if (end == program.lines.size()) return;
  program.lines.resize(end);
  ++cut_short_;
  exhausted_.cut(level_.part(), end);
  program.clauses.clear();
}

std::vector<Trial> ProgramRunner::trials_of(const std::vector<TestProgram>& programs) {
  if (!in_parts_) return run_and_judge(port_, referee_, programs);
  std::vector<Trial> trials;
  for (const TestProgram& program : programs) trials.push_back(run_until_it_deviates(port_, referee_, program));
  return trials;
}

void ProgramRunner::run_batch() {
  const auto programs = std::exchange(waiting_, {});
  if (programs.empty() || level_.died_too_often()) return;
  if (options_.instead) {
    for (const TestProgram& program : programs) options_.instead(program, level_.part());
    return;
  }
  const std::vector<Trial> trials = trials_of(programs);
  judged_at_ = std::chrono::steady_clock::now();
  for (std::size_t i = 0; i < programs.size(); ++i) take(programs[i], trials[i]);
  // Those that end the process take long to reduce: the others need not wait for them.
  for (const bool fatal : {false, true})
    for (std::size_t i = 0; i < programs.size(); ++i) take_findings(programs[i], trials[i], fatal);
  if (options_.pace) options_.pace(level_.pace(port_.calls()));
}

void ProgramRunner::take(const TestProgram& program, const Trial& trial) {
  judged_ += trial.judged;
  fitting_.learn(program, trial);
  controls_.look_at(program, trial);
  if (trial.undefined) undefined_.push_back(program.title + ": " + shape_of(program.lines));
  tallies_.take(program, trial);
  evidence_.take(program, trial);
  coverage_.take(program, trial);
  if (!trial.findings.empty()) exhausted_.met(level_.part(), trial.findings.front().signature, trial.findings.front().at + 1);
}

void ProgramRunner::take_what_was_run(const TestProgram& program, const Trial& trial) {
  judged_at_ = std::chrono::steady_clock::now();
  take(program, trial);
}

void ProgramRunner::take_findings(const TestProgram& program, const Trial& trial, bool fatal) {
  for (const Finding& finding : trial.findings) {
    if (finding.is_fatal == fatal) take_finding(program, trial, finding);
    // What comes after a first deviation mostly follows from it, and what does not comes first in another program. Only a clause
    // has no other program than its own.
    if (program.clauses.empty()) break;
  }
}

void ProgramRunner::take_finding(const TestProgram& program, const Trial& trial, const Finding& finding) {
  if (finding.is_fatal && !options_.recording) level_.count_ending();
  findings_.take(program, trial, finding, occasion());
}

Occasion ProgramRunner::occasion() const {
  return {level_.part(), walks_, options_.recording != nullptr, level_.budget().is_over(), [this] { return level_.time_is_over(); }, judged_at_};
}

void ProgramRunner::conclude_deviations(CampaignResult& result) {
  result.deviations = findings_.finish();
  say_what_they_need(result.deviations);
  if (options_.recording || options_.instead) return;
  confirm_in_a_fresh_process(port_, referee_, result.deviations);
  const auto leftovers = std::stable_partition(result.deviations.begin(), result.deviations.end(),
                                               [](const Deviation& each) { return !each.is_only_after_others || each.comes_and_goes; });
  std::move(leftovers, result.deviations.end(), std::back_inserter(result.only_after_others));
  result.deviations.erase(leftovers, result.deviations.end());
  exhausted_.judge(result.deviations);
}

// What was known is told anew only where a right call contradicts it.
void ProgramRunner::say_what_they_need(std::vector<Deviation>& deviations) const {
  for (Deviation& each : deviations) {
    if (each.is_by_windows || shows_only_when_repeated(each.aspect)) continue;
    if (each.met.traits.empty()) each.met = situation_at_the_end(each.requests, referee_.reading());
    if (!each.where || !evidence_.allows(each.met.act, *each.where)) each.where = evidence_.needed_of(each.met);
  }
}

void ProgramRunner::conclude(CampaignResult& result) {
  conclude_deviations(result);
  find_whom_to_blame(result.deviations, evidence_, referee_.reading_name());
  result.clauses = tallies_.clauses();
  result.lacks = tallies_.lacks();
  result.covered = coverage_.coverage(result.clauses, result.deviations);
  result.judge_control = controls_.result();
  result.consequences = findings_.consequences();
  result.judged = judged_;
  result.cut_short = cut_short_;
  result.undefined_programs = std::move(undefined_);
}

}  // namespace certlife::conformance
