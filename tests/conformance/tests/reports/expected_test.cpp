// Expected files: what an implementation is known to do, read and written.
#include <gtest/gtest.h>

#include "model/trace/plain_text.h"
#include "tests/conformance/campaign/expected.h"
#include "tests/conformance/tests/reports/sample.h"

namespace certlife::conformance {
namespace {

std::string complaint_about(const std::string& text) {
  try {
    parse_expected("known.toml", text);
  } catch (const BadExpectedFile& error) {
    return error.what();
  }
  return "";
}

std::string entry(const std::string& clause, const std::string& more = "") {
  return "target = 'wine-8.0'\n[[deviation]]\nclause = '" + clause + "'\nshape = 'x'\nobserved = 'y'\nprogram = [ '{\"call\":\"CertCloseStore\"}' ]\n" + more;
}

TEST(ExpectedFile, ReadsWhatWasWritten) {
  auto steady = sample::deviation("CLOSE-5", "s1 = CertOpenStore(CERT_STORE_PROV_MEMORY); CertCloseStore(s1, 0)"), flaky = steady;
  flaky.reruns = {1, 5};
  const ExpectedFile file = parse_expected("known.toml", expected_text("wine-8.0", {steady, flaky}));
  ASSERT_EQ(file.deviations.size(), 2u);
  EXPECT_EQ(file.target, "wine-8.0");
  EXPECT_EQ(file.deviations[0].shape, steady.shape);
  EXPECT_EQ(file.deviations[0].program, steady.requests);
  EXPECT_FALSE(file.deviations[0].flaky);
  EXPECT_TRUE(file.deviations[1].flaky);
}

TEST(ExpectedFile, KeepsWhatPeopleWroteWhenItIsWrittenAgain) {
  const auto known = sample::deviation("CLOSE-5", "CertCloseStore(NULL, 0)"), another = sample::deviation("CLOSE-6", "CertCloseStore(s1, 0)");
  ExpectedFile before = parse_expected("known.toml", expected_text("wine-8.0", {known}));
  before.deviations[0].note = "It forgets 'one' and\n\"two\".";
  before.deviations[0].hazard = true;
  const ExpectedFile again = parse_expected("known.toml", expected_text("wine-8.0", {another, known}, before));
  ASSERT_EQ(again.deviations.size(), 2u);
  EXPECT_EQ(again.deviations[0].note, "");
  EXPECT_FALSE(again.deviations[0].hazard);
  EXPECT_EQ(again.deviations[1].note, before.deviations[0].note);
  EXPECT_TRUE(again.deviations[1].hazard);
}

TEST(ExpectedFile, WritesTextsThatTomlWouldTakeForItsOwn) {
  auto odd = sample::deviation("CLOSE-5", "CertCloseStore(NULL, 0)");
  odd.observed = "it's \"odd\"\\\nreally";
  EXPECT_EQ(parse_expected("known.toml", expected_text("it's", {odd})).deviations[0].observed, odd.observed);
}

TEST(ExpectedFile, LetsNoTextOfATargetBecomeMoreThanAText) {
  const std::string plant = "x\ntarget = 'x'\n[[deviation]]\nclause = 'CLOSE-2'\nshape = \"planted\"\n#'''\"\"\"\x1B[2J\u009B\u202E\r";
  auto odd = sample::deviation("CLOSE-5", "CertCloseStore(NULL, 0)");
  odd.shape = odd.observed = plant;
  odd.requests.front().call = plant;
  const std::string text = expected_text(plant, {odd});
  EXPECT_FALSE(trace::has_unprintable(text.substr(0, text.find('\n')))) << text;
  const ExpectedFile file = parse_expected("known.toml", text);
  EXPECT_EQ(file.target, plant);
  ASSERT_EQ(file.deviations.size(), 1u);
  EXPECT_EQ(file.deviations[0].shape, plant);
  EXPECT_EQ(file.deviations[0].observed, plant);
  EXPECT_EQ(file.deviations[0].program.front().call, plant);
}

TEST(ExpectedFile, ReplacesBytesThatAreNoUtf8) {
  auto odd = sample::deviation("CLOSE-5", "CertCloseStore(NULL, 0)");
  odd.observed = "a\xFFz\xC3";
  EXPECT_EQ(parse_expected("known.toml", expected_text("lib", {odd})).deviations[0].observed, "a\uFFFDz\uFFFD");
}

TEST(ExpectedFile, ThatNestsDeeplyIsRefused) {
  std::string keys = "a";
  for (int i = 0; i < 100'000; ++i) keys += ".a";
  for (const std::string& text : {"a = " + std::string(100'000, '['), "target = 'x'\n[" + keys + "]", keys + " = 1", "a = " + std::string(100, '{')})
    EXPECT_TRUE(complaint_about(text).ends_with(": nested too deeply")) << complaint_about(text).substr(0, 200);
  const std::string brackets(100, '['), dots(100, '.');
  EXPECT_EQ(complaint_about("target = '" + brackets + "' # " + brackets + "\nb = \"\"\"\n" + dots + "\\\"" + brackets + "\"\"\""), "");
}

TEST(ExpectedFile, NamesThePlaceOfWhatIsWrong) {
  EXPECT_TRUE(complaint_about("target =").starts_with("known.toml:1:")) << complaint_about("target =");
  EXPECT_NE(complaint_about("").find("\"target\" is missing"), std::string::npos);
  EXPECT_NE(complaint_about(entry("NOPE-1")).find("there is no clause NOPE-1"), std::string::npos);
  EXPECT_TRUE(complaint_about(entry("NOPE-1")).starts_with("known.toml:2:")) << complaint_about(entry("NOPE-1"));
  EXPECT_NE(complaint_about("target = 'x'\ndeviation = 3").find("is a list of tables"), std::string::npos);
  EXPECT_NE(complaint_about(entry("CLOSE-5", "flaky = 'often'")).find("\"flaky\" is true or false"), std::string::npos);
}

TEST(ExpectedFile, RefusesAProgramThatIsNoTrace) {
  const std::string text = "target = 'x'\n[[deviation]]\nclause = 'CLOSE-5'\nshape = 'x'\nobserved = 'y'\nprogram = [ 'open it' ]\n";
  EXPECT_TRUE(complaint_about(text).starts_with("known.toml:6:")) << complaint_about(text);
}

TEST(ExpectedFile, ThatCannotBeReadIsSaidToBeSo) { EXPECT_THROW(read_expected("/nowhere/known.toml"), BadExpectedFile); }

TEST(ExpectedFile, OfATargetWithoutOneIsEmpty) { EXPECT_TRUE(expected_of("nobody's").deviations.empty()); }

}  // namespace
}  // namespace certlife::conformance
