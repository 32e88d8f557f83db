// What the judge tells of an accepted call: the clauses that decided it, and the values of choices that are left.
#include <gtest/gtest.h>

#include <algorithm>

#include "model/oracle/tests/story.h"
#include "model/trace/reader.h"

namespace certlife::oracle {
namespace {

constexpr auto choice = model::Choice::check_counts_other_handles;
constexpr std::uint8_t yes = 0, no = 1;

bool has(const std::vector<const char*>& clauses, std::string_view clause) {
  return std::any_of(clauses.begin(), clauses.end(), [&](std::string_view each) { return each == clause; });
}

// A store with two handles, under a reading that leaves all choices free.
struct WithTwoHandles : Story {
  WithTwoHandles() : Story(Judge::Options{.admitting = model::Reading::everything_free()}) {
    open("s1").call("CertDuplicateStore", R"("args":{"hCertStore":"s1"},"ret":"s1")");
  }
};

TEST(AnAcceptedCall, IsToldWithTheClausesThatDecidedIt) {
  Story story;
  story.open("s1");
  EXPECT_TRUE(has(story.judge().decided(), "OPEN-1"));
  story.close("s1", "CHECK", R"("ret":true)");
  EXPECT_FALSE(has(story.judge().decided(), "OPEN-1"));
  EXPECT_TRUE(has(story.judge().decided(), "CLOSE-4"));
}

TEST(ARejectedCall, WasDecidedByNoClause) {
  Story story;
  story.open("s1").close("s1", "CHECK", R"("ret":false)");
  EXPECT_TRUE(story.judge().decided().empty());
}

TEST(ACall, IsToldWithTheClausesThatWouldDecideItWhateverItReturns) {
  // CLOSE-7, CLOSE-22
  WithTwoHandles story;
  const auto line = trace::parse_line(R"({"call":"CertCloseStore","args":{"hCertStore":"s1","dwFlags":["CERT_CLOSE_STORE_CHECK_FLAG"]}})");
  EXPECT_TRUE(has(story.judge().would_decide(line), "CLOSE-7"));
  EXPECT_TRUE(has(story.judge().would_decide(line), "CLOSE-22"));
}

TEST(TheValuesOfAChoice, AreUnknownUntilACallAsksForIt) {
  WithTwoHandles story;
  EXPECT_TRUE(story.judge().values_left(choice).empty());
}

TEST(TheValuesOfAChoice, AreNarrowedByWhatWasSeen) {
  // CLOSE-7
  WithTwoHandles counts, counts_not;
  counts.close("s1", "CHECK", R"("ret":false)");
  counts_not.close("s1", "CHECK", R"("ret":true)");
  EXPECT_EQ(counts.judge().values_left(choice), std::set<std::uint8_t>{yes});
  EXPECT_EQ(counts_not.judge().values_left(choice), std::set<std::uint8_t>{no});
}

}  // namespace
}  // namespace certlife::oracle
