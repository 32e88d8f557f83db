#include <gtest/gtest.h>

#include "proofs/refute/refuter.h"
#include "proofs/refute/weakening.h"

namespace certlife::proofs {

namespace {

class SeededFault : public testing::TestWithParam<std::size_t> {};

TEST_P(SeededFault, IsRefutedByTheProverAndByCalls) {
  const auto results = refute(mutants::about[GetParam()].name);
  ASSERT_EQ(results.size(), 1u);
  EXPECT_FALSE(results[0].unprovable.empty()) << "every claim is still proved: " << results[0].sentence;
  EXPECT_TRUE(results[0].shown.found) << "no calls break a claim: " << results[0].sentence;
}

INSTANTIATE_TEST_SUITE_P(All, SeededFault, testing::Range<std::size_t>(0, mutants::count),
                         [](const auto& parameter) { return std::string(mutants::about[parameter.param].name); });

TEST(SeededFaults, AreAtLeastTwenty) { EXPECT_GE(mutants::count, 20u); }

TEST(SeededFaults, AreShownByTheFewestCalls) {
  const auto result = refute("plain_close_clobbers_last_error");
  ASSERT_EQ(result.size(), 1u);
  EXPECT_EQ(result[0].shown.calls.size(), 3u);  // Open, add with an out pointer, close.
}

}  // namespace

}  // namespace certlife::proofs
