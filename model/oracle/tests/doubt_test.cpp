// What is not judged, and what is in doubt after it.
#include <gtest/gtest.h>

#include "model/oracle/tests/story.h"

namespace certlife::oracle {
namespace {

constexpr const char* pending = R"("ret":false,"lastError":"CRYPT_E_PENDING_CLOSE")";

TEST(PassedOver, PutsInDoubtWhatAnUnknownNameWasUsedWith) {
  Story story;
  story.open("s");
  story.call(
      "CertAddCertificateContextToStore",
      R"("args":{"hCertStore":"s","pCertContext":"stranger","dwAddDisposition":4},"ret":true,"out":{"ppStoreContext":"c"})");
  EXPECT_EQ(kind_of(story.close("s", "CHECK", pending)), "not evaluated");
}

TEST(PassedOver, PutsInDoubtWhatItReturned) {
  Story story;
  story.open("s").add("s", "cert:A", "c");
  story.call("CertFindCertificateInStore", R"("args":{"hCertStore":"elsewhere"},"ret":"c")");
  story.free("c");
  EXPECT_EQ(kind_of(story.free("c")), "not evaluated");  // Two references or one: nobody knows.
}

TEST(PassedOver, PutsInDoubtWhatItGaveThroughAnOutPointer) {
  Story story;
  story.open("s").add("s", "cert:A", "c");
  story.call("CertFrobnicate", R"("args":{},"ret":true,"out":{"ppCertContext":"c"})");
  story.free("c");
  EXPECT_EQ(kind_of(story.free("c")), "not evaluated");
}

TEST(PassedOver, MakesAStrangerOfADeadNameThatItReturned) {
  Story story;
  story.open("s").close("s", "", R"("ret":true)");
  story.call("CertOpenStore", R"("args":{"lpszStoreProvider":"CERT_STORE_PROV_COLLECTION"},"ret":"s")");
  EXPECT_EQ(kind_of(story.close("s", "", R"("ret":true)")), "not evaluated");
  EXPECT_EQ(story.overall(), Overall::accepted);
}

TEST(PassedOver, LeavesWhatItDidNotHaveBeyondDoubt) {
  Story story;
  story.open("s").open("other").call("CertFrobnicate", R"("args":{"hCertStore":"other"},"ret":true)");
  EXPECT_EQ(kind_of(story.close("s", "CHECK", pending)), "rejected");
}

TEST(PassedOver, IsTheReasonThatIsTold) {
  Story story;
  story.open("s").add("s", "cert:A", "c").call("CertFrobnicate", R"("args":{"pCertContext":"c"},"ret":true)");
  story.free("c");
  EXPECT_EQ(
      story.free("c").reason,
      "not judged: line 3 had \"c\" and was not judged, so nobody knows how many references there are since then");
}

TEST(NothingJudged, IsNeverAccepted) {
  Story story;
  story.call("CertOpenStore", R"("args":{"lpszStoreProvider":"CERT_STORE_PROV_COLLECTION"},"ret":"all")");
  story.close("all", "", R"("ret":true)");
  EXPECT_EQ(story.overall(), Overall::undecided);
  EXPECT_EQ(story.summary().readings, 0);
  EXPECT_EQ(to_text(story.summary(), "windows"),
            "undecided: no call was judged, 2 not evaluated (reading windows, 2 calls)\n");
}

TEST(NothingJudged, EndsWithTheFirstCallThatIs) {
  Story story;
  story.free("stranger");
  story.open("s");
  EXPECT_EQ(story.overall(), Overall::accepted);
}

TEST(NothingJudged, IsSaidOfTheLastErrorAloneToo) {
  Story story;
  story.call("SetLastError", R"("args":{"dwErrCode":5})");
  EXPECT_EQ(story.overall(), Overall::undecided);
  story.call("GetLastError", R"("ret":5)");
  EXPECT_EQ(story.overall(), Overall::accepted);
}

// --- A context's name where a store is wanted ------------------------------------------------------------------------

TEST(StoreNamedByAContext, IsTheStoreOfThatContextInEveryCall) {
  // HANDLE-2
  const char* const calls[][2] = {
      {"CertEnumCertificatesInStore", R"("args":{"hCertStore":"c"},"ret":"c")"},
      {"CertFindCertificateInStore", R"("args":{"hCertStore":"c"},"ret":"c")"},
      {"CertAddEncodedCertificateToStore",
       R"("args":{"hCertStore":"c","pbCertEncoded":"cert:A","dwAddDisposition":1},"ret":false,"lastError":"CRYPT_E_EXISTS")"},
      {"CertAddCertificateContextToStore",
       R"("args":{"hCertStore":"c","pCertContext":"c","dwAddDisposition":1},"ret":false,"lastError":"CRYPT_E_EXISTS")"},
      {"CertSaveStore",
       R"("args":{"hCertStore":"c","dwSaveAs":1,"dwSaveTo":2},"ret":true,"out":{"pvSaveToPara":{"pbData":["cert:A"]}})"},
      {"CertControlStore",
       R"("args":{"hCertStore":"c","dwCtrlType":3},"ret":false,"lastError":"ERROR_CALL_NOT_IMPLEMENTED")"},
      {"CertDuplicateStore", R"("args":{"hCertStore":"c"},"ret":"s")"}};
  const char* const wrong[][2] = {
      {"CertEnumCertificatesInStore", R"("args":{"hCertStore":"c"},"ret":null)"},
      {"CertFindCertificateInStore", R"("args":{"hCertStore":"c"},"ret":null)"},
      {"CertAddEncodedCertificateToStore",
       R"("args":{"hCertStore":"c","pbCertEncoded":"cert:A","dwAddDisposition":1},"ret":true)"},
      {"CertAddCertificateContextToStore",
       R"("args":{"hCertStore":"c","pCertContext":"c","dwAddDisposition":1},"ret":true)"},
      {"CertSaveStore",
       R"("args":{"hCertStore":"c","dwSaveAs":1,"dwSaveTo":2},"ret":true,"out":{"pvSaveToPara":{"pbData":["cert:B"]}})"},
      {"CertControlStore", R"("args":{"hCertStore":"c","dwCtrlType":3},"ret":true)"},
      {"CertDuplicateStore", R"("args":{"hCertStore":"c"},"ret":"t")"}};
  for (const auto& [call, rest] : calls) {
    Story story;
    story.open("s").add("s", "cert:A", "c");
    EXPECT_EQ(kind_of(story.call(call, rest)), "accepted") << call;
  }
  for (const auto& [call, rest] : wrong) {
    Story story;
    story.open("s").add("s", "cert:A", "c");
    EXPECT_EQ(kind_of(story.call(call, rest)), "rejected") << call;
  }
}

TEST(StoreNamedByAContext, MayBeTheNullStore) {
  // CLOSE-27, CLOSE-28
  Story story;
  story.call("CertCreateCertificateContext", R"("args":{"pbCertEncoded":"cert:A"},"ret":"c")");
  EXPECT_EQ(
      kind_of(story.call("CertCloseStore", R"("args":{"hCertStore":"c"},"ret":false,"lastError":"E_UNEXPECTED")")),
      "accepted");
  EXPECT_EQ(kind_of(story.free("c")), "accepted");
}

TEST(StoreNamedByAContext, MayBeClosedAndWaiting) {
  // HANDLE-5
  Story story;
  story.open("s").add("s", "cert:A", "c").close("s", "", R"("ret":true)");
  const Verdict step = story.call("CertEnumCertificatesInStore", R"("args":{"hCertStore":"c"},"ret":"c")");
  EXPECT_EQ(kind_of(step), "accepted");
  EXPECT_NE(step.remark.find("unportable"), std::string::npos);
}

TEST(StoreNamedByAContext, IsNobodysOnceTheStoreWasClosedForGood) {
  // HANDLE-1
  Story story;
  story.open("s").add("s", "cert:A", "c").close("s", "", R"("ret":true)");
  EXPECT_EQ(kind_of(story.call("CertCloseStore", R"("args":{"hCertStore":"c"},"ret":true)")), "undefined");
}

// --- What is owed ----------------------------------------------------------------------------------------------------

std::string owed_told(const Story& story) {
  std::string told;
  const Summary summary = story.summary();
  for (const Owed& each : *summary.owed) {
    told += std::to_string(each.count) + " " + each.name + " " + std::string(each.thing) + " since";
    for (const std::size_t line : each.since) told += " " + std::to_string(line);
    told += ";";
  }
  return told;
}

TEST(WhatIsOwed, IsNothingWhenAllIsGivenBack) {
  // HANDLE-12
  Story story;
  story.open("s").add("s", "cert:A", "c").free("c");
  story.close("s", "CHECK", R"("ret":true)");
  EXPECT_EQ(owed_told(story), "");
}

TEST(WhatIsOwed, NamesEachWithTheLinesThatGaveIt) {
  // FREE-6, CLOSE-1
  Story story;
  story.open("s", R"(,"hCryptProv":"p","dwFlags":1)")
      .add("s", "cert:A", "c")
      .call("CertDuplicateCertificateContext", R"("args":{"pCertContext":"c"},"ret":"c")");
  EXPECT_EQ(owed_told(story), "1 s store since 1;2 c certificate since 2 3;");  // Of p nobody saw who has it.
}

TEST(WhatIsOwed, SaysNothingOfWhatIsForfeitedOrInDoubt) {
  // CLOSE-12
  Story story;
  story.open("s").add("s", "cert:A", "c").close("s", "FORCE", R"("ret":true)");
  story.open("t").add("t", "cert:A", "d").call("CertFrobnicate", R"("args":{"pCertContext":"d"},"ret":true)");
  EXPECT_EQ(owed_told(story), "");
}

TEST(WhatIsOwed, IsNotSaidAfterTheCallersFault) {
  Story story;
  story.open("s").open("t").close("s", "", R"("ret":true)");
  story.close("s", "", R"("ret":true)");
  EXPECT_FALSE(story.summary().owed.has_value());
}

}  // namespace
}  // namespace certlife::oracle
