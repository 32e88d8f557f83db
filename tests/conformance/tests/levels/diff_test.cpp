#include <gtest/gtest.h>

#include "model/programs/pattern.h"
#include "tests/conformance/campaign/readings_diff.h"

namespace certlife::conformance {
namespace {

const Difference* of_choice(const DiffSearch& found, model::Choice choice) {
  for (const Difference& each : found.by_choice)
    if (each.choices.front() == choice) return &each;
  return nullptr;
}

// CLOSE-7
TEST(PageAndWindows, DifferOnClosingOneOfTwoHandlesWithCheckAndNothingElseHeld) {
  const DiffSearch found = difference_of(reading_described("page"), reading_described("windows"), 3);
  const Difference* close = of_choice(found, model::Choice::check_counts_other_handles);
  ASSERT_NE(close, nullptr);
  EXPECT_EQ(shape_of(close->program),
            "s1 = CertOpenStore(CERT_STORE_PROV_MEMORY, NULL, 0, NULL); s2 = CertDuplicateStore(s1); CertCloseStore(s1, CERT_CLOSE_STORE_CHECK_FLAG)");
  ASSERT_FALSE(close->allowed[0].empty());
  ASSERT_FALSE(close->allowed[1].empty());
  for (const auto& each : close->allowed[0]) EXPECT_NE(each.text.find("\"ret\":true"), std::string::npos) << each.text;
  for (const auto& each : close->allowed[1]) EXPECT_NE(each.text.find("\"ret\":false"), std::string::npos) << each.text;
}

TEST(ADifference, IsShownByAProgramNoLongerThanThatOfAnyChoice) {
  const DiffSearch found = difference_of(reading_described("page"), reading_described("windows"), 3);
  ASSERT_TRUE(found.shortest);
  ASSERT_FALSE(found.by_choice.empty());
  EXPECT_LE(found.shortest->program.size(), found.by_choice.front().program.size());
  EXPECT_NE(found.shortest->allowed[0], found.shortest->allowed[1]);
}

TEST(ADifference, IsPrintedInWords) {
  testing::internal::CaptureStdout();
  const int code = diff("windows,force_commits=yes", "windows,force_commits=no");
  const std::string text = testing::internal::GetCapturedStdout();
  EXPECT_EQ(code, 0);
  EXPECT_NE(text.find("      TRUE; last error unchanged; "), std::string::npos) << text;
  for (const char* json : {"{", "}", "\"ret\""}) EXPECT_EQ(text.find(json), std::string::npos) << text;
}

TEST(AReadingAndItself, AreToldApartByNoProgram) {
  const DiffSearch found = difference_of(reading_described("windows"), reading_described("windows"));
  EXPECT_FALSE(found.shortest);
  EXPECT_TRUE(found.by_choice.empty());
}

// CLOSE-32
TEST(AReading, CanBeGivenWithOneValueInPlaceOfItsOwn) {
  const DiffSearch found = difference_of(reading_described("windows,force_commits=yes"), reading_described("windows,force_commits=no"), 3);
  ASSERT_TRUE(found.shortest);
  EXPECT_EQ(found.shortest->choices, std::vector{model::Choice::force_commits});
  EXPECT_EQ(found.shortest->program.back().which, trace::Call::CertCloseStore);
  EXPECT_THROW(reading_described("windows,force_commits=perhaps"), std::invalid_argument);
  EXPECT_THROW(reading_described("sideways"), std::invalid_argument);
}

}  // namespace
}  // namespace certlife::conformance
