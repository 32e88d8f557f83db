// Where a recording says that its calls were made, what is told of them says it too.
#include <gtest/gtest.h>

#include "model/oracle/checker.h"
#include "model/trace/reader.h"

namespace certlife::oracle {
namespace {

constexpr const char* an_open = R"({"call":"CertOpenStore","args":{"lpszStoreProvider":"Memory"},"at":"a.exe+0x10","ret":"s"})";
constexpr const char* an_add = R"({"call":"CertAddEncodedCertificateToStore","args":{"hCertStore":"s","pbCertEncoded":"cert:A",)"
                                 R"("dwAddDisposition":"CERT_STORE_ADD_USE_EXISTING"},"at":"b.dll+0x20","ret":true,"out":{"ppCertContext":"c"}})";
constexpr const char* a_free = R"({"call":"CertFreeCertificateContext","args":{"pCertContext":"c"},"at":"a.exe+0x30","ret":true})";
constexpr const char* a_close = R"({"call":"CertCloseStore","args":{"hCertStore":"s"},"at":"a.exe+0x40","ret":true})";

struct Told {
  std::vector<std::string> lines;
  Summary summary;
};

// Lines are numbered from 1.
Told told_of(const std::vector<std::string>& texts, const Checker::Demands& demands = {}) {
  Checker checker({}, demands);
  Told told;
  for (const std::string& text : texts) {
    trace::Line line = trace::parse_line(text);
    line.number = told.lines.size() + 1;
    told.lines.push_back(to_text(line, checker.check(line)));
  }
  told.summary = checker.summary();
  return told;
}

TEST(CallSites, AreToldOfWhatIsOwed) {
  const Told told = told_of({an_open, an_add, a_close});
  EXPECT_EQ(to_text(told.summary.owed->at(0)), "still owed: 1 free of \"c\" (since line 2, CertAddEncodedCertificateToStore at b.dll+0x20)\n");
  EXPECT_NE(to_json(told.summary).find(R"("places":["CertAddEncodedCertificateToStore at b.dll+0x20"])"), std::string::npos);
}

TEST(CallSites, AreToldOfTheCallAtFaultAndOfWhatGaveTheReferenceUp) {
  const Told told = told_of({an_open, an_add, a_free, a_free});
  EXPECT_NE(told.lines[3].find("with \"c\" at a.exe+0x30: the reference of \"c\" was given up in line 3 (FREE-2), by CertFreeCertificateContext at "
                               "a.exe+0x30\n"), std::string::npos) << told.lines[3];
  EXPECT_EQ(told.summary.fault->at, "a.exe+0x30");
}

TEST(CallSites, AreToldOfThoseWhomCheckReports) {
  const Told told = told_of({an_open, an_add,
                             R"({"call":"CertCloseStore","args":{"hCertStore":"s","dwFlags":2},"ret":false,"lastErrorAfter":"CRYPT_E_PENDING_CLOSE"})"});
  EXPECT_NE(told.lines[2].find("held since line 2, CertAddEncodedCertificateToStore at b.dll+0x20: \"c\""), std::string::npos) << told.lines[2];
}

TEST(CallSites, AreToldOfWhatTheDocumentsWarnOf) {
  const Told told = told_of({an_open, R"({"call":"CertCloseStore","args":{"hCertStore":"s","dwFlags":2},"at":"a.exe+0x40","ret":true})"}, {.usage = true});
  EXPECT_NE(to_text(told.summary.usage->at(0)).find("\n  line 2 is at a.exe+0x40\n"), std::string::npos) << to_text(told.summary.usage->at(0));
}

TEST(CallSites, AreNotToldWhereNobodyKnowsThem) {
  const Told told = told_of({R"({"call":"CertOpenStore","args":{"lpszStoreProvider":"Memory"},"ret":"s"})"});
  EXPECT_EQ(to_text(told.summary.owed->at(0)), "still owed: 1 close of \"s\" (since line 1)\n");
}

constexpr const char* find_line = R"({"call":"CertFindCertificateInStore","args":{"hCertStore":"s","dwFindType":0},"at":"a.exe+0x50","ret":"c"})";
constexpr const char* step_line = R"({"call":"CertEnumCertificatesInStore","args":{"hCertStore":"s"},"at":"a.exe+0x60","ret":"c"})";
constexpr const char* last_step = R"({"call":"CertEnumCertificatesInStore","args":{"hCertStore":"s","pPrevCertContext":"c"},"at":"a.exe+0x60","ret":null})";
constexpr const char* duplicate_line = R"({"call":"CertDuplicateCertificateContext","args":{"pCertContext":"c"},"at":"a.exe+0x70","ret":"c"})";

TEST(WhatIsOwed, IsNotWhatAnEnumerationGaveAndTookAgain) {
  const Told told = told_of({an_open, an_add, step_line, last_step, a_close});
  EXPECT_EQ(told.summary.owed->at(0).since, std::vector<std::size_t>{2});
  EXPECT_EQ(told.summary.owed->at(0).perhaps, 0u);
}

TEST(WhatIsOwed, IsRatherTheAddThanTheFindThatWasFreed) {
  const Told told = told_of({an_open, an_add, find_line, a_free, a_close});
  EXPECT_EQ(to_text(told.summary.owed->at(0)), "still owed: 1 free of \"c\" (since line 2, CertAddEncodedCertificateToStore at b.dll+0x20; or else "
                                               "line 3, CertFindCertificateInStore at a.exe+0x50)\n");
}

TEST(WhatIsOwed, IsRatherTheDuplicateThanTheOriginalThatWasFreed) {
  const Told told = told_of({an_open, an_add, duplicate_line, a_free, a_close});
  EXPECT_EQ(told.summary.owed->at(0).since, std::vector<std::size_t>{3});
  EXPECT_EQ(told.summary.owed->at(0).perhaps, 2u);
}

TEST(CallSites, OfWhatIsOwedAreKeptHoweverLongTheTraceIs) {
  Checker checker({}, {});
  trace::Line line = trace::parse_line(an_add), opened = trace::parse_line(an_open), freed = trace::parse_line(a_free);
  std::size_t number = 0;
  const auto judge = [&](trace::Line& each) { each.number = ++number, checker.check(each); };
  judge(opened);
  for (int i = 0; i < 300'000; ++i) judge(line), judge(freed);
  EXPECT_EQ(to_text(checker.summary().owed->at(0)), "still owed: 1 close of \"s\" (since line 1, CertOpenStore at a.exe+0x10)\n");
}

}  // namespace
}  // namespace certlife::oracle
