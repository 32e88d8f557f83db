#include <gtest/gtest.h>

#include <cstring>

#include "model/domain/packed.h"
#include "model/explore/explorer.h"
#include "scopes.h"

namespace certlife::model::explore {
namespace {

using D = Packed<2, 3>;

bool same(const World<D>& one, const World<D>& other) {
  bool equal = one.next_position == other.next_position;
  World<D>::for_each_field(
      [&](const char*, const auto& a, const auto& b) { equal = equal && std::memcmp(&a, &b, sizeof a) == 0; }, one, other);
  return equal;
}

class PackedState : public testing::TestWithParam<NamedScope> {};

template <class Key>
void expect_round_trips(const NamedScope& it) {
  Explorer<D, Key> explorer{it.scope, {it.settled}, {.symmetry = false}};
  explorer.run();
  std::uint64_t different = 0;
  explorer.for_each_state([&](const Key& key) {
    const World<D> world = explorer.packing().unpack(key);
    every_call(world, it.scope, [&](const auto& call) {
      World<D> after = Step<D>{world, {it.settled}}(call).after;
      if (!is_within(it.scope, after)) return;
      settle(after, it.scope);
      different += !same(explorer.packing().unpack(explorer.packing().template pack<Key>(after)), after);
    });
  });
  EXPECT_EQ(different, 0u);
}

TEST_P(PackedState, UnpacksToTheVerySameWorld) { expect_round_trips<WideKey>(GetParam()); }

TEST_P(PackedState, UnpacksToTheVerySameWorldFromASingleMachineWord) {
  ASSERT_LT(Packing<D>{GetParam().scope}.width(), bits_of<NarrowKey>);
  expect_round_trips<NarrowKey>(GetParam());
}

TEST_P(PackedState, IsSettledOnceAndForAll) {
  Explorer<D, WideKey> explorer{GetParam().scope, {GetParam().settled}, {}};
  explorer.run();
  explorer.for_each_state([&](const WideKey& key) { EXPECT_EQ(explorer.key_of(explorer.packing().unpack(key)), key); });
}

INSTANTIATE_TEST_SUITE_P(Scopes, PackedState, testing::ValuesIn(test_scopes()),
                         [](const auto& each) { return each.param.name; });

TEST(StateSet, KeepsEveryKeyWhileItGrows) {
  StateSet<NarrowKey> set{true};
  for (NarrowKey key = 0; key < 100'000; ++key) ASSERT_TRUE(set.insert(key * 977, hash_of(key * 977), key));
  for (NarrowKey key = 0; key < 100'000; ++key) ASSERT_FALSE(set.insert(key * 977, hash_of(key * 977), 0));
  EXPECT_EQ(set.size(), 100'000u);
  EXPECT_EQ(set.parent_of(977 * 4711), 4711u);
}

}  // namespace
}  // namespace certlife::model::explore
