#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "model/trace/bad_input.h"
#include "tests/conformance/campaign/coverage.h"

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
    } catch (const trace::BadInput& error) {
      EXPECT_TRUE(std::string(error.what()).starts_with(path)) << error.what();
    }
  }
}

TEST(ACoverageFile, ThatIsNotSoundIsRefusedWithThePlace) {
  const std::pair<const char*, const char*> cases[] = {
      {"{\"certlife-coverage\":1,\n \"targets\":{\"a\":{\"clauses\":{\"of\":1}}}}", "2:28: \"ids\" is missing"},
      {"{\"certlife-coverage\":1,\"targets\":\n[]}", "2:1: expected an object"},
      {"{\"certlife-coverage\":1,\"targets\":{\"a\":{\"clauses\":{\"of\":\"1\",\"ids\":[]}}}}", "1:56: expected a whole number of at most 10000000"},
      {"{\"certlife-coverage\":1,\"targets\":{\"a\":{\"clauses\":{\"of\":-1,\"ids\":[]}}}}", "1:56: expected a whole number of at most 10000000"},
      {"{\"certlife-coverage\":1,\"targets\":{\"a\":{\"clauses\":{\"of\":1,\"ids\":[\"CLOSE-1\",7]}}}}", "1:75: expected a text"},
      {"{\n\"certlife-coverage\" 1}", "2:21: this is no JSON"},
      {"{\"certlife-coverage\":1,\"certlife-coverage\":2}", "1:1: a key stands twice in an object of it"}};
  for (const auto& [text, message] : cases) {
    const std::string path = written(text);
    try {
      read_coverage(path);
      ADD_FAILURE() << text;
    } catch (const trace::BadInput& error) {
      EXPECT_EQ(std::string(error.what()), path + ":" + message);
    }
  }
}

TEST(ACoverageFile, ThatNestsDeeplyIsRefused) {
  const std::string path = written(std::string(1'000'000, '['));
  EXPECT_THROW(read_coverage(path), trace::BadInput);
}

}  // namespace
}  // namespace certlife::conformance
