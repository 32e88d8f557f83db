// A right implementation in another language, written after PROTOCOL.md alone, gets no deviation, whatever the seed. A longer run of the
// same: for s in $(seq 20); do certlife conform --harness 'python3 tests/conformance/examples/complete_harness.py' --seed $s; done
#include <gtest/gtest.h>

#include "tests/conformance/target/json_text.h"
#include "tests/conformance/target/target.h"
#include "tests/conformance/tests/cli/command_line.h"

namespace certlife::conformance {
namespace {

std::string complete_harness() { return "--harness \"python3 " + (conformance_folder() / "examples" / "complete_harness.py").string() + "\""; }

class ARightHarness : public testing::TestWithParam<int> {
 protected:
  void SetUp() override {
    if (python_harness().empty()) GTEST_SKIP() << "there is no python3";
  }
};

TEST_P(ARightHarness, GetsNoDeviation) {
  const auto json = scratch_file("right.json");
  const Outcome outcome = certlife_conform("conform " + complete_harness() + " --seed " + std::to_string(GetParam()) +
                                           " --level clauses,walks,random,soak --random 150 --budget 8s --json " + json.string());
  EXPECT_EQ(outcome.code, 0) << outcome.output << outcome.errors;
  const Json target = Json::parse(content_of(json)).at("targets").at(0);
  EXPECT_GT(target.at("judged"), 3000);
  EXPECT_EQ(target.at("judgeCanSee").at("seen"), target.at("judgeCanSee").at("of"));
  EXPECT_GE(target.at("judgeCanSee").at("of"), 11) << "all but persisted";
}

INSTANTIATE_TEST_SUITE_P(WithSeed, ARightHarness, testing::Range(1, 21), [](const auto& seed) { return std::to_string(seed.param); });

TEST(ARightHarnessInAnotherLanguage, GetsNoDeviationInShortProgramsAndTours) {
  if (python_harness().empty()) GTEST_SKIP() << "there is no python3";
  const Outcome outcome = certlife_conform("conform " + complete_harness() + " --level exhaustive,tour --depth 3 --budget 20s");
  EXPECT_EQ(outcome.code, 0) << outcome.output << outcome.errors;
}

}  // namespace
}  // namespace certlife::conformance
