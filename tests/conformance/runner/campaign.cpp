#include "tests/conformance/runner/campaign.h"

#include <algorithm>
#include <chrono>

#include "tests/conformance/runner/notation.h"
#include "tests/conformance/runner/pattern.h"
#include "tests/conformance/runner/probes.h"
#include "tests/conformance/runner/random_programs.h"
#include "tests/conformance/runner/reduce.h"
#include "tests/conformance/runner/scope.h"

namespace certlife::conformance {
namespace {

constexpr std::size_t programs_in_a_batch = 64;
constexpr std::size_t most_deviations_of_a_kind = 12;
constexpr std::size_t most_attempts_of_a_kind = 30;
constexpr std::size_t most_fatal_attempts_of_a_kind = 2;
constexpr std::size_t most_endings = 60;

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
    const auto begin = std::chrono::steady_clock::now();
    result_.target = port_.description().name;
    result_.version = port_.description().version;
    result_.seed = options_.seed;
    options_.recording ? judge_recording(*options_.recording) : run_levels();
    say_what_is_shortest();
    result_.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
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
    Extent extent;
    for (const RecordedProgram* each : all) {
      if (!options_.selection.means(each->program)) continue;
      extent.programs += 1;
      extent.calls += each->program.lines.size();
      take(each->program, referee_.judge(each->program, each->run));
    }
    finish_level("programs that were run elsewhere", extent);
  }

  void run_clause_programs() {
    level_ = "clause programs";
    Extent extent;
    for (const TestProgram& program : options_.programs) {
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
    level_ = limited.name;
    const Extent extent = for_each_program(limited, referee_.reading(), [&](TestProgram&& program) { return enqueue(std::move(program)); });
    finish_level("every program, " + description_of(limited), extent);
    depths_[limited.name] = limited.before.size() + static_cast<std::size_t>(limited.depth);
  }

  void run_random_programs() {
    level_ = "random walks";
    const RandomWalks walks{options_.seed, options_.random_programs, options_.random_length};
    const Extent extent = for_each_random_program(walks, referee_.reading(), [&](TestProgram&& program) { return enqueue(std::move(program)); });
    finish_level("random walks of up to " + std::to_string(walks.length) + " calls", extent);
  }

  void finish_level(const std::string& text, Extent extent) {
    run_batch();
    extent.programs -= not_sent_.programs;
    extent.calls -= not_sent_.calls;
    not_sent_ = {};
    result_.levels.push_back({text, extent});
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
    for (std::size_t i = 0; i < programs.size(); ++i) take(programs[i], trials[i]);
  }

  // --- What came of a program --------------------------------------------------------------------------------------------

  void take(const TestProgram& program, const Trial& trial) {
    result_.calls += trial.judged;
    if (trial.undefined) result_.undefined_programs.push_back(program.title + ": " + shape_of(program.lines));
    for (const auto& clause : trial.decided)
      if (scope_.shows(clause)) ++result_.clauses[clause].decided;
    for (const auto& [clause, values] : trial.choices) result_.clauses[clause].choices.insert(values.begin(), values.end());
    take_own_clauses(program, trial);
    for (const Finding& finding : trial.findings) take(program, trial, finding);
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
    std::size_t& least = kind.least_calls.try_emplace(level_, finding.at + 1).first->second;
    least = std::min(least, finding.at + 1);
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
    else if (auto deviation = reduce(port_, referee_, program, finding)) add(std::move(*deviation), kind);
    else ++result_.consequences;
  }

  struct Kind {
    std::map<std::string, std::size_t> least_calls;  // By level: the shortest beginning that deviated.
    std::size_t found = 0, attempts = 0;
  };

  void add(Deviation deviation, Kind& kind) {
    const auto same = [&](const Deviation& each) { return each.clause == deviation.clause && each.shape == deviation.shape; };
    if (std::any_of(result_.deviations.begin(), result_.deviations.end(), same)) return;
    ++kind.found;
    deviation.found_by = level_;
    result_.deviations.push_back(std::move(deviation));
  }

  // --- What may be called shortest ---------------------------------------------------------------------------------------

  // A program is shortest where no beginning with fewer calls, of all programs over an alphabet, deviated in that way.
  void say_what_is_shortest() {
    for (Deviation& deviation : result_.deviations) {
      for (const auto& [level, least] : kinds_[deviation.signature].least_calls) {
        const auto depth = depths_.find(level);
        if (depth == depths_.end() || least != deviation.calls.size()) continue;
        deviation.shortest_over = "every shorter program over \"" + level + "\"";
      }
    }
    std::stable_sort(result_.deviations.begin(), result_.deviations.end(),
                     [](const Deviation& a, const Deviation& b) { return a.calls.size() < b.calls.size(); });
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
  std::map<std::string, std::size_t> depths_;                       // Of the alphabets that were exhausted.
  std::size_t endings_ = 0;
};

}  // namespace

CampaignResult run_campaign(Port& port, const Referee& referee, const CampaignOptions& options, const ReportProgress& report) {
  return Campaign(port, referee, options, report).run();
}

}  // namespace certlife::conformance
