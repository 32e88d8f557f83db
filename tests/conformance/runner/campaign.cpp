#include "tests/conformance/runner/campaign.h"

#include <algorithm>
#include <chrono>

#include "tests/conformance/runner/fresh_process.h"
#include "tests/conformance/runner/notation.h"
#include "tests/conformance/runner/pattern.h"
#include "tests/conformance/runner/probes.h"
#include "tests/conformance/runner/random_programs.h"
#include "tests/conformance/runner/reduce.h"
#include "tests/conformance/runner/scope.h"
#include "tests/conformance/runner/shortest.h"

namespace certlife::conformance {
namespace {

constexpr std::size_t programs_in_a_batch = 64;
constexpr std::size_t most_deviations_of_a_kind = 12;
constexpr std::size_t most_attempts_of_a_kind = 30;
constexpr std::size_t most_fatal_attempts_of_a_kind = 2;
constexpr std::size_t most_endings = 60;

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point begin) { return std::chrono::duration<double>(Clock::now() - begin).count(); }
// What was recorded cannot be run again, and so not be reduced: the calls up to the deviation.
Deviation beginning_that_fails(const TestProgram& program, const Trial& trial, const Finding& finding) {
  const auto end = static_cast<std::ptrdiff_t>(finding.at) + 1;
  Deviation deviation;
  deviation.clause = finding.clause;
  deviation.requests = canonical({program.lines.begin(), program.lines.begin() + end});
  deviation.calls = canonical({trial.lines.begin(), trial.lines.begin() + end});
  deviation.shape = shape_of(deviation.requests) + " => " + finding.aspect;
  deviation.observed = finding.observed;
  deviation.allowed = finding.allowed;
  deviation.signature = finding.signature;
  deviation.is_fatal = finding.is_fatal;
  deviation.is_reduced = false;
  return deviation;
}

class Campaign {
 public:
  Campaign(Port& port, const Referee& referee, const CampaignOptions& options, const ReportProgress& report)
      : port_(port), referee_(referee), options_(options), report_(report), scope_(port.description(), options.selection) {}

  CampaignResult run() {
    const auto begin = Clock::now();
    result_.target = port_.description().name;
    result_.version = port_.description().version;
    result_.seed = options_.seed;
    options_.recording ? judge_recording(*options_.recording) : run_levels();
    finish_deviations();
    result_.seconds = seconds_since(begin);
    return std::move(result_);
  }

 private:
  // --- Levels ------------------------------------------------------------------------------------------------------------

  void run_levels() {
    run_clause_programs();
    if (options_.only_programs) return;
    for (const Alphabet& alphabet : alphabets())
      if (const auto possible = scope_.within(alphabet)) run_alphabet(*possible);
    run_random_programs();
  }

  // The shortest first, so that what is reported is the shortest that was recorded.
  void judge_recording(const Recording& recording) {
    std::vector<const RecordedProgram*> all;
    for (const RecordedProgram& each : recording.programs) all.push_back(&each);
    std::stable_sort(all.begin(), all.end(), [](const auto* a, const auto* b) { return a->program.lines.size() < b->program.lines.size(); });
    begin_level("programs that were run elsewhere");
    Extent extent;
    for (const RecordedProgram* each : all) {
      if (!options_.selection.means(each->program)) continue;
      extent.programs += 1;
      extent.calls += each->program.lines.size();
      batch_judged_ = Clock::now();
      const Trial trial = referee_.judge(each->program, each->run);
      take(each->program, trial);
      for (const bool fatal : {false, true}) take_findings(each->program, trial, fatal);
    }
    finish_level("programs that were run elsewhere", extent);
  }

  void run_clause_programs() {
    begin_level("clause programs");
    Extent extent;
    for (const TestProgram& program : options_.programs) {
      share_ = static_cast<double>(&program - options_.programs.data()) / static_cast<double>(options_.programs.size());
      if (!options_.selection.means(program)) continue;
      extent.programs += 1;
      extent.calls += program.lines.size();
      enqueue(program);
    }
    finish_level("clause programs", extent);
  }

  void run_alphabet(const Alphabet& alphabet) {
    Alphabet limited = alphabet;
    if (options_.depth) limited.depth = *options_.depth;
    begin_level(limited.name);
    const AlphabetIndex index(limited);
    const Extent extent = for_each_program(limited, referee_.reading(), [&](TestProgram&& program) {
      if (waiting_.empty()) share_ = index.share_before(program.lines);
      return enqueue(std::move(program));
    });
    finish_level("every program, " + description_of(limited), extent);
    if (!result_.died_too_often) exhausted_.finished(limited);
  }

  void run_random_programs() {
    begin_level("random walks");
    std::size_t behind = 0;
    const RandomWalks walks{options_.seed, options_.random_programs, options_.random_length};
    const Extent extent = for_each_random_program(walks, referee_.reading(), [&](TestProgram&& program) {
      share_ = static_cast<double>(behind++) / static_cast<double>(walks.programs);
      return enqueue(std::move(program));
    });
    finish_level("random walks of up to " + std::to_string(walks.length) + " calls", extent);
  }

  void begin_level(const std::string& name) {
    level_ = name;
    level_began_ = Clock::now();
    calls_before_level_ = result_.calls;
    share_ = 0;
  }

  void finish_level(const std::string& text, Extent extent) {
    run_batch();
    extent.programs -= not_sent_.programs;
    extent.calls -= not_sent_.calls;
    not_sent_ = {};
    result_.levels.push_back({text, extent, seconds_since(level_began_)});
    result_.programs += extent.programs;
    report_(text);
  }

  bool enqueue(TestProgram program) {
    if (!fit_to_target(program)) return !result_.died_too_often;
    avoid_known_ends(program);
    ask_for_probes(program, port_.description().probes);
    waiting_.push_back(std::move(program));
    if (waiting_.size() >= programs_in_a_batch) run_batch();
    return !result_.died_too_often;
  }

  // A clause program is run whole or not at all; of others the beginning that can be sent is run, once. False if nothing is.
  bool fit_to_target(TestProgram& program) {
    const std::size_t length = program.lines.size();
    const auto reason = scope_.cut(program);
    if (!reason && length > 0) return true;
    const bool is_sent = program.clauses.empty() && !program.lines.empty() && cut_.insert(shape_of(program.lines)).second;
    not_sent_.programs += is_sent ? 0 : 1;
    not_sent_.calls += is_sent ? length - program.lines.size() : length;
    if (reason && reason->is_unsupported) {
      ++result_.lacks[reason->lack];
      for (const auto& clause : program.clauses) result_.clauses[clause].not_supported = true;
    }
    return is_sent;
  }

  // A call that is known to end the process has been reported; it is not made again and again.
  void avoid_known_ends(TestProgram& program) {
    const std::size_t length = program.lines.size();
    for (const Deviation& known : result_.deviations)
      if (known.is_fatal) program.lines.resize(first_containing(program.lines, known.requests));
    if (program.lines.size() < length) {
      ++result_.cut_short;
      exhausted_.cut(level_, program.lines.size());
      program.clauses.clear();
    }
  }

  void run_batch() {
    const auto programs = std::exchange(waiting_, {});
    if (programs.empty() || result_.died_too_often) return;
    if (options_.instead) {
      for (const TestProgram& program : programs) options_.instead(program, level_);
      return;
    }
    const auto trials = run_and_judge(port_, referee_, programs);
    batch_judged_ = Clock::now();
    for (std::size_t i = 0; i < programs.size(); ++i) take(programs[i], trials[i]);
    // Those that end the process take long to reduce: the others need not wait for them.
    for (const bool fatal : {false, true})
      for (std::size_t i = 0; i < programs.size(); ++i) take_findings(programs[i], trials[i], fatal);
    if (options_.pace) options_.pace({level_, result_.calls - calls_before_level_, share_});
  }

  // --- What came of a program --------------------------------------------------------------------------------------------

  void take(const TestProgram& program, const Trial& trial) {
    result_.calls += trial.judged;
    if (trial.undefined) result_.undefined_programs.push_back(program.title + ": " + shape_of(program.lines));
    for (const auto& clause : trial.decided)
      if (scope_.shows(clause)) ++result_.clauses[clause].decided;
    for (const auto& [clause, values] : trial.choices) result_.clauses[clause].choices.insert(values.begin(), values.end());
    take_own_clauses(program, trial);
    if (!trial.findings.empty()) exhausted_.met(level_, trial.findings.front().signature, trial.findings.front().at + 1);
  }

  void take_findings(const TestProgram& program, const Trial& trial, bool fatal) {
    for (const Finding& finding : trial.findings)
      if (finding.is_fatal == fatal) take(program, trial, finding);
  }

  void take_own_clauses(const TestProgram& program, const Trial& trial) {
    for (const auto& clause : program.clauses) {
      Tally& tally = result_.clauses[clause];
      const bool can_be_seen = scope_.decides(clause, program);
      if (trial.last_call_was_judged && can_be_seen) ++tally.decided;
      if (!trial.unsupported.empty() || !can_be_seen) tally.not_supported = true;
      for (const Finding& finding : trial.findings)
        if (finding.at + 1 == program.lines.size() && &finding == &trial.findings.front()) tally.fails_with.insert(finding.clause);
    }
  }

  void take(const TestProgram& program, const Trial& trial, const Finding& finding) {
    Kind& kind = kinds_[finding.signature];
    if (finding.is_fatal && !options_.recording && ++endings_ > most_endings) result_.died_too_often = true;
    const std::vector<trace::Line> beginning(program.lines.begin(), program.lines.begin() + static_cast<std::ptrdiff_t>(finding.at) + 1);
    for (Deviation& known : result_.deviations) {
      if (known.signature != finding.signature || !contains(beginning, known.requests)) continue;
      ++known.times;
      return;
    }
    const std::size_t most_attempts = finding.is_fatal ? most_fatal_attempts_of_a_kind : most_attempts_of_a_kind;
    if (kind.found >= most_deviations_of_a_kind || kind.attempts >= most_attempts) return;
    ++kind.attempts;
    if (options_.recording) add(beginning_that_fails(program, trial, finding), kind);
    else if (auto deviation = reduce(port_, referee_, program, trial, finding)) add(std::move(*deviation), kind);
    else ++result_.consequences;
  }

  struct Kind {
    std::size_t found = 0, attempts = 0;
  };

  void add(Deviation deviation, Kind& kind) {
    const auto same = [&](const Deviation& each) { return each.clause == deviation.clause && each.shape == deviation.shape; };
    if (std::any_of(result_.deviations.begin(), result_.deviations.end(), same)) return;
    ++kind.found;
    deviation.found_by = level_;
    deviation.ms_to_shortest = 1000 * seconds_since(batch_judged_);
    result_.deviations.push_back(std::move(deviation));
  }

  // --- At the end --------------------------------------------------------------------------------------------------------

  void finish_deviations() {
    std::stable_sort(result_.deviations.begin(), result_.deviations.end(),
                     [](const Deviation& a, const Deviation& b) { return a.calls.size() < b.calls.size(); });
    drop_longer_ones();
    if (options_.recording) return;
    confirm_in_a_fresh_process(port_, referee_, result_.deviations);
    exhausted_.judge(result_.deviations);
  }

  // A shorter program that was found later may lie inside a longer one: both show the same, and the shorter is enough.
  void drop_longer_ones() {
    std::vector<Deviation> kept;
    for (Deviation& each : result_.deviations) {
      const auto inside = std::find_if(kept.begin(), kept.end(), [&](const Deviation& shorter) {
        return shorter.signature == each.signature && shorter.is_flaky() == each.is_flaky() && contains(each.requests, shorter.requests);
      });
      if (inside == kept.end()) kept.push_back(std::move(each));
      else inside->times += each.times;
    }
    result_.deviations = std::move(kept);
  }

  Port& port_;
  const Referee& referee_;
  const CampaignOptions& options_;
  const ReportProgress& report_;
  const Scope scope_;
  Extent not_sent_;            // Of the level, for want of a call.
  std::set<std::string> cut_;  // Shapes of beginnings that were run because more could not be.
  CampaignResult result_;
  std::vector<TestProgram> waiting_;
  std::string level_;
  std::map<std::string, Kind> kinds_;                               // By signature.
  Exhausted exhausted_;
  Clock::time_point level_began_, batch_judged_;
  std::size_t calls_before_level_ = 0;
  double share_ = 0;                                                // Of the level that is behind.
  std::size_t endings_ = 0;
};

}  // namespace

CampaignResult run_campaign(Port& port, const Referee& referee, const CampaignOptions& options, const ReportProgress& report) {
  return Campaign(port, referee, options, report).run();
}

}  // namespace certlife::conformance
