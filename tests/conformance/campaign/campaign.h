// Everything that is tried on one target: clause programs, every program of the alphabets, random walks.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "model/programs/alphabet.h"
#include "model/programs/hazard.h"
#include "model/programs/selection.h"
#include "tests/conformance/campaign/coverage.h"
#include "tests/conformance/campaign/deviation.h"
#include "tests/conformance/campaign/level.h"
#include "tests/conformance/campaign/port.h"
#include "tests/conformance/campaign/reach.h"
#include "tests/conformance/campaign/recording.h"
#include "tests/conformance/campaign/refusals.h"
#include "tests/conformance/campaign/judge_control.h"
#include "tests/conformance/campaign/tallies.h"

namespace certlife::conformance {

class ScopeGraph;

// How far a level is, for people who wait.
struct Pace {
  std::string level;
  std::size_t calls = 0;  // Executed in this level so far.
  double share = 0;       // Of the level that is behind, from 0 to 1; 0 where that cannot be said.
};

// How much of something was met; of nothing: nobody counted.
struct CoverageFigure {
  std::size_t n = 0, of = 0;
};
struct CoverageFigures {
  CoverageFigure states, transitions;  // Of the small-scope graph.
};

struct CampaignOptions {
  std::uint64_t seed = 1;
  std::optional<int> depth;           // Of all alphabets instead of their own.
  std::size_t random_programs = 1500;
  int random_length = 24;
  Selection selection;
  std::vector<TestProgram> programs;  // Clause programs.
  Levels levels = every_level();
  std::optional<std::chrono::milliseconds> budget;  // For all levels together; none: to their ends.
  Shard shard;
  std::size_t guided_walks = 400;
  const std::vector<ScopeGraph>* graphs = nullptr;  // To be toured; none: those of a default run.
  std::vector<Deviation> known;             // Found before: not looked for again, though counted when they show.
  std::vector<Hazard> hazards;
  std::shared_ptr<Refusals> refusals;       // What an earlier run on the target has learned; none: nothing is known.
  const std::atomic<bool>* stop = nullptr;  // Set from outside to end the run in good order.
  std::function<void(const Pace&)> pace;    // Is told often; may be empty.
  // What happened elsewhere is judged, and nothing is run.
  const Recording* recording = nullptr;
  // Is told each program with its level instead of running it.
  std::function<void(const TestProgram& program, const std::string& level)> instead;
};

struct CampaignResult {
  std::string target;
  std::string version;
  std::string open_with;               // The options that open the target again: "--target wine".
  std::string unavailable;             // Why the target could not be run; then nothing else is there.
  bool died_too_often = false;
  std::uint64_t seed = 0;
  std::vector<Level> levels;
  std::vector<Reach> reached;          // Of each level that was wanted, in their order.
  std::size_t programs = 0;
  std::size_t calls = 0;               // That the target executed, those of reductions included.
  std::size_t judged = 0;              // Of the programs of the levels.
  double seconds = 0;
  CoverageFigures coverage;
  std::map<std::string, Tally> clauses;
  std::vector<Deviation> deviations;
  std::vector<Deviation> only_after_others;  // Seen in a process that had run other programs, and in none of their own: what those left behind.
  std::size_t consequences = 0;        // Rejections that only followed from earlier ones.
  std::size_t cut_short = 0;           // Programs that were run only up to a call known to end the process.
  std::size_t endings_not_again = 0;   // How often the process ended in a way that was not reproducible,
  std::string ending_not_again;        // and the last of these.
  std::map<std::string, std::size_t> lacks;  // What the target cannot do: how many programs were not run, or not whole, for want of it.
  JudgeControl judge_control;           // Whether the judge saw what was changed in accepted programs.
  bool is_empty_shard = false;         // No program of the wanted levels fell to this part.
  std::vector<std::string> undefined_programs;  // Programs at fault: bugs of the suite.
  Coverage covered;
};

using ReportProgress = std::function<void(const std::string& what)>;

CampaignResult run_campaign(Port& port, const Referee& referee, const CampaignOptions& options, const ReportProgress& report);

}  // namespace certlife::conformance
