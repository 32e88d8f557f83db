#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/conformance/campaign/hunt.h"
#include "tests/conformance/campaign/model_port.h"
#include "tests/conformance/cli/replay.h"

namespace certlife::conformance {
namespace {

struct Kept {
  HuntOptions options;
  HuntResult result;
  std::string said;
};

Kept hunt_for(const std::string& fault) {
  Kept kept;
  kept.options.target = fault.empty() ? "model" : "model:" + fault;
  kept.options.time = std::chrono::milliseconds(700);
  kept.options.save = (std::filesystem::path(testing::TempDir()) / ("certlife_hunt_" + fault + "_" + std::to_string(getpid()))).string();
  std::filesystem::remove_all(kept.options.save);
  ModelPort port(fault);
  const std::atomic<bool> stop{false};
  std::ostringstream said;
  kept.result = hunt_on(port, kept.options, stop, said);
  kept.said = said.str();
  return kept;
}

TEST(AHunt, FindsAPlantedFaultAndTheTraceItSavesShowsTheSameAgain) {
  const Kept kept = hunt_for("duplicate_adds_no_reference");
  ASSERT_FALSE(kept.result.deviations.empty());
  for (const std::string& file : kept.result.files) {
    ASSERT_TRUE(std::filesystem::exists(file)) << file;
    testing::internal::CaptureStdout();
    const int code = replay(file, kept.options.target, "windows");
    EXPECT_EQ(code, 0) << file << "\n" << testing::internal::GetCapturedStdout();
    if (code == 0) testing::internal::GetCapturedStdout();
  }
}

TEST(AHunt, SavesATraceThatIsDifferentOnATargetWithoutTheFault) {
  const Kept kept = hunt_for("check_forgets_other_handles");
  ASSERT_FALSE(kept.result.files.empty());
  testing::internal::CaptureStdout();
  const int code = replay(kept.result.files.front(), "model", "windows");
  testing::internal::GetCapturedStdout();
  EXPECT_EQ(code, 1);
}

TEST(AHunt, NamesTheFileByWhatItShowsAndEndsWithTheCommandThatShowsItAgain) {
  const Kept kept = hunt_for("check_forgets_other_handles");
  ASSERT_FALSE(kept.result.files.empty());
  EXPECT_TRUE(std::filesystem::path(kept.result.files.front()).filename().string().starts_with("close_")) << kept.result.files.front();
  EXPECT_NE(kept.said.find("again:    certlife replay " + kept.result.files.front() + " --target model:check_forgets_other_handles"), std::string::npos)
      << kept.said;
}

TEST(AHunt, OfTheModelFindsNothingAndStopsWhenItsTimeIsOver) {
  const Kept kept = hunt_for("");
  EXPECT_TRUE(kept.result.deviations.empty()) << kept.said;
  EXPECT_GT(kept.result.calls, 0u);
  EXPECT_LT(kept.result.seconds, 10.0);
}

TEST(AHunt, StopsWhenItIsAskedTo) {
  ModelPort port;
  HuntOptions options;
  options.target = "model";
  const std::atomic<bool> stop{true};
  std::ostringstream said;
  EXPECT_EQ(hunt_on(port, options, stop, said).rounds, 0u);
}

}  // namespace
}  // namespace certlife::conformance
