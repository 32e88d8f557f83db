#include "tests/conformance/campaign/campaign.h"

#include <chrono>
#include <set>
#include <utility>

#include "model/programs/guided_walks.h"
#include "model/programs/random_programs.h"
#include "model/programs/tour.h"
#include "tests/conformance/campaign/counting_port.h"
#include "tests/conformance/campaign/level_run.h"
#include "tests/conformance/campaign/program_runner.h"
#include "tests/conformance/campaign/soak.h"
#include "tests/conformance/campaign/windows_programs.h"

namespace certlife::conformance {
namespace {

using Clock = std::chrono::steady_clock;

const std::vector<ScopeGraph>& graphs_of(const CampaignOptions& options) { return options.graphs ? *options.graphs : toured_graphs(); }

// Offers the programs of each level to the runner.
class Campaign {
 public:
  Campaign(Port& port, const Referee& referee, const CampaignOptions& options, const ReportProgress& report)
      : port_(port), referee_(referee), options_(options), level_(options),
        runner_(port_, referee, options, report, level_, graphs_of(options)) {}

  CampaignResult run() {
    options_.recording ? judge_recording(*options_.recording) : run_levels();
    CampaignResult result;
    result.target = port_.description().name;
    result.version = port_.description().version;
    result.seed = options_.seed;
    runner_.conclude(result);
    result.levels = level_.finished();
    result.reached = level_.reached();
    result.programs = level_.programs();
    result.died_too_often = level_.died_too_often();
    result.is_empty_shard = level_.is_empty_shard();
    const Coverage& covered = result.covered;
    result.coverage = {{covered.states(), covered.states_of()}, {covered.transitions(), covered.transitions_of()}};
    result.calls = options_.recording ? result.judged : port_.calls();
    result.endings_not_again = port_.endings_not_again();
    result.ending_not_again = port_.last_ending_not_again();
    result.seconds = std::chrono::duration<double>(Clock::now() - began_).count();
    return result;
  }

 private:
  void run_levels() {
    level_.start();
    for (const LevelKind level : options_.levels) {
      level_.begin(level);
      runner_.fitting().begin_level();
      // A level that no time is left for is not begun: to set it up takes time as well.
      if (const std::string reason = level_.reason_to_stop(); reason.empty()) run_level(level);
      else level_.pass_over(reason);
      level_.end();
    }
  }

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
    runner_.begin_part("clause programs");
    for (const TestProgram& program : options_.programs) {
      level_.is_behind(static_cast<double>(&program - options_.programs.data()) / static_cast<double>(options_.programs.size()));
      if (options_.selection.means(program)) runner_.enqueue(program);
    }
    runner_.finish_part("clause programs");
  }

  void run_windows_programs() {
    runner_.begin_part("what Windows was seen to do");
    for (const TestProgram& program : windows_programs())
      if (options_.selection.means(program)) runner_.enqueue(program);
    runner_.finish_part("what Windows was seen to do");
  }

  void judge_recording(const Recording& recording) {
    runner_.begin_part("programs that were run elsewhere");
    for (const RecordedProgram* each : shortest_first(recording)) {
      if (!options_.selection.means(each->program)) continue;
      level_.count(1, each->program.lines.size());
      const Trial trial = referee_.judge(each->program, each->run);
      runner_.take_what_was_run(each->program, trial);
      for (const bool fatal : {false, true}) runner_.take_findings(each->program, trial, fatal);
    }
    runner_.finish_part("programs that were run elsewhere");
  }

  // Gives each part of the level an equal share of the time that is left of the whole.
  template <class Parts, class RunPart>
  void share_among(const Budget& whole, const Parts& parts, RunPart run_part) {
    double left = static_cast<double>(parts.size());
    for (const auto& part : parts) {
      level_.allow(whole.part(1, left));
      left -= 1;
      run_part(part);
    }
  }

  // Where time is short all are first run one call less deep, so that much can be called shortest whatever is left.
  void run_alphabets() {
    const Budget whole = level_.budget();
    if (options_.budget && !options_.instead) run_alphabets(whole.part(1, 2), 1);
    run_alphabets(whole, 0);
  }

  void run_alphabets(const Budget& whole, int less_deep) {
    share_among(whole, alphabets(), [&](const Alphabet& alphabet) {
      if (const auto possible = runner_.fitting().within(alphabet)) run_alphabet(*possible, less_deep);
    });
  }

  void run_alphabet(const Alphabet& alphabet, int less_deep) {
    Alphabet limited = alphabet;
    if (options_.depth) limited.depth = *options_.depth;
    if (less_deep > 0 && limited.depth <= less_deep) return;
    limited.depth -= less_deep;
    runner_.begin_part(limited.name);
    const AlphabetIndex index(limited);
    for_each_program(limited, referee_.reading(), [&](TestProgram&& program) {
      if (runner_.is_idle()) level_.is_behind(index.share_before(program.lines));
      return runner_.enqueue(std::move(program));
    });
    if (runner_.finish_part("every program, " + description_of(limited), limited.name)) runner_.exhausted(limited);
  }

  void run_tours() {
    share_among(level_.budget(), graphs_of(options_), [this](const ScopeGraph& graph) { run_tour(graph); });
  }

  // A tour goes on after a deviation, but is not judged on it: each transition that was so missed gets a program of its own.
  void run_tour(const ScopeGraph& graph) {
    runner_.begin_part("tour of " + graph.name());
    CoverageCount& coverage = runner_.coverage();
    coverage.begin_tour(graph);
    runner_.expect_walks();
    for (const Route& route : tour_of(graph))
      if (!runner_.enqueue(program_of(graph, route))) break;
    runner_.run_batch();
    runner_.run_whole_ones();
    if (!options_.instead) run_missed_transitions(graph);
    const ScopeCoverage& covered = coverage.toured();
    coverage.end_tour();
    if (options_.instead) return void(runner_.finish_part(graph.description()));
    runner_.finish_part(level_.part() + ": " + std::to_string(covered.transitions.ids.size()) + " of " + std::to_string(covered.transitions.of) +
                        " transitions, " + std::to_string(covered.states.ids.size()) + " of " + std::to_string(covered.states.of) + " states");
  }

  void run_missed_transitions(const ScopeGraph& graph) {
    const ShortestRoutes routes(graph);
    for (const std::uint32_t transition : std::set(runner_.coverage().planned())) {
      if (runner_.coverage().was_taken(transition)) continue;
      const Route route = routes.to(transition);
      if (!runner_.fitting().can_be_sent(lines_of(graph, route))) continue;
      TestProgram program = program_of(graph, route);
      if (program.lines.size() == route.size() && !runner_.enqueue_always(std::move(program))) break;
    }
    runner_.run_batch();
  }

  // Up to the first call that is not defined under every choice.
  TestProgram program_of(const ScopeGraph& graph, const Route& route) const {
    TestProgram program{{}, level_.part(), lines_of(graph, route), route};
    program.lines.resize(defined_calls(program.lines, referee_.reading()));
    return program;
  }

  void run_guided_walks() {
    runner_.begin_part("guided walks");
    runner_.expect_walks();
    const GuidedWalks walks{options_.seed, options_.guided_walks, 60};
    const WalkedScope walked = for_each_guided_walk(walks, referee_.reading(), [&](TestProgram&& program) { return runner_.enqueue(std::move(program)); });
    runner_.finish_part("guided walks: " + std::to_string(walked.states) + " different states");
  }

  void run_random_programs() {
    runner_.begin_part("random walks");
    runner_.expect_walks();
    const RandomWalks walks{options_.seed, options_.random_programs, options_.random_length};
    for_each_random_program(walks, referee_.reading(), [&](TestProgram&& program) { return runner_.enqueue(std::move(program)); });
    runner_.finish_part("random walks of up to " + std::to_string(walks.length) + " calls");
  }

  void run_soak() {
    runner_.begin_part("soak");
    const bool has_probe = runner_.fitting().scope().probes().contains(private_bytes_probe);
    for (const SoakRound& round : soak_rounds()) {
      if (level_.is_over()) break;
      if (level_.is_of_this_shard()) soak(round);
    }
    runner_.finish_part("soak, a program " + std::to_string(soak_length) + " times, " +
                        (has_probe ? "objects counted, and the slope of the private bytes" : "objects counted; no probe of private bytes"));
  }

  void soak(const SoakRound& round) {
    const TestProgram program = soak_program(round);
    if (!runner_.fitting().can_be_sent(program.lines)) return;
    level_.count(1, 0);
    if (options_.instead) return options_.instead(program, level_.part());
    const Repetition repetition = repeated(port_, referee_, program, [this] { return level_.is_over(); });
    level_.count(0, repetition.rounds * program.lines.size());
    runner_.count_judged(repetition.judged - repetition.first.judged);
    runner_.take_what_was_run(program, repetition.first);
    if (repetition.deviating && repetition.rounds == 1) return runner_.take_finding(program, repetition.first, repetition.first.findings.front());
    if (repetition.deviating) return take_if_it_comes_again(program, late_deviation(program, repetition));
    const Slope slope = slope_of(repetition.private_bytes);
    if (slope.is_leak) take_if_it_comes_again(program, growth_of(round, program, slope));
  }

  // In a fresh process.
  void take_if_it_comes_again(const TestProgram& program, Deviation deviation) {
    port_.restart();
    if (shows_again_when_repeated(port_, referee_, program.lines, deviation.aspect)) runner_.take_reduced(std::move(deviation));
  }

  const Clock::time_point began_ = Clock::now();
  CountingPort port_;
  const Referee& referee_;
  const CampaignOptions& options_;
  LevelRun level_;
  ProgramRunner runner_;
};

}  // namespace

CampaignResult run_campaign(Port& port, const Referee& referee, const CampaignOptions& options, const ReportProgress& report) {
  return Campaign(port, referee, options, report).run();
}

}  // namespace certlife::conformance
