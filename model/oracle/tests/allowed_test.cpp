#include <gtest/gtest.h>

#include "model/oracle/tests/story.h"
#include "model/trace/reader.h"

namespace certlife::oracle {
namespace {

Verdict allowed(Story& story, std::string_view line) { return story.judge().allowed(trace::parse_line(line)); }

TEST(AllowedAnswers, AreToldForEachReading) {
  // CLOSE-7
  Story story;
  story.open("s1").call("CertDuplicateStore", R"("args":{"hCertStore":"s1"},"ret":"s1")");
  const Verdict verdict = allowed(story, R"({"call":"CertCloseStore","args":{"hCertStore":"s1","dwFlags":["CERT_CLOSE_STORE_CHECK_FLAG"]}})");
  bool page_says_true = false, windows_says_false = false;
  for (const Allowed& each : verdict.allowed) {
    page_says_true = page_says_true || (each.answer.ret.truth && readings_of(each.readings) == "page");
    windows_says_false = windows_says_false || (!each.answer.ret.truth && readings_of(each.readings) == "header, windows");
  }
  EXPECT_TRUE(page_says_true);
  EXPECT_TRUE(windows_says_false);
}

TEST(AllowedAnswers, SpeakOfANewObjectWithoutInventingItsName) {
  Story story;
  const Verdict verdict = allowed(story, R"({"call":"CertOpenStore","args":{"lpszStoreProvider":"Memory"}})");
  ASSERT_EQ(verdict.allowed.size(), 1u);
  EXPECT_EQ(to_json(verdict.allowed[0]), R"({"ret":{"new":"store"},"readings":["page","header","windows"],"clauses":["OPEN-1"]})");
}

TEST(AllowedAnswers, LeaveTheWorldAsItIs) {
  Story story;
  story.open("s1");
  for (int i = 0; i < 3; ++i) allowed(story, R"({"call":"CertCloseStore","args":{"hCertStore":"s1"}})");
  EXPECT_EQ(kind_of(story.close("s1", "CHECK", R"("ret":true)")), "accepted");
}

TEST(AllowedAnswers, SayThatACallWouldBeTheCallersFault) {
  // HANDLE-1
  Story story;
  story.open("s1").close("s1", "", R"("ret":true)");
  const Verdict verdict = allowed(story, R"({"call":"CertCloseStore","args":{"hCertStore":"s1"}})");
  EXPECT_EQ(kind_of(verdict), "undefined");
  EXPECT_EQ(clauses_of(verdict), "HANDLE-1, CLOSE-2");
  EXPECT_FALSE(story.judge().is_defined(trace::parse_line(R"({"call":"CertCloseStore","args":{"hCertStore":"s1"}})")));
}

}  // namespace
}  // namespace certlife::oracle
