// Failures that come and go are recognised, counted apart, and fail a run unless they are expected to.
#include <gtest/gtest.h>

#include "tests/conformance/campaign/campaign.h"
#include "tests/conformance/campaign/named_programs.h"
#include "tests/conformance/campaign/reproduce.h"
#include "tests/conformance/report/results.h"
#include "tests/conformance/tests/reports/unsteady_port.h"

namespace certlife::conformance {
namespace {

// A short run: the clause programs and a few programs of each alphabet.
CampaignResult run(Port& port) {
  CampaignOptions options;
  options.depth = 1;
  options.levels = {LevelKind::clauses, LevelKind::exhaustive};
  options.programs = clause_programs();
  return run_campaign(port, Referee("windows"), options, [](const std::string&) {});
}

// Of a fault that every third program meets. It takes seconds, and so is run once.
const CampaignResult& unsteady_run() {
  static const CampaignResult campaign = [] {
    UnsteadyPort port("check_forgets_crls");
    return run(port);
  }();
  return campaign;
}

ExpectedFile known(const CampaignResult& campaign) { return parse_expected("known.toml", expected_text(campaign.target, campaign.deviations)); }

int exit_code(CampaignResult& campaign, Port& port, const ExpectedFile& expected) {
  const Referee referee("windows");
  auto passes = compare_with(expected, {}, campaign, &port, referee);
  return exit_code_of({report_of(campaign, passes, {})});
}

TEST(FlakyFailure, IsReportedWithHowOftenItShowed) {
  const CampaignResult& campaign = unsteady_run();
  ASSERT_FALSE(campaign.deviations.empty());
  EXPECT_EQ(flaky_ones(campaign), campaign.deviations.size());
  for (const Deviation& each : campaign.deviations) {
    EXPECT_LT(each.reruns.shown, each.reruns.of) << each.shape;
    EXPECT_FALSE(each.is_shortest()) << "what does not show each time has not been ruled out by a run without it";
  }
}

TEST(FlakyFailure, IsReducedWithPatience) {
  for (const Deviation& each : unsteady_run().deviations) EXPECT_LE(each.requests.size(), 5u) << each.shape;
}

TEST(FlakyFailure, IsNotSaidOfASteadyOne) {
  ModelPort port("check_forgets_crls");
  const CampaignResult campaign = run(port);
  ASSERT_FALSE(campaign.deviations.empty());
  EXPECT_EQ(flaky_ones(campaign), 0u);
}

TEST(FlakyFailure, FailsARunUnlessItsEntrySaysFlaky) {
  UnsteadyPort port("check_forgets_crls");
  CampaignResult campaign = unsteady_run();
  ExpectedFile expected = known(campaign);
  EXPECT_EQ(exit_code(campaign, port, {"", campaign.target, {}}), 1);
  EXPECT_EQ(exit_code(campaign, port, expected), 0);
  for (Deviation& each : campaign.deviations) each.expected = false;
  for (ExpectedDeviation& entry : expected.deviations) entry.cause.flaky = false;
  EXPECT_EQ(exit_code(campaign, port, expected), 1) << "an entry for a steady deviation does not cover a flaky one";
}

TEST(FlakyFailure, ThatDoesNotShowIsNoUnexpectedPass) {
  const ExpectedFile expected = known(unsteady_run());
  ModelPort sound;
  CampaignResult campaign = run(sound);
  EXPECT_EQ(exit_code(campaign, sound, expected), 0);
}

TEST(FlakyFailure, IsShownAgainByACommandThatTriesOften) {
  const CampaignResult& campaign = unsteady_run();
  ASSERT_FALSE(campaign.deviations.empty());
  EXPECT_NE(reproduce_command(campaign.deviations[0], "--target x", "windows").find("--times "), std::string::npos);
}

}  // namespace
}  // namespace certlife::conformance
