#include "tests/conformance/cli/conform.h"

#include <unistd.h>

#include <filesystem>
#include <iostream>
#include <thread>

#include "model/programs/program_file.h"
#include "model/tool/output_file.h"
#include "model/tool/shell_words.h"
#include "model/tool/terminal.h"
#include "model/tool/tool.h"
#include "tests/conformance/campaign/known.h"
#include "tests/conformance/campaign/misuse.h"
#include "tests/conformance/campaign/named_programs.h"
#include "tests/conformance/campaign/reproduce.h"
#include "tests/conformance/campaign/stale.h"
#include "tests/conformance/cli/description_check.h"
#include "tests/conformance/cli/plan.h"
#include "tests/conformance/cli/progress.h"
#include "tests/conformance/report/report_html.h"
#include "tests/conformance/report/report_json.h"
#include "tests/conformance/report/report_junit.h"
#include "tests/conformance/report/report_table.h"
#include "tests/conformance/target/known_targets.h"

namespace certlife::conformance {
namespace {

// One target of a run, and all that its report refers to.
struct TargetRun {
  std::string name;
  std::string open_with;       // The options that open it again.
  bool must_be_there = false;  // It was asked for by name.
  std::unique_ptr<Port> port;
  std::optional<Recording> recording;  // It was run elsewhere; there is no port.
  CampaignResult campaign;
  ExpectedFile expected;
  std::vector<const ExpectedDeviation*> unexpected_passes;
  std::exception_ptr error;
};

void say(const std::string& what) { tool::complain("certlife-conform", what); }

std::vector<TargetRun> runs_of(const ConformOptions& options) {
  std::vector<TargetRun> runs;
  if (!options.trial.judge.empty()) {
    runs.emplace_back().recording = read_recording(options.trial.judge, options.trial.programs);
    return runs;
  }
  const auto add = [&](const std::string& name, const char* option, const std::string& as) {
    TargetRun& run = runs.emplace_back();
    run.name = name;
    run.open_with = std::string(option) + " " + tool::shell_quoted(as);
    run.must_be_there = true;
  };
  for (const auto& name : options.targets) add(name == "wine-8.0" ? "wine" : name, "--target", name);
  for (const auto& command : options.trial.harnesses) add(command, "--harness", command);
  for (const auto& place : options.trial.wines) add(std::string(wine_prefix) + place, "--wine", place);
  if (!runs.empty()) return runs;
  for (const auto* name : {"certlife", "wine"}) add(name, "--target", name);
  for (TargetRun& run : runs) run.must_be_there = false;
  return runs;
}

bool is_optional_and_missing(TargetRun& run) {
  if (run.name != "wine" || run.must_be_there) return false;
  const std::string reason = reason_against_wine();
  if (reason.empty()) return false;
  run.campaign.target = "wine";
  run.campaign.unavailable = reason;
  return true;
}

// A target that nobody wrote a file for starts with none.
ExpectedFile built_in_for(const std::string& target) {
  ExpectedFile file = expected_of(target);
  const bool is_ours = target.starts_with("certlife") || target.starts_with("model");
  if (file.name.empty() && !is_ours)
    say("there is no file of known deviations for " + target + ": all count as new; --write-expected FILE makes one");
  return file;
}

// The file that the user has; empty: none. What --write-expected would write over is brought up to date, not lost.
std::string own_expected(const ConformOptions& options) {
  std::error_code unknown;
  const bool is_there = std::filesystem::is_regular_file(options.write_expected, unknown) && std::filesystem::file_size(options.write_expected, unknown) > 0;
  return options.expected.empty() && is_there ? options.write_expected : options.expected;
}

ExpectedFile expected_for(const std::string& target, const ConformOptions& options) {
  const std::string own = own_expected(options);
  ExpectedFile file = own.empty() ? built_in_for(target) : read_expected(own);
  if (!own.empty() && file.target != target) {
    const bool is_the_only_target = options.targets.size() + options.trial.targets().size() == 1 || !options.trial.judge.empty();
    if (is_the_only_target) throw BadExpectedFile(own + ": this is for target " + file.target + ", and what is on trial is " + target);
    file = built_in_for(target);
  }
  check_not_stale(file);
  return file;
}

std::optional<std::chrono::milliseconds> patience_of(const ConformOptions& options) {
  if (options.trial.patience == 0) return std::nullopt;
  return std::chrono::milliseconds(static_cast<int>(options.trial.patience * 1000));
}

void run_one(TargetRun& run, const ConformOptions& options, const Referee& referee, ProgressDisplay& progress) {
  if (is_optional_and_missing(run)) return;
  CampaignOptions what = campaign_options(options);
  if (run.recording) {
    what.recording = &*run.recording;
    RecordedPort port(run.recording->description);
    run.expected = expected_for(port.description().name, options);
    run.campaign = run_campaign(port, referee, what, [](const std::string&) {});
    run.unexpected_passes = compare_with(run.expected, what.selection, run.campaign, nullptr, referee);
    return;
  }
  run.port = open_port(run.name, patience_of(options));
  for (const auto& sentence : unknown_names_in(run.port->description())) say(sentence);
  run.expected = expected_for(run.port->description().name, options);
  what.hazards = hazards_of(run.expected);
  what.known = known_deviations(run.expected, what.selection, *run.port, referee);
  what.pace = [&](const Pace& pace) { progress.at(run.name, pace); };
  run.campaign = run_campaign(*run.port, referee, what, [&](const std::string& level) { progress.finished(run.name, level); });
  run.campaign.open_with = run.open_with;
  run_misuse_programs(*run.port, what.selection, run.campaign);
  run.unexpected_passes = compare_with(run.expected, what.selection, run.campaign, run.port.get(), referee);
}

void check_somebody_is_expected(const std::vector<TargetRun>& runs, const ConformOptions& options) {
  const std::string own = own_expected(options);
  if (own.empty()) return;
  const std::string target = read_expected(own).target;
  for (const TargetRun& run : runs)
    if (run.campaign.target == target) return;
  throw BadExpectedFile(own + ": this is for target " + target + ", which is not on trial");
}

// Replies that break off are judged as far as they go, and said to break off.
bool say_what_is_missing(const std::vector<TargetRun>& runs) {
  bool is_missing = false;
  for (const TargetRun& run : runs) {
    if (!run.recording || run.recording->unanswered == 0) continue;
    is_missing = true;
    say("the replies break off: " + std::to_string(run.recording->unanswered) + " programs, from the one after number " +
        std::to_string(run.recording->programs.size()) + " on, were not answered and are not judged");
  }
  return is_missing;
}

TableOptions table_options(const ConformOptions& options) {
  TableOptions table;
  table.reading = options.reading;
  table.colour = wants_colour(STDOUT_FILENO);
  table.width = width_of(STDOUT_FILENO, table.width);
  return table;
}

// The deviations of the only target that has any.
std::string text_to_expect(const std::vector<TargetRun>& runs) {
  const TargetRun* with = nullptr;
  for (const TargetRun& run : runs) {
    if (run.campaign.deviations.empty()) continue;
    if (with) throw std::runtime_error("--write-expected: several targets deviate; choose one with --target");
    with = &run;
  }
  const TargetRun& chosen = with ? *with : runs.front();
  // A target that died too often was not asked for all.
  const auto gone = chosen.campaign.died_too_often ? std::vector<const ExpectedDeviation*>{} : chosen.unexpected_passes;
  return expected_text(chosen.campaign.target, chosen.campaign.deviations, chosen.expected, gone);
}

void run_all(std::vector<TargetRun>& runs, const ConformOptions& options, const Referee& referee) {
  ProgressDisplay progress(std::cerr, can_redraw(STDERR_FILENO), width_of(STDERR_FILENO, 80));
  std::vector<std::thread> threads;
  for (TargetRun& run : runs) {
    threads.emplace_back([&run, &options, &referee, &progress] {
      try {
        run_one(run, options, referee, progress);
      } catch (...) {
        run.error = std::current_exception();
      }
    });
  }
  for (auto& thread : threads) thread.join();
  for (const TargetRun& run : runs)
    if (run.error) std::rethrow_exception(run.error);
}

void check(const ConformOptions& options) {
  if (const std::string own = own_expected(options); !own.empty()) check_not_stale(read_expected(own));
  if (!options.trial.judge.empty() && options.targets.size() + options.trial.targets().size() > 0)
    throw std::runtime_error("--judge judges what was run elsewhere: name no target with it");
  parse_duration(options.budget, "--budget");
  // A run takes minutes: what it could not write at its end is refused at its beginning.
  for (const std::string* file : {&options.json, &options.junit, &options.html, &options.coverage, &options.write_expected, &options.trial.write_programs})
    tool::check_can_be_written(*file);
}

std::string coverage_of(const std::vector<TargetRun>& runs) {
  CoverageOfTargets coverage;
  for (const TargetRun& run : runs)
    if (run.campaign.unavailable.empty()) coverage[run.campaign.target] = run.campaign.covered;
  return coverage_text(coverage);
}

}  // namespace

CampaignOptions campaign_options(const ConformOptions& options) {
  CampaignOptions what;
  what.seed = options.seed;
  what.depth = options.depth;
  what.random_programs = options.random;
  for (const std::string& clause : options.trial.only) what.selection.clauses.insert(clause_spelled(clause));
  what.selection.kinds.insert(options.trial.kinds.begin(), options.trial.kinds.end());
  check_selection(what.selection);
  what.levels = options.trial.only_open ? Levels{LevelKind::clauses} : options.levels;
  if (const auto budget = parse_duration(options.budget, "--budget"); budget.count() > 0) what.budget = budget;
  what.shard = options.shard;
  what.programs = options.trial.only_open ? open_questions() : clause_programs();
  return what;
}

int conform(const ConformOptions& options) {
  check(options);
  const Referee referee(options.reading);
  const Selection selection = campaign_options(options).selection;
  if (wants_plan(options)) return make_plan(options);
  std::vector<TargetRun> runs = runs_of(options);
  run_all(runs, options, referee);
  check_somebody_is_expected(runs, options);
  std::vector<TargetReport> reports;
  for (const TargetRun& run : runs) reports.push_back(report_of(run.campaign, run.unexpected_passes, selection));
  if (!options.quiet) std::cout << table_text(reports, table_options(options)) << std::flush;
  if (!options.json.empty()) tool::write_file(options.json, json_text(reports, options.reading));
  if (!options.junit.empty()) tool::write_file(options.junit, junit_text(reports, options.reading));
  if (!options.html.empty()) tool::write_file(options.html, html_text(reports, options.reading, options.charts));
  if (!options.coverage.empty()) tool::write_file(options.coverage, coverage_of(runs));
  if (!options.write_expected.empty()) tool::write_file(options.write_expected, text_to_expect(runs));
  const bool is_missing = say_what_is_missing(runs);
  const int code = exit_code_of(reports);
  return code == 0 && is_missing ? 3 : code;
}

}  // namespace certlife::conformance
