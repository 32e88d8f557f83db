#include <gtest/gtest.h>

#include "model/oracle/tests/story.h"
#include "model/trace/bad_input.h"

namespace certlife::oracle {
namespace {

TEST(Judge, BlamesTheCallerForTheSecondFreeAndJudgesNothingAfterIt) {
  // CONTEXT-1
  Story story;
  story.call("CertCreateCertificateContext", R"("args":{"pbCertEncoded":"cert:A"},"ret":"c1")");
  EXPECT_EQ(kind_of(story.free("c1")), "accepted");
  const Verdict fault = story.free("c1");
  EXPECT_EQ(kind_of(fault), "undefined");
  EXPECT_EQ(clauses_of(fault), "CONTEXT-1, FREE-2");
  // However wrong, the implementation is not blamed for what follows. [HANDLE-10]
  const Verdict after = story.call("CertOpenStore", R"("args":{"lpszStoreProvider":"CERT_STORE_PROV_MEMORY"},"ret":null)");
  EXPECT_EQ(kind_of(after), "not evaluated");
  EXPECT_EQ(story.overall(), Overall::undefined);
  EXPECT_EQ(story.summary().readings, 0);
}

TEST(Judge, StaysWithARejectionThatCameBeforeTheFault) {
  // HANDLE-10
  Story story;
  story.open("s1");
  EXPECT_EQ(kind_of(story.close("s1", "", R"("ret":false)")), "rejected");
  EXPECT_EQ(kind_of(story.close("s1", "", R"("ret":true)")), "undefined");
  EXPECT_EQ(story.overall(), Overall::rejected);
}

TEST(Judge, NamesTheReadingsThatWouldAcceptWhatItsOwnRejects) {
  // CLOSE-7
  Story story;
  story.open("s1").call("CertDuplicateStore", R"("args":{"hCertStore":"s1"},"ret":"s1")");
  const Verdict close = story.close("s1", "CHECK", R"("ret":true)");
  EXPECT_EQ(kind_of(close), "rejected");
  EXPECT_EQ(readings_of(close.readings), "page");
  EXPECT_EQ(story.overall(), Overall::rejected);
  EXPECT_EQ(readings_of(story.summary().readings), "page");
}

TEST(Judge, JudgesUnderTheReadingItIsGiven) {
  // CLOSE-7
  Story story("page");
  story.open("s1").call("CertDuplicateStore", R"("args":{"hCertStore":"s1"},"ret":"s1")");
  EXPECT_EQ(kind_of(story.close("s1", "CHECK", R"("ret":true)")), "accepted");
  EXPECT_EQ(story.overall(), Overall::accepted);
}

TEST(Judge, HoldsAnImplementationToTheChoiceItHasShown) {
  // CLOSE-23
  Story story;
  story.open("s1").add("s1", "cert:A", "c1");
  EXPECT_EQ(kind_of(story.call("CertCloseStore", R"("args":{"hCertStore":"s1","dwFlags":3},"ret":true)")), "accepted");
  story.open("s2").add("s2", "cert:A", "c2");
  const Verdict second = story.call("CertCloseStore", R"("args":{"hCertStore":"s2","dwFlags":3},"ret":false)");
  EXPECT_EQ(kind_of(second), "rejected");
}

TEST(Judge, GoesOnFromWhatWasAllowedAndTakesOverTheObservedName) {
  // DUP-1
  Story story;
  story.call("CertCreateCertificateContext", R"("args":{"pbCertEncoded":"cert:A"},"ret":"c1")");
  EXPECT_EQ(kind_of(story.free("c1", R"(,"observed":{"alive":{"c1":true}})")), "rejected");
  story.open("s1").add("s1", "cert:B", "c2");
  EXPECT_EQ(kind_of(story.close("s1", "CHECK", R"("ret":false,"lastError":"CRYPT_E_PENDING_CLOSE")")), "accepted");
}

TEST(Judge, DoesNotEvaluateACallItDoesNotKnowNorCountsWhatThatWasGiven) {
  Story story;
  story.open("s1").add("s1", "cert:A", "c1");
  EXPECT_EQ(kind_of(story.call("CertFrobnicate", R"("args":{"pCertContext":"c1"},"ret":true)")), "not evaluated");
  EXPECT_EQ(kind_of(story.free("c1", R"(,"observed":{"alive":{"c1":true}})")), "accepted");
  EXPECT_EQ(kind_of(story.close("s1", "CHECK", R"("ret":false,"lastError":"CRYPT_E_PENDING_CLOSE","observed":{"alive":{"c1":true}})")),
            "not evaluated");
  EXPECT_EQ(story.overall(), Overall::accepted);
  EXPECT_EQ(story.summary().not_evaluated, 2u);
}

TEST(Judge, DoesNotEvaluateACallOnAnUnknownName) {
  Story story;
  EXPECT_EQ(kind_of(story.close("s9", "", R"("ret":true)")), "not evaluated");
  EXPECT_EQ(kind_of(story.free("c9")), "not evaluated");
  EXPECT_EQ(story.overall(), Overall::undecided);  // Nothing was judged.
}

TEST(Judge, DoesNotEvaluateProvidersFlagsAndFindTypesOutsideTheModel) {
  Story story;
  EXPECT_EQ(kind_of(story.call("CertOpenStore", R"("args":{"lpszStoreProvider":"CERT_STORE_PROV_COLLECTION"},"ret":"s7")")), "not evaluated");
  EXPECT_EQ(kind_of(story.close("s7", "", R"("ret":true)")), "not evaluated");
  EXPECT_EQ(kind_of(story.call("CertOpenStore", R"("args":{"lpszStoreProvider":"CERT_STORE_PROV_MEMORY","dwFlags":"CERT_STORE_DEFER_CLOSE_UNTIL_LAST_FREE_FLAG"},"ret":"s8")")),
            "not evaluated");
  EXPECT_EQ(story.summary().not_evaluated, 3u);
}

TEST(Judge, TakesACspHandleFirstSeenAsAnArgumentAsHeldOnce) {
  // CLOSE-14
  Story story;
  story.open("s1", R"(,"hCryptProv":"p1")");
  EXPECT_EQ(kind_of(story.close("s1", "", R"("ret":true,"observed":{"csp":{"p1":"released"}})")), "accepted");
  EXPECT_EQ(kind_of(story.call("CryptGetProvParam", R"("args":{"hProv":"p1","dwParam":"PP_NAME"},"ret":false)")), "accepted");
}

TEST(Judge, RemarksThatTheUseOfAClosedStoreIsUnportable) {
  // HANDLE-5
  Story story;
  story.open("s1").add("s1", "cert:A", "c1").close("s1", "", R"("ret":true)");
  const Verdict step = story.call("CertEnumCertificatesInStore", R"("args":{"hCertStore":"s1"},"ret":"c1")");
  EXPECT_EQ(kind_of(step), "accepted");
  EXPECT_NE(step.remark.find("unportable"), std::string::npos);
}

TEST(Judge, FollowsTheLastErrorFromCallToCallWhenNoSentinelWasPlanted) {
  // CLOSE-3
  Story story;
  story.call("SetLastError", R"("args":{"dwErrCode":77})");
  story.open("s1", "").call("SetLastError", R"("args":{"dwErrCode":77})");
  EXPECT_EQ(kind_of(story.close("s1", "", R"("ret":true,"lastErrorAfter":77)")), "accepted");
  story.open("s1").call("SetLastError", R"("args":{"dwErrCode":77})");
  const Verdict changed = story.close("s1", "", R"("ret":true,"lastErrorAfter":78)");
  EXPECT_EQ(kind_of(changed), "rejected");
  EXPECT_EQ(differing_of(changed), "lastErrorAfter");
}

TEST(Judge, KnowsTheLastErrorThatGetLastErrorReturns) {
  // ERROR-2
  Story story;
  story.call("SetLastError", R"("args":{"dwErrCode":5})");
  EXPECT_EQ(kind_of(story.call("GetLastError", R"("ret":5)")), "accepted");
  EXPECT_EQ(kind_of(story.call("GetLastError", R"("ret":6)")), "rejected");
}

TEST(Judge, KeepsTheLastErrorOfEachThreadApart) {
  // ERROR-1
  Story story;
  story.call("SetLastError", R"("args":{"dwErrCode":5},"thread":1)");
  story.call("SetLastError", R"("args":{"dwErrCode":6},"thread":2)");
  EXPECT_EQ(kind_of(story.call("GetLastError", R"("ret":5,"thread":1)")), "accepted");
}

TEST(Judge, LeavesHistoriesWhoseCallsOverlapUndecided) {
  Story story;
  story.tell(R"({"call":"CertOpenStore","args":{"lpszStoreProvider":"Memory"},"ret":"s1","thread":1,"start":1,"end":5})");
  const Verdict second = story.tell(R"({"call":"CertOpenStore","args":{"lpszStoreProvider":"Memory"},"ret":"s2","thread":2,"start":3,"end":6})");
  EXPECT_EQ(kind_of(second), "not evaluated");
  EXPECT_EQ(story.overall(), Overall::undecided);
}

// A file of many elements, enumerated without a word of what they hold: each may be any of them.
void enumerate_many(Story& story) {
  constexpr int elements = 12;
  std::string contents;
  for (int i = 0; i < elements; ++i) contents += (i ? "," : "") + std::string("\"cert:E") + std::to_string(i) + '"';
  story.tell(R"({"file":"F","contents":[)" + contents + "]}");
  story.call("CertOpenStore", R"("args":{"lpszStoreProvider":"CERT_STORE_PROV_FILENAME_W","pvPara":"file:F"},"ret":"s1")");
  std::string previous = "null";
  for (int i = 0; i < elements; ++i) {
    const std::string name = "\"c" + std::to_string(i) + '"';
    EXPECT_EQ(kind_of(story.call("CertEnumCertificatesInStore", R"("args":{"hCertStore":"s1","pPrevCertContext":)" + previous + "},\"ret\":" + name)), "accepted") << i;
    previous = name;
  }
  EXPECT_EQ(kind_of(story.call("CertEnumCertificatesInStore", R"("args":{"hCertStore":"s1","pPrevCertContext":)" + previous + R"(},"ret":null,"lastError":"CRYPT_E_NOT_FOUND")")), "accepted");
}

TEST(Judge, AcceptsWhatSomeOfTooManyStatesAllow) {
  Story story;
  enumerate_many(story);
  EXPECT_EQ(kind_of(story.close("s1", "CHECK", R"("ret":true,"lastError":"unchanged")")), "accepted");
  EXPECT_EQ(story.overall(), Overall::accepted);
}

TEST(Judge, IsUndecidedWhereNoneOfThoseThatItFollowsAllowsWhatWasSeen) {
  Judge::Options few, many;
  few.most_candidates = 3;
  for (const auto& [options, kind, overall] : {std::tuple{few, "not evaluated", Overall::undecided}, std::tuple{many, "rejected", Overall::rejected}}) {
    Story story(options);
    story.tell(R"({"file":"F","contents":["cert:A","cert:B","cert:C","cert:D","cert:E"]})");
    story.call("CertOpenStore", R"("args":{"lpszStoreProvider":"CERT_STORE_PROV_FILENAME_W","pvPara":"file:F"},"ret":"s1")");
    story.call("CertEnumCertificatesInStore", R"("args":{"hCertStore":"s1"},"ret":"c1")");
    EXPECT_EQ(story.overall(), Overall::accepted);
    EXPECT_EQ(kind_of(story.call("CertOpenStore", R"("args":{"lpszStoreProvider":"Memory"},"ret":null)")), kind);
    EXPECT_EQ(story.overall(), overall);
  }
}

TEST(Judge, DoesNotTakeTheLastErrorOfThoseThatItFollowsForTheLastErrorOfAll) {
  Judge::Options few;
  few.most_candidates = 3;
  Story story(few);
  story.tell(R"({"file":"F","contents":["cert:A","cert:B","cert:C","cert:D","cert:E"]})");
  story.call("CertOpenStore", R"("args":{"lpszStoreProvider":"CERT_STORE_PROV_FILENAME_W","pvPara":"file:F"},"ret":"s1")");
  story.call("CertEnumCertificatesInStore", R"("args":{"hCertStore":"s1"},"ret":"c1")");
  story.call("SetLastError", R"("args":{"dwErrCode":5})");
  EXPECT_EQ(kind_of(story.call("GetLastError", R"("ret":6)")), "not evaluated");
  EXPECT_EQ(story.overall(), Overall::undecided);
}

TEST(Judge, ComplainsAboutAResultOfTheWrongTypeWithItsColumn) {
  Story story;
  try {
    story.call("CertOpenStore", R"("args":{"lpszStoreProvider":"Memory"},"ret":true)");
    FAIL() << "not refused";
  } catch (const trace::BadInput& error) {
    EXPECT_GT(error.column(), 60u);
  }
}

TEST(Judge, GivesElementsOfAFileTheirNamesWhenTheyAreReturned) {
  // FILE-11
  Story story;
  story.tell(R"({"file":"F","contents":["cert:A","crl:B"]})");
  story.call("CertOpenStore", R"("args":{"lpszStoreProvider":"CERT_STORE_PROV_FILENAME_W","pvPara":"file:F"},"ret":"s1")");
  EXPECT_EQ(kind_of(story.call("CertEnumCertificatesInStore", R"("args":{"hCertStore":"s1"},"ret":"c1","observed":{"content":{"c1":"cert:A"}})")), "accepted");
  EXPECT_EQ(kind_of(story.call("CertEnumCertificatesInStore", R"("args":{"hCertStore":"s1","pPrevCertContext":"c1"},"ret":null)")), "accepted");
  EXPECT_EQ(kind_of(story.close("s1", "CHECK", R"("ret":true,"observed":{"alive":{"c1":false}})")), "accepted");
}

TEST(Judge, RejectsAnEnumerationThatLosesAnElementOfAFile) {
  // FILE-11, ENUM-1
  Story story;
  story.tell(R"({"file":"F","contents":["cert:A","cert:B"]})");
  story.call("CertOpenStore", R"("args":{"lpszStoreProvider":"CERT_STORE_PROV_FILENAME_W","pvPara":"file:F"},"ret":"s1")");
  EXPECT_EQ(kind_of(story.call("CertEnumCertificatesInStore", R"("args":{"hCertStore":"s1"},"ret":"c1")")), "accepted");
  EXPECT_EQ(kind_of(story.call("CertEnumCertificatesInStore", R"("args":{"hCertStore":"s1","pPrevCertContext":"c1"},"ret":null)")), "rejected");
}

TEST(Judge, RejectsAnEnumerationThatFindsNothingWhereTheOrderIsOpen) {
  // ENUM-1
  Story story("page");
  story.open("s1").add("s1", "cert:A");
  EXPECT_EQ(kind_of(story.call("CertEnumCertificatesInStore", R"("args":{"hCertStore":"s1"},"ret":null)")), "rejected");
}

TEST(Judge, AcceptsAnyStableOrderWhereTheReadingLeavesItOpen) {
  // ENUM-7
  Story story("page");
  story.open("s1").add("s1", "cert:A", "c1").add("s1", "cert:B", "c2");
  const auto step = [&](const std::string& previous, const std::string& next) {
    return kind_of(story.call("CertEnumCertificatesInStore",
                              R"("args":{"hCertStore":"s1","pPrevCertContext":)" + previous + R"(},"ret":)" + next));
  };
  EXPECT_EQ(step("null", R"("c1")"), "accepted");
  EXPECT_EQ(step(R"("c1")", R"("c2")"), "accepted");
  EXPECT_EQ(step(R"("c2")", "null"), "accepted");
  EXPECT_EQ(step("null", R"("c2")"), "rejected");
}

TEST(Judge, RefusesContextsOfAnotherKind) {
  // CONTEXT-7
  Story story;
  story.call("CertCreateCRLContext", R"("args":{"pbCrlEncoded":"crl:A"},"ret":"c1")");
  const Verdict verdict = story.free("c1");
  EXPECT_EQ(kind_of(verdict), "undefined");
  EXPECT_EQ(clauses_of(verdict), "CONTEXT-7");
}

}  // namespace
}  // namespace certlife::oracle
