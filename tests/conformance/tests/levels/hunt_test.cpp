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

struct Told {
  int code = 0;
  std::string text;
};

Told told_by_replay(const std::string& file, const std::string& target) {
  testing::internal::CaptureStdout();
  const int code = replay(file, target, "windows");
  return {code, testing::internal::GetCapturedStdout()};
}

TEST(AHunt, FindsAPlantedFaultAndTheTraceItSavesShowsTheSameAgain) {
  const Kept kept = hunt_for("duplicate_adds_no_reference");
  ASSERT_FALSE(kept.result.deviations.empty());
  for (const std::string& file : kept.result.files) {
    ASSERT_TRUE(std::filesystem::exists(file)) << file;
    const Told told = told_by_replay(file, kept.options.target);
    EXPECT_EQ(told.code, 1) << file;
    EXPECT_NE(told.text.find("\nsame, and not allowed\n"), std::string::npos) << told.text;
  }
}

TEST(AHunt, SavesATraceThatIsDifferentOnATargetWithoutTheFault) {
  const Kept kept = hunt_for("check_forgets_other_handles");
  ASSERT_FALSE(kept.result.files.empty());
  const Told told = told_by_replay(kept.result.files.front(), "model");
  EXPECT_EQ(told.code, 0);
  EXPECT_NE(told.text.find("\ndifferent, and allowed\n"), std::string::npos) << told.text;
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
