// Ctrl-C, or the end of a session, ends the judge and everything that it started, and leaves no file behind.
#include <gtest/gtest.h>
#include <signal.h>

#include "tests/conformance/tests/hostile/tool_run.h"

namespace certlife::conformance {
namespace {

Limits interrupted_by(int number) {
  Limits limits;
  limits.interrupt = number;
  return limits;
}

// The harness hangs, and so does a child of it, when the signal comes. Without one the run would take much longer.
void expect_clean_end(const std::vector<std::string>& arguments, int number) {
  const ToolRun run = run_tool("certlife-conform", arguments, interrupted_by(number));
  EXPECT_FALSE(run.hung);
  EXPECT_EQ(run.signal, number) << run.output << run.errors;
  EXPECT_TRUE(run.still_running.empty());
  EXPECT_TRUE(run.left.empty()) << run.left.front();
}

class AnInterrupt : public testing::TestWithParam<int> {};

TEST_P(AnInterrupt, OfConformLeavesNothingBehind) {
  expect_clean_end({"conform", "--harness", hostile("run_fork_hang"), "--level", "clauses", "--patience", "60"}, GetParam());
}

TEST_P(AnInterrupt, OfReplayLeavesNothingBehind) {
  expect_clean_end({"replay", "--harness", hostile("run_fork_hang"), "--calls", "CertCloseStore(NULL, 0)", "--times", "1000"}, GetParam());
}

INSTANTIATE_TEST_SUITE_P(Every, AnInterrupt, testing::Values(SIGINT, SIGTERM, SIGHUP), [](const auto& one) { return std::string(sigabbrev_np(one.param)); });

TEST(AnInterrupt, AsksHuntToStopInGoodOrder) {
  const ToolRun run = run_tool("certlife-conform", {"hunt", "--harness", hostile("run_fork_hang")}, interrupted_by(SIGINT));
  EXPECT_FALSE(run.hung);
  EXPECT_TRUE(run.signal == SIGINT || run.output.find("stopped: ") != std::string::npos) << run.output << run.errors;
  EXPECT_TRUE(run.still_running.empty());
  EXPECT_TRUE(run.left.empty()) << run.left.front();
}

TEST(AnInterrupt, OfFingerprintLeavesNothingBehind) {
  expect_clean_end({"fingerprint", "--harness", hostile("run_fork_hang")}, SIGINT);
}

}  // namespace
}  // namespace certlife::conformance
