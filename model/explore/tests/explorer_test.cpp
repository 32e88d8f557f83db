#include <gtest/gtest.h>

#include "model/domain/packed.h"
#include "model/explore/explorer.h"
#include "model/explore/program.h"
#include "model/mutants/contexts.h"
#include "scopes.h"

namespace certlife::model::explore {
namespace {

using D = Packed<2, 2>;
constexpr Options with_parents{.symmetry = true, .keeps_parents = true};

template <class Invariant>
struct OnlyOfStores : NoClaims {
  using OfStores = std::tuple<Invariant>;
};
template <class Claim>
struct OnlyOfSteps : NoClaims {
  using OfSteps = std::tuple<Claim>;
};

// Wrong on purpose.
struct NoStoreWaits {
  static constexpr About about{"no_store_waits", "A store without handles has no memory.", ""};
  template <class AnyDomain>
  static bool holds(const World<AnyDomain>& world, typename AnyDomain::Store store, const typename AnyDomain::Choices&) {
    return !world.store_allocated.at(store) || world.handles.at(store) > 0;
  }
};

// Wrong on purpose.
struct AFreeNeverEndsAStore {
  static constexpr About about{"a_free_never_ends_a_store", "A free ends no store.", ""};
  template <class AnyDomain>
  static bool holds(const Seen<AnyDomain>& it, const FreeContext<AnyDomain>&) {
    return it.after.store_allocated.at(it.store) || !it.before.store_allocated.at(it.store);
  }
};

// The rules, but duplicates of contexts are not counted.
struct MutantRules {
  using Mutant = mutants::DuplicateAddsNoReference;
  template <class AnyDomain, class ACall>
  static Outcome<AnyDomain> step(const World<AnyDomain>& before, const ACall& call, const typename AnyDomain::Choices& choices) {
    auto outcome = TheRules::step<AnyDomain>(before, call, choices);
    if constexpr (mutants::Mutates<Mutant, AnyDomain, ACall>) Mutant::template mutate<AnyDomain>(before, call, outcome, choices);
    return outcome;
  }
};

template <class Claims, class Rules = TheRules>
std::vector<std::string> shortest_program(const Options& options = with_parents) {
  Explorer<D, NarrowKey, Claims, Rules> explorer{Scope{.stores = 2, .contexts = 2}, {windows_assignment()}, options};
  explorer.run();
  if (!explorer.violation()) return {};
  std::vector<std::string> lines;
  for (const Call<D>& call : program_to_violation(explorer).calls) lines.push_back(text_of<D>(call));
  return lines;
}

// CLOSE-19
TEST(Explorer, ReachesAWaitingStoreInThreeCalls) {
  const auto program = shortest_program<OnlyOfStores<NoStoreWaits>>();
  const std::vector<std::string> expected{
      "s1 = open_store(memory)", "c1 = add_context(s1, certificate, content 0, add_new, wants_result)", "close_store(s1)"};
  EXPECT_EQ(program, expected);
}

// FREE-7, CLOSE-21
TEST(Explorer, RefutesAWrongClaimAboutCallsByTheShortestProgram) {
  const auto program = shortest_program<OnlyOfSteps<AFreeNeverEndsAStore>>();
  ASSERT_EQ(program.size(), 4u);
  EXPECT_EQ(program.back(), "free_context(c1)");
}

TEST(Explorer, FindsNoShorterProgramWithoutSymmetry) {
  Options plain = with_parents;
  plain.symmetry = false;
  EXPECT_EQ(shortest_program<OnlyOfSteps<AFreeNeverEndsAStore>>(plain).size(), 4u);
  EXPECT_EQ(shortest_program<OnlyOfStores<NoStoreWaits>>(plain).size(), 3u);
}

TEST(Explorer, RefutesAFaultInTheRulesByTheShortestProgram) {
  const auto program = shortest_program<RegisteredClaims, MutantRules>();
  ASSERT_EQ(program.size(), 2u);
  EXPECT_EQ(program.back(), "duplicate_context(c1)");
}

TEST(Explorer, StopsWhereItIsTold) {
  const Options options{.symmetry = false, .most_states = 100};
  Explorer<D, NarrowKey> explorer{Scope{.stores = 2, .contexts = 2}, {windows_assignment()}, options};
  EXPECT_FALSE(explorer.run().complete);
  EXPECT_LT(explorer.counts().states, 12'000u);
}

class EveryClaim : public testing::TestWithParam<NamedScope> {};

TEST_P(EveryClaim, HoldsAtEveryReachableStateAndForEveryCall) {
  using Large = Packed<2, 3>;
  Explorer<Large, NarrowKey, RegisteredClaims> explorer{GetParam().scope, {GetParam().settled}, with_parents};
  explorer.run();
  if (!explorer.violation()) return;
  std::string program;
  for (const Call<Large>& call : program_to_violation(explorer).calls) program += text_of<Large>(call) + "\n";
  FAIL() << explorer.violation()->claim->name << " is broken by\n" << program;
}

INSTANTIATE_TEST_SUITE_P(Scopes, EveryClaim, testing::ValuesIn(test_scopes()),
                         [](const auto& each) { return each.param.name; });

}  // namespace
}  // namespace certlife::model::explore
