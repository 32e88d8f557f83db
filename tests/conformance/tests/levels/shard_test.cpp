#include <gtest/gtest.h>

#include "model/programs/scope_graph.h"
#include "tests/conformance/campaign/campaign.h"
#include "tests/conformance/campaign/counting_port.h"
#include "tests/conformance/campaign/named_programs.h"
#include "tests/conformance/tests/levels/recording_port.h"

namespace certlife::conformance {
namespace {

const std::vector<ScopeGraph>& small_graphs() {
  static const std::vector<ScopeGraph> graphs = [] {
    model::explore::Scope scope{.stores = 1, .contexts = 1, .kinds = 2};
    std::vector<ScopeGraph> all;
    all.emplace_back("small", scope);
    scope.most_handles = 1;
    all.emplace_back("smaller", scope);
    return all;
  }();
  return graphs;
}

CampaignOptions small(Levels levels) {
  CampaignOptions options;
  options.graphs = &small_graphs();
  options.levels = std::move(levels);
  options.depth = 1;
  options.random_programs = 30;
  options.guided_walks = 10;
  options.programs = clause_programs();
  options.programs.resize(20);
  return options;
}

CampaignResult run(Port& port, CampaignOptions options) {
  static const Referee referee("windows");
  return run_campaign(port, referee, options, [](const std::string&) {});
}

class TheShards : public testing::TestWithParam<LevelKind> {};

TEST_P(TheShards, TogetherRunExactlyWhatTheWholeRuns) {
  RecordingPort whole, parts;
  const CampaignResult all = run(whole, small({GetParam()}));
  std::size_t programs = 0;
  for (std::size_t i = 1; i <= 3; ++i) {
    CampaignOptions options = small({GetParam()});
    options.shard = {i, 3};
    const CampaignResult part = run(parts, options);
    programs += part.programs;
    EXPECT_LT(part.programs, all.programs);
  }
  EXPECT_GT(all.programs, 3u);
  EXPECT_EQ(programs, all.programs);
  EXPECT_EQ(parts.programs(), whole.programs());
}

INSTANTIATE_TEST_SUITE_P(Of, TheShards, testing::Values(LevelKind::clauses, LevelKind::exhaustive, LevelKind::walks, LevelKind::random, LevelKind::soak),
                         [](const auto& level) { return std::string(level_names[static_cast<std::size_t>(level.param)]); });

TEST(TheShardsOfATour, TogetherCoverWhatTheWholeCovers) {
  ModelPort model;
  const CampaignResult all = run(model, small({LevelKind::tour}));
  EXPECT_EQ(all.coverage.transitions.n, all.coverage.transitions.of);
  EXPECT_EQ(all.coverage.states.n, all.coverage.states.of);
  CoverageOfTargets sum;
  std::size_t programs = 0;
  for (std::size_t i = 1; i <= 4; ++i) {
    CampaignOptions options = small({LevelKind::tour});
    options.shard = {i, 4};
    const CampaignResult part = run(model, options);
    EXPECT_LT(part.coverage.transitions.n, all.coverage.transitions.n);
    programs += part.programs;
    add_coverage(sum, {{"model", part.covered}}, "shard");
  }
  EXPECT_EQ(programs, all.programs);
  EXPECT_EQ(coverage_text(sum), coverage_text({{"model", all.covered}}));
}

TEST(ALevel, ThatTheBudgetCutsSaysSo) {
  ModelPort model;
  CampaignOptions options = small({LevelKind::random});
  options.random_programs = 1'000'000;
  options.budget = std::chrono::milliseconds(100);
  const CampaignResult result = run(model, options);
  ASSERT_EQ(result.levels.size(), 1u);
  EXPECT_TRUE(result.levels.front().is_cut());
  EXPECT_GT(result.levels.front().extent.programs, 0u);
  EXPECT_LT(result.levels.front().extent.programs, 1'000'000u);
}

TEST(TheToursOfADefaultRun, HaveManyTransitions) {
  std::size_t transitions = 0;
  for (const ScopeGraph& graph : toured_graphs()) transitions += graph.transitions().size();
  EXPECT_GT(transitions, 20'000u);
}

TEST(ARun, CountsTheCallsThatTheTargetExecuted) {
  ModelPort model;
  const CampaignResult result = run(model, small({LevelKind::random}));
  EXPECT_EQ(result.calls, result.levels.front().extent.calls);
  EXPECT_GT(result.judged, 0u);
  EXPECT_LE(result.judged, result.calls);
}

TEST(ARun, DoesNotCountCallsThatWereNeverReached) {
  ModelPort model("closing_null_crashes");
  CountingPort counted(model);
  const Program program(2, trace::call_line(trace::Call::CertCloseStore, {{"hCertStore", trace::Value::null()}}));
  counted.run(std::span(&program, 1));
  EXPECT_EQ(counted.calls(), 0u);
}

}  // namespace
}  // namespace certlife::conformance
