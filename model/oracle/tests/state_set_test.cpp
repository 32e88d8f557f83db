// The states that may be the case, followed by calls that open stores under names of the caller's choice.
#include "model/oracle/state_set.h"

#include <gtest/gtest.h>

#include "model/oracle/candidate.h"

namespace certlife::oracle {
namespace {

using States = StateSet<Candidate>;

constexpr std::uint32_t first = first_free_store;

ConcreteCall opening(std::uint32_t store) {
  model::OpenStore<Concrete> open;
  open.fresh_store = {store};
  return open;
}

// A branch for each of these stores, which it opens.
std::vector<Branch> branches_opening(const States& states, std::initializer_list<std::uint32_t> stores) {
  std::vector<Branch> branches;
  const auto is_defined = [](const Outcome&) -> const char* { return nullptr; };
  for (const std::uint32_t store : stores) {
    states.for_each_branch(states.front(), opening(store), {}, is_defined, [&](Outcome& outcome, const Choosing& way) {
      branches.emplace_back(0, std::move(outcome), way);
      return true;
    });
  }
  return branches;
}

States after_opening(std::initializer_list<std::uint32_t> stores, std::size_t most) {
  const States states(readings(), Candidate::at_the_start(), most);
  return states.after(branches_opening(states, stores), [](Candidate&, const Branch&) {});
}

bool is_open(const Candidate& state, std::uint32_t store) { return state.world.store_exists.at({store}); }

TEST(TheStates, StayAsTheyAreWhileTheirBranchesLeadToOthers) {
  const States states(readings(), Candidate::at_the_start(), 10);
  const States next = states.after(branches_opening(states, {first, first + 1}), [](Candidate&, const Branch&) {});
  EXPECT_FALSE(is_open(states.front(), first));
  ASSERT_EQ(next.size(), 2u);
  EXPECT_TRUE(is_open(next[0], first));
  EXPECT_FALSE(is_open(next[1], first));
  EXPECT_TRUE(is_open(next[1], first + 1));
}

TEST(TheStates, AreReplacedByTheBranchesThatAreTaken) {
  States states(readings(), Candidate::at_the_start(), 10);
  auto branches = branches_opening(states, {first, first + 1});
  states.take(branches, [](const Candidate&, const Branch&) { return 0; }, [](Candidate&, const Branch&, int) {});
  ASSERT_EQ(states.size(), 2u);
  EXPECT_NE(is_open(states[0], first), is_open(states[1], first));
  states.exclude(0);
  EXPECT_TRUE(states.drop_excluded());
  EXPECT_EQ(states.size(), 1u);
  EXPECT_FALSE(states.drop_excluded());
}

TEST(TheStates, BecomeOneAgainWhereTheyAreEqual) {
  States states = after_opening({first, first, first + 1}, 10);
  ASSERT_EQ(states.size(), 3u);
  states.merge_and_bound(0);
  EXPECT_EQ(states.size(), 2u);
  EXPECT_EQ(states.sampled(), 0);
}

TEST(TheStates, AreSampledBeyondTheirBoundAndSayOfWhichReadings) {
  States states = after_opening({first, first + 1, first + 2}, 2);
  states.merge_and_bound(0);
  EXPECT_EQ(states.size(), 2u);
  EXPECT_EQ(states.sampled(), every_reading());
  EXPECT_TRUE(states.values_left(model::Choice::check_counts_other_handles, every_reading()).empty());
}

}  // namespace
}  // namespace certlife::oracle
