#include "tests/conformance/report/results.h"

#include <algorithm>

#include "model/joined.h"
#include "model/ledger/ledger.h"
#include "model/programs/pattern.h"
#include "tests/conformance/campaign/campaign.h"
#include "tests/conformance/campaign/known.h"
#include "tests/conformance/campaign/scope.h"
#include "tests/conformance/campaign/soak.h"

namespace certlife::conformance {
namespace {

bool shows_when_run(const ExpectedDeviation& entry, Port& port, const Referee& referee) {
  const TestProgram program = program_of(entry, port);
  const auto trials = run_and_judge(port, referee, std::span(&program, 1));
  return (shows_only_when_repeated(entry.aspect) && shows_again_when_repeated(port, referee, program.lines, entry.aspect)) ||
         std::any_of(trials.front().findings.begin(), trials.front().findings.end(),
                     [&](const Finding& finding) { return finding.clause == entry.clause; });
}

std::vector<const Deviation*> deviations_of(const CampaignResult& campaign, const std::string& clause) {
  std::vector<const Deviation*> found;
  for (const Deviation& each : campaign.deviations)
    if (each.is_about(clause)) found.push_back(&each);
  return found;
}

std::set<std::string> clauses_of(const std::vector<const Deviation*>& deviations) {
  std::set<std::string> clauses;
  for (const Deviation* each : deviations) clauses.insert(each->broken());
  return clauses;
}

void add_deviations_of(const CampaignResult& campaign, const std::set<std::string>& clauses, std::vector<const Deviation*>& to) {
  for (const auto& clause : clauses)
    for (const Deviation* each : deviations_of(campaign, clause))
      if (std::find(to.begin(), to.end(), each) == to.end()) to.push_back(each);
}

ClauseResult result_of(const model::Clause& clause, const CampaignResult& campaign,
                       const std::vector<const ExpectedDeviation*>& unexpected_passes) {
  ClauseResult result{&clause, Status::not_evaluated, {}, deviations_of(campaign, clause.id), {}, {}};
  const auto found = campaign.clauses.find(clause.id);
  const Tally tally = found == campaign.clauses.end() ? Tally{} : found->second;
  add_deviations_of(campaign, tally.fails_with, result.deviations);
  const bool all_expected = std::all_of(result.deviations.begin(), result.deviations.end(), [](const Deviation* each) { return each->expected; });
  const bool passes_unexpectedly = std::any_of(unexpected_passes.begin(), unexpected_passes.end(),
                                               [&](const ExpectedDeviation* each) { return each->clause == clause.id; });
  if (!result.deviations.empty() && !all_expected) result.status = Status::fail;
  else if (passes_unexpectedly) result.status = Status::unexpected_pass;
  else if (!result.deviations.empty()) result.status = Status::expected_fail;
  else if (tally.decided > 0) result.status = Status::pass;
  else if (!tally.blocked_by.empty()) add_deviations_of(campaign, tally.blocked_by, result.blocking);
  else if (!tally.lacks.empty()) result.status = Status::not_supported;
  if (result.status == Status::not_supported) result.lacks = tally.lacks;
  if (clause.choice && (result.status == Status::pass || result.status == Status::expected_fail)) result.choice = joined(tally.choices, " and ") + (tally.choices.size() > 1 ? ", not the same each time" : "");
  return result;
}

}  // namespace

std::string_view name_of(Status status) {
  switch (status) {
    case Status::pass: return "pass";
    case Status::fail: return "fail";
    case Status::expected_fail: return "expected-fail";
    case Status::unexpected_pass: return "unexpected-pass";
    case Status::not_supported: return "not-supported";
    case Status::not_evaluated: return "not-evaluated";
  }
  return "";
}

namespace {

// One more place where it shows what an earlier call left of which it is known that it leaves it.
void expect_what_has_a_known_cause(std::vector<Deviation>& deviations) {
  for (Deviation& each : deviations) {
    if (each.expected || !each.expired_at.empty() || !each.blame) continue;
    const auto known = std::find_if(deviations.begin(), deviations.end(), [&](const Deviation& other) {
      return other.expected && other.blame && other.blame->cause == each.blame->cause && !other.comes_and_goes;
    });
    if (known == deviations.end()) continue;
    each.expected = true;
    each.note = known->note;
  }
}

}  // namespace

std::vector<const ExpectedDeviation*> compare_with(const ExpectedFile& expected, const Selection& only, CampaignResult& campaign,
                                                   Port* port, const Referee& referee) {
  std::vector<const ExpectedDeviation*> missing;
  for (const ExpectedDeviation& entry : expected.deviations) {
    bool shows = false;
    for (Deviation& each : campaign.deviations) {
      if (!is_the_one(entry, each, referee.reading())) continue;
      shows = true;
      if (each.expected) continue;
      each.expected = !entry.cause.has_expired();
      each.note = text_of(entry.cause);
      each.expired_at = each.expected ? "" : entry.place;
    }
    if (!shows && !entry.cause.comes_and_goes() && only.means(entry.clause) && port && !shows_when_run(entry, *port, referee)) missing.push_back(&entry);
  }
  expect_what_has_a_known_cause(campaign.deviations);
  return missing;
}

TargetReport report_of(const CampaignResult& campaign, std::vector<const ExpectedDeviation*> unexpected_passes, const Selection& only) {
  TargetReport report{&campaign, {}, std::move(unexpected_passes), {}};
  for (const model::Clause* clause : model::Ledger::load().clauses())
    if (only.means(clause->id)) report.clauses.push_back(result_of(*clause, campaign, report.unexpected_passes));
  std::set<const Deviation*> shown;
  for (const ClauseResult& row : report.clauses) {
    shown.insert(row.deviations.begin(), row.deviations.end());
    shown.insert(row.blocking.begin(), row.blocking.end());
  }
  for (const Deviation& each : campaign.deviations)
    if (each.is_fatal || shown.contains(&each)) report.deviations.push_back(&each);
  return report;
}

std::string reason_of(const ClauseResult& row) {
  if (!row.blocking.empty()) return "its programs run into what breaks " + joined(clauses_of(row.blocking), " and ");
  if (row.status == Status::not_supported) return "not supported: " + joined(row.lacks, ", ");
  const std::set<std::string> clauses = clauses_of(row.deviations);
  if (row.deviations.empty() || clauses.contains(row.clause->id)) return {};
  return "its programs end with what breaks " + joined(clauses, " and ");
}

CoverageFigure clauses_reached(const TargetReport& report) {
  CoverageFigure figure;
  for (const ClauseResult& row : report.clauses) {
    if (!is_observable(*row.clause)) continue;
    ++figure.of;
    figure.n += row.status != Status::not_evaluated && row.status != Status::not_supported ? 1 : 0;
  }
  return figure;
}

std::size_t flaky_ones(const CampaignResult& campaign) {
  return static_cast<std::size_t>(std::count_if(campaign.deviations.begin(), campaign.deviations.end(), [](const Deviation& each) { return each.is_flaky(); }));
}

bool nothing_was_judged(const TargetReport& report) {
  const CampaignResult& run = *report.campaign;
  if (!run.unavailable.empty() || run.is_empty_shard || !run.deviations.empty() || !report.unexpected_passes.empty()) return false;
  return std::none_of(report.clauses.begin(), report.clauses.end(), [](const ClauseResult& row) {
    return is_observable(*row.clause) && row.status != Status::not_supported && row.status != Status::not_evaluated;
  });
}

std::string why_undecided(const TargetReport& report) {
  const CampaignResult& run = *report.campaign;
  if (run.died_too_often) return "the target died too often; the rest was not run";
  if (nothing_was_judged(report)) return "nothing was judged of any clause: this says nothing about the target";
  if (!run.judge_control.is_good())
    return std::to_string(run.judge_control.of - run.judge_control.seen) + " of " + std::to_string(run.judge_control.of) +
           " changed values were accepted: the verdicts cannot be relied on";
  return {};
}

std::string judge_control_text(const JudgeControl& control) {
  return control.of == 0 ? "" : "the judge can see: " + std::to_string(control.seen) + " of " + std::to_string(control.of);
}

std::string expired_text(const CampaignResult& campaign) {
  std::set<std::string> places;
  std::size_t deviations = 0;
  for (const Deviation& each : campaign.deviations) {
    if (each.expected || each.expired_at.empty()) continue;
    ++deviations;
    places.insert(each.expired_at);
  }
  if (places.empty()) return {};
  return std::to_string(deviations) + (deviations == 1 ? " deviation counts" : " deviations count") + " as new, for what expected them has expired: " + joined(places, ", ");
}

int exit_code_of(const std::vector<TargetReport>& reports) {
  bool unexpected = false;
  for (const TargetReport& report : reports) {
    if (!why_undecided(report).empty()) return 3;
    unexpected = unexpected || !report.unexpected_passes.empty() ||
                 std::any_of(report.deviations.begin(), report.deviations.end(), [](const Deviation* each) { return !each->expected; });
  }
  return unexpected ? 1 : 0;
}

}  // namespace certlife::conformance
