// The campaign on a user's port, and its results in the user's words.
#include <algorithm>
#include <stdexcept>

#include "model/ledger/ledger.h"
#include "model/programs/probes.h"
#include "model/tool/terminal.h"
#include "model/trace/bad_input.h"
#include "model/trace/notation.h"
#include "model/trace/writer.h"
#include "tests/conformance/campaign/known.h"
#include "tests/conformance/campaign/named_programs.h"
#include "tests/conformance/campaign/reproduce.h"
#include "tests/conformance/campaign/stale.h"
#include "tests/conformance/embedded/embedded_port.h"
#include "tests/conformance/include/certlife/conformance.h"
#include "tests/conformance/report/report_json.h"
#include "tests/conformance/report/report_table.h"

namespace certlife::conform {
namespace {

using namespace certlife::conformance;
using embedded::EmbeddedPort;

CampaignOptions campaign_options(const Options& options) {
  CampaignOptions what;
  what.seed = options.seed;
  for (const std::string& clause : options.clauses) what.selection.clauses.insert(clause_spelled(clause));
  check_selection(what.selection);
  what.levels.clear();
  for (const Level level : options.levels) what.levels.insert(static_cast<LevelKind>(level));
  if (options.budget.count() > 0) what.budget = options.budget;
  what.programs = clause_programs();
  return what;
}

ExpectedFile known_deviations_of(const Options& options) {
  if (options.known_deviations.empty()) return {};
  ExpectedFile file = read_expected(options.known_deviations);
  check_not_stale(file);
  return file;
}

// As a raw string of C++, since a program may hold quotes and backslashes.
std::string again_text(const Deviation& deviation) {
  return "    again:    certlife::conform::replay(port, R\"(" + plain(program_text(deviation.requests)) + ")\")\n";
}

Failure failure_of(const Deviation& deviation, const CampaignResult& campaign, const TableOptions& table) {
  Failure failure;
  failure.clause = deviation.broken();
  if (const auto* clause = model::Ledger::load().find(failure.clause)) failure.sentence = clause->text;
  for (std::size_t i = 0; i < deviation.calls.size(); ++i) {
    failure.calls.push_back(step_text(deviation.requests[i], deviation.calls[i]));
    failure.trace += trace::to_text(deviation.calls[i]) + "\n";
  }
  failure.observed = deviation.observed;
  failure.allowed = deviation.allowed;
  failure.is_shortest = deviation.is_shortest();
  failure.is_known = deviation.expected;
  failure.text = deviation_text(deviation, campaign, table) + again_text(deviation);
  return failure;
}

ClauseResult clause_result(const conformance::ClauseResult& row, const std::vector<const Deviation*>& all) {
  ClauseResult result{row.clause->id, std::string(name_of(row.status)), reason_of(row), {}};
  for (const Deviation* each : row.deviations)
    result.failures.push_back(static_cast<std::size_t>(std::find(all.begin(), all.end(), each) - all.begin()));
  std::erase(result.failures, all.size());
  return result;
}

Report report_from(const TargetReport& target, const std::string& reading) {
  const CampaignResult& campaign = *target.campaign;
  const TableOptions table{.reading = reading};
  Report report;
  for (const Deviation* each : target.deviations) report.failures.push_back(failure_of(*each, campaign, table));
  for (const ExpectedDeviation* each : target.unexpected_passes) report.no_longer.push_back(each->clause + ": " + each->place + ": " + each->text());
  for (const auto& row : target.clauses)
    if (is_observable(*row.clause)) report.clauses.push_back(clause_result(row, target.deviations));
  report.undecided = why_undecided(target);
  report.nothing_was_judged = nothing_was_judged(target);
  report.programs = campaign.programs;
  report.calls = campaign.calls;
  report.judged = campaign.judged;
  report.seconds = campaign.seconds;
  report.text = table_text({target}, table);
  report.json = json_text({target}, reading);
  return report;
}

}  // namespace

std::vector<Level> every_level() {
  using enum Level;
  return {clauses, windows, exhaustive, tour, walks, random, soak};
}

std::string_view name_of(Level level) { return level_names[static_cast<std::size_t>(level)]; }

std::vector<std::string> observable_clauses() {
  std::vector<std::string> ids;
  for (const auto* clause : model::Ledger::load().clauses())
    if (is_observable(*clause)) ids.push_back(clause->id);
  return ids;
}

bool Report::passed() const {
  return undecided.empty() && no_longer.empty() && std::all_of(failures.begin(), failures.end(), [](const Failure& each) { return each.is_known; });
}

Report run(const Port& port, const Options& options) {
  const Referee referee(options.reading);
  CampaignOptions what = campaign_options(options);
  EmbeddedPort embedded(port, options.isolation, options.patience);
  const ExpectedFile known = known_deviations_of(options);
  what.hazards = hazards_of(known);
  what.known = conformance::known_deviations(known, what.selection, embedded, referee);
  CampaignResult campaign = run_campaign(embedded, referee, what, [](const std::string&) {});
  const auto gone = compare_with(known, what.selection, campaign, &embedded, referee);
  return report_from(report_of(campaign, gone, what.selection), options.reading);
}

std::string replay(const Port& port, std::string_view program, const Options& options) {
  const Referee referee(options.reading);
  EmbeddedPort embedded(port, Isolation::none, options.patience);
  TestProgram test{{}, "replay", parse_program(std::string(program))};
  ask_for_probes(test, embedded.description().probes);
  const Trial trial = run_and_judge(embedded, referee, std::span(&test, 1)).front();
  std::string text;
  for (std::size_t i = 0; i < trial.lines.size(); ++i)
    text += std::to_string(i + 1) + ". " + plain(step_text(test.lines[i], trial.lines[i])) + "  ->  " + plain(observation_text(trial.lines[i])) + "\n";
  for (const std::string& lack : trial.lacks) text += "not supported: " + plain(lack) + "\n";
  if (trial.undefined) text += "the documents do not define the last of these calls\n";
  for (const Finding& each : trial.findings)
    text += each.clause + " is broken at call " + std::to_string(each.at + 1) + ": " + plain(each.observed) + "; allowed: " + plain(each.allowed) + "\n";
  return text + (trial.findings.empty() ? nothing_was_judged(trial) ? "nothing was judged\n" : "allowed\n" : "not allowed\n");
}

}  // namespace certlife::conform
