// Runs the programs that a level offers, batch by batch, and takes from each what it says of clauses, coverage and deviations.
#pragma once

#include <chrono>
#include <set>
#include <string>
#include <vector>

#include "model/programs/hazard.h"
#include "tests/conformance/campaign/coverage_count.h"
#include "tests/conformance/campaign/evidence.h"
#include "tests/conformance/campaign/findings.h"
#include "tests/conformance/campaign/fitting.h"
#include "tests/conformance/campaign/level_run.h"
#include "tests/conformance/campaign/shortest.h"
#include "tests/conformance/campaign/judge_control.h"

namespace certlife::conformance {

class CountingPort;

class ProgramRunner {
 public:
  ProgramRunner(CountingPort& port, const Referee& referee, const CampaignOptions& options, const ReportProgress& report, LevelRun& level,
                const std::vector<ScopeGraph>& graphs);

  void begin_part(const std::string& name);
  // The programs of the part are long: they end with the calls that deviate, and only new kinds of deviations are looked for.
  void expect_walks() { walks_ = in_parts_ = true; }
  // They are run whole again.
  void run_whole_ones() { in_parts_ = false; }
  // Runs what waits, and notes how far the part got. Was all of it run?
  bool finish_part(std::string text, const std::string& alphabet = {});

  // These say whether the part goes on.
  bool enqueue(TestProgram program) { return level_.is_of_this_shard() ? enqueue_always(std::move(program)) : !level_.is_over(); }
  bool enqueue_always(TestProgram program);
  void run_batch();
  bool is_idle() const { return waiting_.empty(); }

  // What came of a program that was run otherwise.
  void take_what_was_run(const TestProgram& program, const Trial& trial);
  void take_finding(const TestProgram& program, const Trial& trial, const Finding& finding);
  void take_findings(const TestProgram& program, const Trial& trial, bool fatal);
  // A deviation that is as short as it gets.
  void take_reduced(Deviation deviation) { findings_.add(std::move(deviation), occasion()); }
  void count_judged(std::size_t calls) { judged_ += calls; }

  Fitting& fitting() { return fitting_; }
  CoverageCount& coverage() { return coverage_; }
  void exhausted(const Alphabet& alphabet) { exhausted_.finished(alphabet); }

  // What all programs said, once none is left.
  void conclude(CampaignResult& result);

 private:
  void take(const TestProgram& program, const Trial& trial);
  void avoid_known_ends(TestProgram& program);
  std::vector<Trial> trials_of(const std::vector<TestProgram>& programs);
  void conclude_deviations(CampaignResult& result);
  void say_what_they_need(std::vector<Deviation>& deviations) const;
  Occasion occasion() const;

  CountingPort& port_;
  const Referee& referee_;
  const CampaignOptions& options_;
  const ReportProgress& report_;
  LevelRun& level_;
  Fitting fitting_;
  const Hazards hazards_;
  Findings findings_;
  JudgeControls controls_;
  Tallies tallies_;
  Evidence evidence_;
  CoverageCount coverage_;
  Exhausted exhausted_;
  std::vector<TestProgram> waiting_;
  bool walks_ = false, in_parts_ = false;
  std::chrono::steady_clock::time_point judged_at_;
  std::size_t judged_ = 0, cut_short_ = 0;
  std::vector<std::string> undefined_;  // Programs at fault.
};

}  // namespace certlife::conformance
