#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "tests/conformance/runner/levels/coverage.h"

namespace certlife::conformance {
namespace {

Coverage some(std::set<std::uint32_t> transitions, std::set<std::string> clauses) {
  Coverage coverage;
  coverage.clauses_of = 10;
  coverage.clauses = std::move(clauses);
  coverage.scopes["small"] = {0xabcdefu, {5, {0, 1}}, {20, std::move(transitions)}};
  return coverage;
}

std::string written(const std::string& text) {
  const auto path = std::filesystem::path(testing::TempDir()) / ("certlife_coverage_test_" + std::to_string(getpid()) + ".json");
  std::ofstream(path) << text;
  return path.string();
}

TEST(Coverage, OfTwoRunsAddsUpAsSetsAndNotAsCounts) {
  CoverageOfTargets sum{{"wine-8.0", some({1, 2, 3}, {"CLOSE-1"})}};
  add_coverage(sum, {{"wine-8.0", some({3, 4}, {"CLOSE-1", "CLOSE-2"})}}, "b.json");
  EXPECT_EQ(sum.at("wine-8.0").transitions(), 4u);
  EXPECT_EQ(sum.at("wine-8.0").transitions_of(), 20u);
  EXPECT_EQ(sum.at("wine-8.0").clauses.size(), 2u);
  add_coverage(sum, {{"certlife", some({1}, {})}}, "c.json");
  EXPECT_EQ(sum.size(), 2u);
}

TEST(Coverage, OfAnotherVersionOfAScopeIsRefused) {
  CoverageOfTargets sum{{"wine-8.0", some({1}, {})}};
  Coverage other = some({2}, {});
  other.scopes["small"].version = 1;
  try {
    add_coverage(sum, {{"wine-8.0", other}}, "b.json");
    FAIL() << "it was added";
  } catch (const std::invalid_argument& error) {
    EXPECT_TRUE(std::string(error.what()).starts_with("b.json: ")) << error.what();
  }
}

TEST(Coverage, OfAnotherScopeOrOtherClausesIsRefused) {
  CoverageOfTargets sum{{"wine-8.0", some({1}, {})}};
  Coverage elsewhere = some({2}, {});
  elsewhere.scopes["large"] = elsewhere.scopes["small"];
  EXPECT_THROW(add_coverage(sum, {{"wine-8.0", elsewhere}}, "b.json"), std::invalid_argument);
  Coverage fewer = some({2}, {});
  fewer.clauses_of = 9;
  EXPECT_THROW(add_coverage(sum, {{"wine-8.0", fewer}}, "b.json"), std::invalid_argument);
}

TEST(ACoverageFile, IsReadBackAsItWasWritten) {
  const CoverageOfTargets coverage{{"wine-8.0", some({1, 2, 3, 7, 19}, {"CLOSE-1"})}};
  const CoverageOfTargets read = read_coverage(written(coverage_text(coverage)));
  EXPECT_EQ(coverage_text(read), coverage_text(coverage));
  EXPECT_EQ(read.at("wine-8.0").scopes.at("small").transitions.ids, (std::set<std::uint32_t>{1, 2, 3, 7, 19}));
}

TEST(ACoverageFile, ThatIsNotSoundIsRefusedByItsName) {
  const char* bad[] = {"", "[]", "{}", R"({"certlife-coverage":2})", R"({"certlife-coverage":1})", R"({"certlife-coverage":1,"targets":{"a":{}}})",
                       R"({"certlife-coverage":1,"targets":{"a":{"clauses":{"of":1,"ids":[]},"scopes":{"s":{"version":"1","states":{"of":2,"ids":[[0,2]]},"transitions":{"of":0,"ids":[]}}}}}})"};
  for (const char* text : bad) {
    const std::string path = written(text);
    try {
      read_coverage(path);
      ADD_FAILURE() << text;
    } catch (const std::invalid_argument& error) {
      EXPECT_TRUE(std::string(error.what()).starts_with(path)) << error.what();
    }
  }
}

}  // namespace
}  // namespace certlife::conformance
