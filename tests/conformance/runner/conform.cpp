#include "tests/conformance/runner/conform.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <fstream>
#include <iostream>
#include <mutex>
#include <thread>

#include "model/clauses/ledger.h"
#include "tests/conformance/runner/program_file.h"
#include "tests/conformance/runner/report_json.h"
#include "tests/conformance/runner/report_table.h"
#include "tests/conformance/target/known_targets.h"

namespace certlife::conformance {
namespace {

// One target of a run, and all that its report refers to.
struct Lane {
  std::string name;
  bool must_be_there = false;  // It was asked for by name.
  std::unique_ptr<Port> port;
  CampaignResult campaign;
  ExpectedFile expected;
  std::vector<const ExpectedDeviation*> unexpected_passes;
  std::exception_ptr error;
};

std::vector<Lane> lanes_of(const ConformOptions& options) {
  std::vector<Lane> lanes;
  for (const auto& name : options.targets) lanes.emplace_back().name = name == "wine-8.0" ? "wine" : name;
  for (Lane& lane : lanes) lane.must_be_there = true;
  if (lanes.empty())
    for (const auto* name : {"certlife", "wine"}) lanes.emplace_back().name = name;
  return lanes;
}

bool is_optional_and_missing(Lane& lane) {
  if (lane.name != "wine" || lane.must_be_there) return false;
  const std::string reason = reason_against_wine();
  if (reason.empty()) return false;
  lane.campaign.target = "wine";
  lane.campaign.unavailable = reason;
  return true;
}

class Progress {
 public:
  explicit Progress(bool shown) : shown_(shown) {}
  void operator()(const std::string& target, const std::string& what) {
    if (!shown_) return;
    const std::lock_guard lock(mutex_);
    std::cerr << target << ": " << what << "\n";
  }

 private:
  bool shown_;
  std::mutex mutex_;
};

ExpectedFile expected_for(const Lane& lane, const ConformOptions& options) {
  if (options.expected.empty()) return expected_of(lane.campaign.target);
  ExpectedFile file = read_expected(options.expected);
  return file.target == lane.campaign.target ? file : ExpectedFile{"", lane.campaign.target, {}};
}

void run_lane(Lane& lane, const ConformOptions& options, const Referee& referee, Progress& progress) {
  if (is_optional_and_missing(lane)) return;
  lane.port = open_port(lane.name);
  CampaignOptions what;
  what.seed = options.seed;
  what.depth = options.depth;
  what.random_programs = options.random;
  what.only = options.only;
  what.programs = clause_programs();
  what.levels = options.levels;
  if (const auto budget = parse_duration(options.budget, "--budget"); budget.count() > 0) what.budget = budget;
  what.shard = options.shard;
  lane.campaign = run_campaign(*lane.port, referee, what, [&](const std::string& level) { progress(lane.name, level); });
  lane.expected = expected_for(lane, options);
  lane.unexpected_passes = compare_with(lane.expected, options.only, lane.campaign, lane.port.get(), referee);
}

void write_file(const std::string& path, const std::string& text) {
  if (path == "-") {
    std::cout << text;
    return;
  }
  std::ofstream stream(path, std::ios::binary);
  stream << text;
  if (!stream.flush()) throw std::runtime_error(path + ": cannot be written");
}

TableOptions table_options(const ConformOptions& options) {
  TableOptions table;
  table.reading = options.reading;
  table.colour = isatty(STDOUT_FILENO) != 0;
  winsize window{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &window) == 0 && window.ws_col >= 80) table.width = window.ws_col;
  return table;
}

// The deviations of the only target that has any.
std::string text_to_expect(const std::vector<Lane>& lanes) {
  const Lane* with = nullptr;
  for (const Lane& lane : lanes) {
    if (lane.campaign.deviations.empty()) continue;
    if (with) throw std::runtime_error("--write-expected: several targets deviate; choose one with --target");
    with = &lane;
  }
  const Lane& chosen = with ? *with : lanes.front();
  return expected_text(chosen.campaign.target, chosen.campaign.deviations);
}

void run_all(std::vector<Lane>& lanes, const ConformOptions& options, const Referee& referee) {
  Progress progress(isatty(STDERR_FILENO) != 0);
  std::vector<std::thread> threads;
  for (Lane& lane : lanes) {
    threads.emplace_back([&lane, &options, &referee, &progress] {
      try {
        run_lane(lane, options, referee, progress);
      } catch (...) {
        lane.error = std::current_exception();
      }
    });
  }
  for (auto& thread : threads) thread.join();
  for (const Lane& lane : lanes)
    if (lane.error) std::rethrow_exception(lane.error);
}

void check(const ConformOptions& options) {
  if (!options.only.empty() && !model::Ledger::load().find(options.only)) throw std::runtime_error("--only: there is no clause " + options.only);
  if (!options.expected.empty()) read_expected(options.expected);
  parse_duration(options.budget, "--budget");
}

std::string coverage_of(const std::vector<Lane>& lanes) {
  CoverageOfTargets coverage;
  for (const Lane& lane : lanes)
    if (lane.campaign.unavailable.empty()) coverage[lane.campaign.target] = lane.campaign.covered;
  return coverage_text(coverage);
}

}  // namespace

int conform(const ConformOptions& options) {
  check(options);
  const Referee referee(options.reading);
  std::vector<Lane> lanes = lanes_of(options);
  run_all(lanes, options, referee);
  std::vector<TargetReport> reports;
  for (const Lane& lane : lanes) reports.push_back(report_of(lane.campaign, lane.unexpected_passes, options.only));
  if (!options.quiet) std::cout << table_text(reports, table_options(options));
  if (!options.json.empty()) write_file(options.json, json_text(reports));
  if (!options.coverage.empty()) write_file(options.coverage, coverage_of(lanes));
  if (!options.write_expected.empty()) write_file(options.write_expected, text_to_expect(lanes));
  return exit_code_of(reports);
}

}  // namespace certlife::conformance
