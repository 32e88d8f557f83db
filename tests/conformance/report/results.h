// From what a campaign saw to a status for every clause.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "model/ledger/clause.h"
#include "tests/conformance/campaign/expected.h"

namespace certlife::conformance {

struct CampaignResult;
struct CoverageFigure;
struct JudgeControl;
struct Selection;
class Port;
class Referee;

enum class Status { pass, fail, expected_fail, unexpected_pass, not_supported, not_evaluated };
std::string_view name_of(Status status);

struct ClauseResult {
  const model::Clause* clause = nullptr;
  Status status = Status::not_evaluated;
  std::string choice;                          // Of an open clause that was decided.
  std::vector<const Deviation*> deviations;    // The shortest first.
  std::vector<const Deviation*> blocking;      // Those that its programs run into before they come to it.
  std::set<std::string> lacks;                 // What the target lacks for it.
};

// Why a clause fails by another's deviation, is not supported or not evaluated; empty where there is nothing to explain.
std::string reason_of(const ClauseResult& row);

// A target's part of the report. Refers into the campaign it was made from.
struct TargetReport {
  const CampaignResult* campaign = nullptr;
  std::vector<ClauseResult> clauses;                        // One for every clause of the ledger, in its order.
  std::vector<const ExpectedDeviation*> unexpected_passes;  // Entries that no longer show.
  // Those of its clauses, those that keep its clauses from being judged, and every ending of the process.
  std::vector<const Deviation*> deviations;
};

// Marks which deviations are expected. An entry that no program met is run by itself; those that do not show are returned.
std::vector<const ExpectedDeviation*> compare_with(const ExpectedFile& expected, const Selection& only, CampaignResult& campaign,
                                                   Port* port, const Referee& referee);

TargetReport report_of(const CampaignResult& campaign, std::vector<const ExpectedDeviation*> unexpected_passes, const Selection& only);

// How many of the clauses that say something about an implementation were decided, for better or worse.
CoverageFigure clauses_reached(const TargetReport& report);

// Deviations that did not show each time.
std::size_t flaky_ones(const CampaignResult& campaign);

// Why nothing can be said of the target, whatever the rows say: it died too often, no clause was judged at all, or the judge accepted
// what it must reject. Empty where it can.
std::string why_undecided(const TargetReport& report);
// Nothing was decided of any clause, for better or worse. An empty part of a run that is shared out does not count.
bool nothing_was_judged(const TargetReport& report);

// "the judge can see: 12 of 12"; empty where nothing was accepted that could be changed.
std::string judge_control_text(const JudgeControl& control);

// That entries have expired, and where they stand; empty if none has.
std::string expired_text(const CampaignResult& campaign);

// 0 everything as expected, 1 a deviation that is not expected or an unexpected pass, 3 nothing can be said of a target.
int exit_code_of(const std::vector<TargetReport>& reports);

}  // namespace certlife::conformance
