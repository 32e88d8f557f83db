#include "tests/conformance/campaign/campaign.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <iterator>
#include <span>
#include <utility>

#include "model/ledger/ledger.h"
#include "model/programs/guided_walks.h"
#include "model/programs/random_programs.h"
#include "model/programs/tour.h"
#include "model/trace/notation.h"
#include "tests/conformance/campaign/counting_port.h"
#include "tests/conformance/campaign/findings.h"
#include "tests/conformance/campaign/fitting.h"
#include "tests/conformance/campaign/fresh_process.h"
#include "tests/conformance/campaign/named_programs.h"
#include "tests/conformance/campaign/scope.h"
#include "tests/conformance/campaign/shortest.h"
#include "tests/conformance/campaign/soak.h"
#include "tests/conformance/campaign/windows_programs.h"

namespace certlife::conformance {
namespace {

constexpr std::size_t programs_in_a_batch = 64;
constexpr std::size_t most_endings = 60;
constexpr std::size_t most_endings_of_a_level = 8;  // Each costs a new process, and some a time-out.

// How the time of a run is shared: what a level leaves goes to those after it. Clause programs and what Windows was seen to do are always run.
constexpr std::array<double, level_names.size()> weight_of_level{0, 0, 70, 12, 6, 6, 6};

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point begin) { return std::chrono::duration<double>(Clock::now() - begin).count(); }

// Of a probe that the target says it has, and never answered, nothing was seen: clauses that need it were not decided by it.
void withdraw_what_nobody_saw(std::map<std::string, Tally>& clauses, const std::set<std::string>& has, const std::set<std::string>& answered) {
  for (auto& [id, tally] : clauses) {
    const auto probe = probe_needed_for(id);
    if (!probe || answered.contains(*probe) || !has.contains(*probe)) continue;
    tally.decided = tally.decided_by_results;
    tally.lacks.insert("the probe " + *probe + ", which it never answered");
  }
}

class Campaign {
 public:
  Campaign(Port& port, const Referee& referee, const CampaignOptions& options, const ReportProgress& report)
      : port_(port), referee_(referee), options_(options), report_(report),
        fitting_(port.description(), options.selection, referee.reading(), options.refusals, [this](const auto& lack, const auto& program) { note_lack(lack, program); }),
        hazards_(options.hazards, referee.reading()), findings_(port_, referee, options.known),
        sight_([&referee](const TestProgram& program, const ProgramRun& run) { return referee.judge(program, run); }) {}

  CampaignResult run() {
    const auto begin = Clock::now();
    result_.target = port_.description().name;
    result_.version = port_.description().version;
    result_.seed = options_.seed;
    prepare_coverage();
    options_.recording ? judge_recording(*options_.recording) : run_levels();
    finish_deviations();
    withdraw_what_nobody_saw(result_.clauses, fitting_.scope().probes(), answered_probes_);
    cover_clauses();
    const Coverage& covered = result_.covered;
    result_.coverage = {{covered.states(), covered.states_of()}, {covered.transitions(), covered.transitions_of()}};
    result_.calls = options_.recording ? result_.judged : port_.calls();
    result_.sight = sight_.sight();
    result_.is_empty_shard = !options_.shard.is_all() && offered_ == 0;
    result_.consequences = findings_.consequences();
    result_.endings_not_again = port_.endings_not_again();
    result_.ending_not_again = port_.last_ending_not_again();
    result_.seconds = seconds_since(begin);
    return std::move(result_);
  }

 private:
  // --- Levels ------------------------------------------------------------------------------------------------------------

  void run_levels() {
    all_ = options_.budget ? Budget(*options_.budget) : Budget();
    double weight_left = 0;
    for (const LevelKind level : options_.levels) weight_left += weight_of(level);
    for (const LevelKind level : options_.levels) {
      budget_ = weight_of(level) == 0 ? Budget() : all_.part(weight_of(level), weight_left);
      weight_left -= weight_of(level);
      run_if_reached(level);
    }
  }

  // A level that no time is left for is not begun: to set it up takes time as well.
  void run_if_reached(LevelKind level) {
    kind_ = level;
    endings_before_level_ = endings_;
    fitting_.begin_level();
    const std::size_t before = result_.levels.size();
    if (const std::string reason = reason_to_stop(); reason.empty()) run_level(level);
    else result_.levels.push_back({std::string(level_names[static_cast<std::size_t>(level)]), {}, 0, reason, level});
    result_.reached.push_back(reach_of(level, std::span(result_.levels).subspan(std::min(before, result_.levels.size()))));
  }

  static double weight_of(LevelKind level) { return weight_of_level[static_cast<std::size_t>(level)]; }

  void run_level(LevelKind level) {
    switch (level) {
      case LevelKind::clauses: return run_clause_programs();
      case LevelKind::windows: return run_windows_programs();
      case LevelKind::exhaustive: return run_alphabets();
      case LevelKind::tour: return run_tours();
      case LevelKind::walks: return run_guided_walks();
      case LevelKind::random: return run_random_programs();
      case LevelKind::soak: return run_soak();
    }
  }

  void run_clause_programs() {
    begin_level("clause programs");
    for (const TestProgram& program : options_.programs) {
      share_ = static_cast<double>(&program - options_.programs.data()) / static_cast<double>(options_.programs.size());
      if (options_.selection.means(program)) enqueue(program);
    }
    finish_level("clause programs");
  }

  void run_windows_programs() {
    begin_level("what Windows was seen to do");
    for (const TestProgram& program : windows_programs())
      if (options_.selection.means(program)) enqueue(program);
    finish_level("what Windows was seen to do");
  }

  void judge_recording(const Recording& recording) {
    begin_level("programs that were run elsewhere");
    for (const RecordedProgram* each : shortest_first(recording)) {
      if (!options_.selection.means(each->program)) continue;
      level_extent_.programs += 1;
      level_extent_.calls += each->program.lines.size();
      batch_judged_ = Clock::now();
      const Trial trial = referee_.judge(each->program, each->run);
      take(each->program, trial);
      for (const bool fatal : {false, true}) take_findings(each->program, trial, fatal);
    }
    finish_level("programs that were run elsewhere");
  }

  // Where time is short all are first run one call less deep, so that much can be called shortest whatever is left.
  void run_alphabets() {
    const Budget whole = budget_;
    if (options_.budget && !options_.instead) run_alphabets(whole.part(1, 2), 1);
    run_alphabets(whole, 0);
  }

  void run_alphabets(const Budget& whole, int less_deep) {
    double left = static_cast<double>(alphabets().size());
    for (const Alphabet& alphabet : alphabets()) {
      budget_ = whole.part(1, left);
      left -= 1;
      if (const auto possible = fitting_.within(alphabet)) run_alphabet(*possible, less_deep);
    }
  }

  void run_alphabet(const Alphabet& alphabet, int less_deep) {
    Alphabet limited = alphabet;
    if (options_.depth) limited.depth = *options_.depth;
    if (less_deep > 0 && limited.depth <= less_deep) return;
    limited.depth -= less_deep;
    begin_level(limited.name);
    const AlphabetIndex index(limited);
    for_each_program(limited, referee_.reading(), [&](TestProgram&& program) {
      if (waiting_.empty()) share_ = index.share_before(program.lines);
      return enqueue(std::move(program));
    });
    if (!finish_level("every program, " + description_of(limited))) return;
    exhausted_.finished(limited);
    // What was run of it less deep before was run again now.
    forget_earlier_parts(result_.levels, "every program, " + limited.name + ": ");
  }

  const std::vector<ScopeGraph>& graphs() const { return options_.graphs ? *options_.graphs : toured_graphs(); }

  void run_tours() {
    const Budget whole = budget_;
    double left = static_cast<double>(graphs().size());
    for (const ScopeGraph& graph : graphs()) {
      budget_ = whole.part(1, left);
      left -= 1;
      run_tour(graph);
    }
  }

  // A tour goes on after a deviation, but is not judged on it: each transition that was so missed gets a program of its own.
  void run_tour(const ScopeGraph& graph) {
    begin_level("tour of " + graph.name());
    toured_ = &graph;
    planned_.clear();
    level_walks_ = in_parts_ = true;
    for (const Route& route : tour_of(graph))
      if (!enqueue(program_of(graph, route))) break;
    run_batch();
    in_parts_ = false;
    const ShortestRoutes routes(graph);
    for (const std::uint32_t transition : std::set(planned_)) {
      if (options_.instead) break;
      if (covered_scope().transitions.ids.contains(transition)) continue;
      const Route route = routes.to(transition);
      if (!fitting_.can_be_sent(lines_of(graph, route))) continue;
      TestProgram program = program_of(graph, route);
      if (program.lines.size() == route.size() && !enqueue_always(std::move(program))) break;
    }
    run_batch();
    const ScopeCoverage& covered = covered_scope();
    toured_ = nullptr;
    if (options_.instead) return void(finish_level(graph.description()));
    finish_level(level_ + ": " + std::to_string(covered.transitions.ids.size()) + " of " + std::to_string(covered.transitions.of) +
                 " transitions, " + std::to_string(covered.states.ids.size()) + " of " + std::to_string(covered.states.of) + " states");
  }

  // Up to the first call that is not defined under every choice.
  TestProgram program_of(const ScopeGraph& graph, const Route& route) const {
    TestProgram program{{}, level_, lines_of(graph, route), route};
    program.lines.resize(defined_calls(program.lines, referee_.reading()));
    return program;
  }

  void run_guided_walks() {
    begin_level("guided walks");
    level_walks_ = in_parts_ = true;
    const GuidedWalks walks{options_.seed, options_.guided_walks, 60};
    const WalkedScope walked = for_each_guided_walk(walks, referee_.reading(), [&](TestProgram&& program) { return enqueue(std::move(program)); });
    finish_level("guided walks: " + std::to_string(walked.states) + " different states");
  }

  void run_random_programs() {
    begin_level("random walks");
    level_walks_ = in_parts_ = true;
    const RandomWalks walks{options_.seed, options_.random_programs, options_.random_length};
    for_each_random_program(walks, referee_.reading(), [&](TestProgram&& program) { return enqueue(std::move(program)); });
    finish_level("random walks of up to " + std::to_string(walks.length) + " calls");
  }

  // --- Soak --------------------------------------------------------------------------------------------------------------

  void run_soak() {
    begin_level("soak");
    const bool has_probe = fitting_.scope().probes().contains(private_bytes_probe);
    for (const SoakRound& round : soak_rounds()) {
      if (is_over()) break;
      if (is_of_this_shard()) soak(round);
    }
    finish_level("soak, a program " + std::to_string(soak_length) + " times, " +
                 (has_probe ? "objects counted, and the slope of the private bytes" : "objects counted; no probe of private bytes"));
  }

  void soak(const SoakRound& round) {
    const TestProgram program = soak_program(round);
    if (!fitting_.can_be_sent(program.lines)) return;
    level_extent_.programs += 1;
    if (options_.instead) return options_.instead(program, level_);
    const Repetition repetition = repeated(port_, referee_, program, [this] { return is_over(); });
    level_extent_.calls += repetition.rounds * program.lines.size();
    result_.judged += repetition.judged - repetition.first.judged;
    batch_judged_ = Clock::now();
    take(program, repetition.first);
    if (repetition.deviating && repetition.rounds == 1) return take(program, repetition.first, repetition.first.findings.front());
    if (repetition.deviating) return take_if_it_comes_again(program, late_deviation(program, repetition));
    const Slope slope = slope_of(repetition.private_bytes);
    if (slope.is_leak) take_if_it_comes_again(program, growth_of(round, program, slope));
  }

  // In a fresh process.
  void take_if_it_comes_again(const TestProgram& program, Deviation deviation) {
    port_.restart();
    if (shows_again_when_repeated(port_, referee_, program.lines, deviation.aspect)) findings_.add(std::move(deviation), occasion());
  }

  // --- Running -----------------------------------------------------------------------------------------------------------

  void begin_level(const std::string& name) {
    level_ = name;
    place_ = 0;
    level_extent_ = {};
    level_began_ = Clock::now();
    calls_before_level_ = port_.calls();
    share_ = 0;
    cut_by_.clear();
    in_parts_ = level_walks_ = false;
  }

  // Was all of it run?
  bool finish_level(std::string text) {
    run_batch();
    if (!options_.shard.is_all()) text += ", shard " + std::to_string(options_.shard.index) + "/" + std::to_string(options_.shard.count);
    // A part of which nothing could be run is none: it must not look like one that was run.
    if (level_extent_.programs > 0 || !cut_by_.empty()) result_.levels.push_back({text, level_extent_, seconds_since(level_began_), cut_by_, kind_});
    result_.programs += level_extent_.programs;
    report_(text);
    return cut_by_.empty() && options_.shard.is_all();
  }

  // A target that keeps ending its process is left alone until the next level.
  std::string reason_to_stop() const {
    if (result_.died_too_often) return "the target died too often";
    if (const std::size_t endings = endings_ - endings_before_level_; endings > most_endings_of_a_level) return "the process ended or babbled " + std::to_string(endings) + " times";
    if (budget_.is_over()) return "its share of the time was over";
    return options_.stop && *options_.stop ? "the run was stopped" : "";
  }

  bool is_over() {
    if (cut_by_.empty()) cut_by_ = reason_to_stop();
    return !cut_by_.empty();
  }

  bool is_of_this_shard() {
    const bool is_ours = options_.shard.has(place_++);
    offered_ += is_ours ? 1 : 0;
    return is_ours;
  }

  bool enqueue(TestProgram program) { return is_of_this_shard() ? enqueue_always(std::move(program)) : !is_over(); }

  bool enqueue_always(TestProgram program) {
    if (is_over()) return false;
    planned_.insert(program.transitions.begin(), program.transitions.end());
    if (!fitting_.fit(program, level_walks_ && !toured_)) return true;
    level_extent_.programs += 1;
    level_extent_.calls += program.lines.size();
    avoid_known_ends(program);
    // What was never asked for is asked for by one program alone: if it is declined, no other asks for it.
    const bool is_alone = !options_.instead && fitting_.asks_for_something_new(program);
    if (is_alone) run_batch();
    waiting_.push_back(std::move(program));
    if (is_alone || waiting_.size() >= programs_in_a_batch) run_batch();
    return !is_over();
  }

  void note_lack(const std::string& lack, const TestProgram& program) {
    ++result_.lacks[lack];
    for (const auto& clause : program.clauses) result_.clauses[clause].lacks.insert(lack);
  }

  // A call that is known to end the process, or to do now this and now that, has been reported; it is not made again and again.
  void avoid_known_ends(TestProgram& program) {
    std::size_t end = findings_.end_before_known_ends(program.lines);
    if (program.clauses.empty()) end = std::min(end, hazards_.first_in(program.lines));
    if (end == program.lines.size()) return;
    program.lines.resize(end);
    ++result_.cut_short;
    exhausted_.cut(level_, end);
    program.clauses.clear();
  }

  void run_batch() {
    const auto programs = std::exchange(waiting_, {});
    if (programs.empty() || result_.died_too_often) return;
    if (options_.instead) {
      for (const TestProgram& program : programs) options_.instead(program, level_);
      return;
    }
    std::vector<Trial> trials;
    if (!in_parts_) trials = run_and_judge(port_, referee_, programs);
    else for (const TestProgram& program : programs) trials.push_back(run_until_it_deviates(port_, referee_, program));
    batch_judged_ = Clock::now();
    for (std::size_t i = 0; i < programs.size(); ++i) take(programs[i], trials[i]);
    // Those that end the process take long to reduce: the others need not wait for them.
    for (const bool fatal : {false, true})
      for (std::size_t i = 0; i < programs.size(); ++i) take_findings(programs[i], trials[i], fatal);
    if (options_.pace) options_.pace({level_, port_.calls() - calls_before_level_, share_});
  }

  // --- What came of a program --------------------------------------------------------------------------------------------

  void take(const TestProgram& program, const Trial& trial) {
    result_.judged += trial.judged;
    fitting_.learn(program, trial);
    sight_.look_at(program, trial);
    for (const auto& lack : trial.lacks) ++result_.lacks[lack];
    for (const trace::Line& line : trial.lines) note_probes(line, answered_probes_);
    if (trial.undefined) result_.undefined_programs.push_back(program.title + ": " + shape_of(program.lines));
    for (const auto& clause : trial.decided)
      if (fitting_.scope().shows(clause)) ++result_.clauses[clause].decided;
    for (const auto& [clause, values] : trial.choices) {
      Tally& tally = result_.clauses[clause];
      tally.choices.insert(values.begin(), values.end());
      // What settles the choice has decided its clause.
      if (fitting_.scope().shows(clause)) ++tally.decided;
    }
    take_own_clauses(program, trial);
    if (toured_) take_transitions(program, trial);
    if (!trial.findings.empty()) exhausted_.met(level_, trial.findings.front().signature, trial.findings.front().at + 1);
  }

  void take_findings(const TestProgram& program, const Trial& trial, bool fatal) {
    for (const Finding& finding : trial.findings) {
      if (finding.is_fatal == fatal) take(program, trial, finding);
      // What comes after a first deviation mostly follows from it, and what does not comes first in another program. Only a clause
      // has no other program than its own.
      if (program.clauses.empty()) break;
    }
  }

  // --- Coverage ----------------------------------------------------------------------------------------------------------

  void prepare_coverage() {
    for (const auto* clause : model::Ledger::load().clauses()) result_.covered.clauses_of += is_observable(*clause);
    for (const ScopeGraph& graph : graphs())
      result_.covered.scopes[graph.name()] = {graph.version(), {graph.states(), {}}, {graph.transitions().size(), {}}};
  }

  ScopeCoverage& covered_scope() { return result_.covered.scopes.at(toured_->name()); }

  // Transitions up to the first deviation, that of the deviation included; behind it the target may be in another state.
  void take_transitions(const TestProgram& program, const Trial& trial) {
    const std::size_t reached = trial.findings.empty() ? trial.judged : trial.findings.front().at + 1;
    for (std::size_t i = 0; i < std::min(reached, program.transitions.size()); ++i) {
      const Transition& each = toured_->transitions()[program.transitions[i]];
      ScopeCoverage& covered = covered_scope();
      covered.transitions.ids.insert(program.transitions[i]);
      covered.states.ids.insert(each.from);
      if (trial.findings.empty() || i + 1 < reached) covered.states.ids.insert(each.to);
    }
  }

  void cover_clauses() {
    for (const auto& [id, tally] : result_.clauses)
      if (const auto* clause = model::Ledger::load().find(id); clause && is_observable(*clause) && tally.decided > 0)
        result_.covered.clauses.insert(id);
    for (const Deviation& each : result_.deviations)
      if (const auto* clause = model::Ledger::load().find(each.clause); clause && is_observable(*clause)) result_.covered.clauses.insert(each.clause);
  }

  // --- Deviations --------------------------------------------------------------------------------------------------------

  void take_own_clauses(const TestProgram& program, const Trial& trial) {
    for (const auto& clause : program.clauses) {
      Tally& tally = result_.clauses[clause];
      const bool can_be_seen = fitting_.scope().decides(clause, program);
      if (trial.last_call_was_judged && can_be_seen) ++tally.decided;
      if (trial.last_call_was_judged && is_told_by_the_result(clause, program)) ++tally.decided_by_results;
      tally.lacks.insert(trial.lacks.begin(), trial.lacks.end());
      if (!can_be_seen) tally.lacks.insert("the probe " + *probe_needed_for(clause));
      // Of what Windows was seen to do any call may be the one that a clause is about.
      if (trial.findings.empty() || program.windows) continue;
      const Finding& first = trial.findings.front();
      (first.at + 1 == program.lines.size() ? tally.fails_with : tally.blocked_by).insert(first.clause);
    }
  }

  void take(const TestProgram& program, const Trial& trial, const Finding& finding) {
    if (finding.is_fatal && !options_.recording && ++endings_ > most_endings) result_.died_too_often = true;
    findings_.take(program, trial, finding, occasion());
  }

  Occasion occasion() const {
    return {level_, level_walks_, options_.recording != nullptr, budget_.is_over(), [this] { return all_.is_over(); }, batch_judged_};
  }

  // --- At the end --------------------------------------------------------------------------------------------------------

  void finish_deviations() {
    result_.deviations = findings_.finish();
    if (options_.recording || options_.instead) return;
    confirm_in_a_fresh_process(port_, referee_, result_.deviations);
    const auto leftovers = std::stable_partition(result_.deviations.begin(), result_.deviations.end(),
                                                 [](const Deviation& each) { return !each.is_only_after_others || each.comes_and_goes; });
    std::move(leftovers, result_.deviations.end(), std::back_inserter(result_.only_after_others));
    result_.deviations.erase(leftovers, result_.deviations.end());
    exhausted_.judge(result_.deviations);
  }

  CountingPort port_;
  const Referee& referee_;
  const CampaignOptions& options_;
  const ReportProgress& report_;
  Fitting fitting_;
  const Hazards hazards_;
  Findings findings_;
  SightTest sight_;
  LevelKind kind_ = LevelKind::clauses;                             // Of the level that is being run.
  std::set<std::string> answered_probes_;
  std::size_t offered_ = 0;                                         // Programs that fell to this shard, whatever became of them.
  CampaignResult result_;
  Budget all_;
  Budget budget_;                                                   // Of the level, or the part of it, that is being run.
  std::size_t place_ = 0;                                           // Of the next program in its level.
  Extent level_extent_;
  Clock::time_point level_began_, batch_judged_;
  std::size_t calls_before_level_ = 0;
  double share_ = 0;                                                // Of the level that is behind.
  std::string cut_by_;                                              // Why the level is at its end too early; empty: it is not.
  const ScopeGraph* toured_ = nullptr;
  std::set<std::uint32_t> planned_;                                 // Transitions that this shard's programs take.
  bool level_walks_ = false;                                        // Then only new kinds of deviations are looked for.
  bool in_parts_ = false;                                           // Programs end with the part that deviates.
  std::vector<TestProgram> waiting_;
  std::string level_;
  Exhausted exhausted_;
  std::size_t endings_ = 0, endings_before_level_ = 0;
};

}  // namespace

CampaignResult run_campaign(Port& port, const Referee& referee, const CampaignOptions& options, const ReportProgress& report) {
  return Campaign(port, referee, options, report).run();
}

}  // namespace certlife::conformance
