#include <gtest/gtest.h>

#include "model/explore/explorer.h"
#include "model/oracle/readings.h"
#include "model/programs/tour.h"
#include "model/programs/walk.h"
#include "tests/conformance/campaign/model_port.h"
#include "tests/conformance/campaign/trial.h"

namespace certlife::conformance {
namespace {

namespace explore = model::explore;

// Of one kind, so that the explorer's symmetry is that of names alone.
explore::Scope small_scope() { return {.stores = 2, .contexts = 2, .kinds = 1}; }

const ScopeGraph& small_graph() {
  static const ScopeGraph graph("small", small_scope());
  return graph;
}

TEST(AScopesGraph, HasTheStatesAndTransitionsThatTheExplorerCounts) {
  explore::Explorer<SmallDomain, explore::NarrowKey> explorer(small_scope(), {explore::windows_assignment()}, {});
  const auto& counts = explorer.run();
  EXPECT_EQ(small_graph().states(), counts.states);
  EXPECT_EQ(small_graph().transitions().size() + small_graph().left_out(), counts.transitions);
  EXPECT_GT(small_graph().left_out(), 0u);
  EXPECT_GT(counts.transitions, 1000u);
}

TEST(AScopesGraph, TellsKindsApart) {
  explore::Scope scope = small_scope();
  scope.stores = 1;
  const std::size_t one_kind = ScopeGraph("one", scope).states();
  scope.kinds = 3;
  EXPECT_GT(ScopeGraph("three", scope).states(), 3 * one_kind / 2);
}

TEST(AScopesGraph, IsAnotherVersionInAnotherScope) {
  explore::Scope scope = small_scope();
  scope.most_references = 1;
  EXPECT_NE(ScopeGraph("small", scope).version(), small_graph().version());
  EXPECT_EQ(ScopeGraph("again", small_scope()).version(), small_graph().version());
}

TEST(ATour, TakesEveryTransitionAndBeginsEachRouteAtTheStart) {
  std::vector<bool> taken(small_graph().transitions().size());
  for (const Route& route : tour_of(small_graph())) {
    std::uint32_t at = 0;
    for (const std::uint32_t i : route) {
      ASSERT_EQ(small_graph().transitions()[i].from, at);
      at = small_graph().transitions()[i].to;
      taken[i] = true;
    }
  }
  EXPECT_EQ(std::count(taken.begin(), taken.end(), false), 0);
}

TEST(ATour, NeedsFewCallsBeyondOneForEachTransition) {
  std::size_t calls = 0;
  for (const Route& route : tour_of(small_graph())) calls += route.size();
  EXPECT_GE(calls, small_graph().transitions().size());
  EXPECT_LT(calls, small_graph().transitions().size() * 5 / 2);
}

// What a closed store that waits for its contexts still lists is open: a route that goes on with what it listed is cut there.
TEST(ATour, MakesAlmostOnlyCallsThatAreDefinedUnderEveryChoice) {
  const model::Reading reading = oracle::reading_called("windows");
  std::size_t looked_at = 0, calls = 0, defined = 0;
  for (const Route& route : tour_of(small_graph())) {
    if (++looked_at % 16 != 0) continue;
    calls += route.size();
    defined += defined_calls(lines_of(small_graph(), route), reading);
  }
  EXPECT_GT(defined, calls * 9 / 10);
}

TEST(ATour, IsAcceptedCallByCallWhenTheModelRunsIt) {
  const Referee referee("windows");
  ModelPort port;
  std::vector<TestProgram> programs;
  for (const Route& route : tour_of(small_graph()))
    if (programs.size() < 20) programs.push_back({{}, "tour", lines_of(small_graph(), route)});
  const auto trials = run_and_judge(port, referee, programs);
  for (std::size_t i = 0; i < trials.size(); ++i) {
    EXPECT_TRUE(trials[i].findings.empty());
    EXPECT_FALSE(trials[i].undefined);
    EXPECT_EQ(trials[i].judged, programs[i].lines.size());
  }
}

TEST(TheShortestRouteToATransition, IsNoLongerThanTheGraphIsDeep) {
  explore::Explorer<SmallDomain, explore::NarrowKey> explorer(small_scope(), {explore::windows_assignment()}, {});
  const std::size_t depth = explorer.run().levels.size() - 1;
  const ShortestRoutes routes(small_graph());
  std::size_t longest = 0;
  for (std::uint32_t i = 0; i < small_graph().transitions().size(); ++i) {
    const Route route = routes.to(i);
    ASSERT_EQ(route.back(), i);
    ASSERT_EQ(small_graph().transitions()[route.front()].from, 0u);
    longest = std::max(longest, route.size());
  }
  EXPECT_EQ(longest, depth + 1);
}

}  // namespace
}  // namespace certlife::conformance
