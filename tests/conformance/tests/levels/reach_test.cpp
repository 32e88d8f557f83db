// A level that was not reached is said to be so, and never looks like one that passed.
#include <gtest/gtest.h>

#include "tests/conformance/report/report_json.h"
#include "tests/conformance/report/report_junit.h"
#include "tests/conformance/report/report_table.h"
#include "tests/conformance/target/json_text.h"
#include "tests/conformance/tests/levels/every_level.h"

namespace certlife::conformance {
namespace {

CampaignResult run(Levels levels, std::chrono::milliseconds budget) {
  ModelPort model;
  CampaignOptions options = default_run(std::move(levels));
  options.budget = budget;
  return run_campaign(model, Referee("windows"), options, [](const std::string&) {});
}

struct Reports {
  explicit Reports(const CampaignResult& result) : all{report_of(result, {}, {})} {}
  std::vector<TargetReport> all;
};

class ABudgetOfNothing : public testing::Test {
 protected:
  CampaignResult result = run(every_level(), std::chrono::milliseconds(1));
  Reports reports{result};
};

bool is_always_run(LevelKind level) { return level == LevelKind::clauses || level == LevelKind::windows; }

TEST_F(ABudgetOfNothing, ReachesWhatWasWrittenForClausesAlone) {
  ASSERT_EQ(result.reached.size(), every_level().size());
  for (const Reach& each : result.reached) {
    EXPECT_EQ(each.how, is_always_run(each.level) ? Reach::How::whole : Reach::How::not_reached) << name_of(each.how);
    EXPECT_EQ(each.why.empty(), is_always_run(each.level));
  }
}

TEST_F(ABudgetOfNothing, IsSaidInTheSummaryAndAmongTheLimits) {
  const std::string text = table_text(reports.all, {});
  EXPECT_NE(text.find("levels not reached: exhaustive, tour, walks, random, soak"), std::string::npos) << text.substr(text.rfind("model  "));
  EXPECT_NE(text.find(", not reached: its share of the time was over"), std::string::npos);
}

TEST_F(ABudgetOfNothing, IsSaidInJson) {
  const Json target = Json::parse(json_text(reports.all, "windows")).at("targets").at(0);
  EXPECT_EQ(target.at("levelsNotReached"), (Json{"exhaustive", "tour", "walks", "random", "soak"}));
  EXPECT_EQ(target.at("reached").at(4), (Json{{"level", "walks"}, {"how", "not-reached"}, {"programs", 0}, {"why", "its share of the time was over"}}));
  for (const Json& level : target.at("levels")) EXPECT_EQ(level.at("reached"), level.at("kind") == "clauses" || level.at("kind") == "windows") << level;
}

TEST_F(ABudgetOfNothing, IsNoPassInJunit) {
  const std::string text = junit_text(reports.all, "windows");
  EXPECT_NE(text.find("name=\"level walks\">\n      <skipped message=\"not reached: its share of the time was over\"/>"), std::string::npos);
  EXPECT_NE(text.find("name=\"level clauses\"/>"), std::string::npos);
}

TEST(ALevelThatIsReached, IsWholeOrCut) {
  for (const Reach& each : run({LevelKind::clauses, LevelKind::walks}, std::chrono::hours(1)).reached) EXPECT_EQ(each.how, Reach::How::whole);
  const CampaignResult cut = run({LevelKind::random}, std::chrono::milliseconds(60));
  ASSERT_EQ(cut.reached.size(), 1u);
  EXPECT_EQ(cut.reached.front().how, Reach::How::cut);
  EXPECT_EQ(unreached_text(cut.reached), "");
}

TEST(ARunOfWhichNothingIsReached, IsNotJudged) {
  const CampaignResult result = run({LevelKind::walks}, std::chrono::milliseconds(0));
  EXPECT_EQ(exit_code_of(Reports(result).all), 3);
}

}  // namespace
}  // namespace certlife::conformance
