#include <gtest/gtest.h>

#include "tests/conformance/campaign/level.h"

namespace certlife::conformance {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

TEST(ABudget, IsSharedByWeightAndWhatOneLeavesIsThereForTheNext) {
  const auto start = Budget::Clock::now();
  const Budget all(seconds(60), start);
  const Budget first = all.part(1, 3, start);
  EXPECT_FALSE(first.is_over(start + seconds(19)));
  EXPECT_TRUE(first.is_over(start + seconds(21)));
  // The first took 2 seconds only: 58 are left for two.
  const Budget second = all.part(1, 2, start + seconds(2));
  EXPECT_FALSE(second.is_over(start + seconds(30)));
  EXPECT_TRUE(second.is_over(start + seconds(32)));
  EXPECT_FALSE(all.part(1, 1, start + seconds(40)).is_over(start + seconds(59)));
}

TEST(ABudget, IsOverAtOnceWhenNothingIsLeft) {
  const auto start = Budget::Clock::now();
  EXPECT_TRUE(Budget(seconds(1), start).part(1, 1, start + seconds(5)).is_over(start + seconds(5)));
}

TEST(ABudget, WithoutEndIsNeverOver) { EXPECT_FALSE(Budget().part(1, 2).is_over(Budget::Clock::now() + std::chrono::hours(1000))); }

TEST(ADuration, IsReadWithItsUnit) {
  EXPECT_EQ(parse_duration("500ms", "--for"), milliseconds(500));
  EXPECT_EQ(parse_duration("60s", "--for"), seconds(60));
  EXPECT_EQ(parse_duration("7", "--for"), seconds(7));
  EXPECT_EQ(parse_duration("2m", "--for"), seconds(120));
  EXPECT_EQ(parse_duration("1h", "--for"), seconds(3600));
  for (const auto* bad : {"", "s", "5 s", "-1s", "99999999999999999999s", "1d"})
    EXPECT_THROW(parse_duration(bad, "--for"), std::invalid_argument) << bad;
}

TEST(AShard, IsReadAsOneOfSeveral) {
  EXPECT_EQ(parse_shard("2/4").index, 2u);
  EXPECT_EQ(parse_shard("2/4").count, 4u);
  for (const auto* bad : {"5/4", "0/4", "1/0", "1", "/", "a/b", "1/4x", "-1/4"}) EXPECT_THROW(parse_shard(bad), std::invalid_argument) << bad;
}

TEST(Levels, AreReadByTheirNames) {
  EXPECT_EQ(parse_levels("tour,soak"), (Levels{LevelKind::tour, LevelKind::soak}));
  EXPECT_EQ(parse_levels("clauses,windows,exhaustive,tour,walks,random,soak"), every_level());
  for (const auto* bad : {"", "tour,", "dance"}) EXPECT_THROW(parse_levels(bad), std::invalid_argument) << bad;
}

}  // namespace
}  // namespace certlife::conformance
