// Enumerating properties, and the access state.
#include <gtest/gtest.h>

#include "model/oracle/tests/story.h"

namespace certlife::oracle {
namespace {

struct WithTwoProperties : Story {
  WithTwoProperties() {
    tell(R"({"call":"CertCreateCertificateContext","args":{"pbCertEncoded":"cert:A"},"ret":"c1"})");
    for (const char* id : {"11", "13"})
      call("CertSetCertificateContextProperty", R"("args":{"pCertContext":"c1","dwPropId":)" + std::string(id) + R"(,"pvData":"text:x"},"ret":true)");
  }
};

using Step = std::pair<int, int>;

// The verdicts on steps from one id to the next.
std::string steps(Story& story, const std::vector<Step>& all) {
  std::string verdicts;
  for (const auto& [from, given] : all)
    verdicts += (verdicts.empty() ? "" : " ") + kind_of(story.call("CertEnumCertificateContextProperties",
                            R"("args":{"pCertContext":"c1","dwPropId":)" + std::to_string(from) + R"(},"ret":)" + std::to_string(given)));
  return verdicts;
}

// PROP-10
TEST(EnumeratedProperties, ComeInAnyOrderEachOnce) {
  WithTwoProperties up, down;
  EXPECT_EQ(steps(up, {{0, 11}, {11, 13}, {13, 0}}), "accepted accepted accepted");
  EXPECT_EQ(steps(down, {{0, 13}, {13, 11}, {11, 0}}), "accepted accepted accepted");
  EXPECT_EQ(up.overall(), Overall::accepted);
}

// PROP-10
TEST(EnumeratedProperties, EndNeitherEarlyNorTurnBackNorAreMadeUp) {
  WithTwoProperties early, back, made_up;
  EXPECT_EQ(steps(early, {{0, 11}, {11, 0}}), "accepted rejected");
  EXPECT_EQ(clauses_of(early.call("CertEnumCertificateContextProperties", R"("args":{"pCertContext":"c1","dwPropId":0},"ret":0)")), "PROP-10");
  EXPECT_EQ(steps(back, {{0, 11}, {11, 13}, {13, 11}}), "accepted accepted rejected");
  EXPECT_EQ(steps(made_up, {{0, 9}}), "rejected");
  EXPECT_EQ(made_up.overall(), Overall::rejected);
}

// After another call nobody knows what came before.
TEST(EnumeratedProperties, MayEndWhereTheBeginningWasNotSeen) {
  WithTwoProperties story;
  EXPECT_EQ(steps(story, {{13, 0}}), "accepted");
  EXPECT_EQ(steps(story, {{0, 11}}), "accepted");
  story.call("GetLastError", R"("ret":0)");
  EXPECT_EQ(steps(story, {{11, 0}}), "accepted");
  EXPECT_EQ(steps(story, {{0, 0}}), "rejected");
}

// PROP-10: a hash that was not read may be there.
TEST(EnumeratedProperties, MayBeThoseThatComeByThemselves) {
  WithTwoProperties story;
  EXPECT_EQ(steps(story, {{0, 3}, {3, 11}, {11, 13}, {13, 0}}), "accepted accepted accepted accepted");
}

TEST(EnumeratedProperties, AreNotJudgedOfAContextThatIsGone) {
  WithTwoProperties story;
  story.free("c1");
  EXPECT_EQ(steps(story, {{0, 0}}), "not evaluated");
}

// PROP-11
TEST(AccessState, OfMemorySaysThatNothingIsPersisted) {
  WithTwoProperties story;
  const auto asked = [&](const std::string& rest) {
    return kind_of(story.call("CertGetCertificateContextProperty", R"("args":{"pCertContext":"c1","dwPropId":"CERT_ACCESS_STATE_PROP_ID"},)" + rest));
  };
  EXPECT_EQ(asked(R"("ret":true,"out":{"pvData":"hex:02000000"})"), "accepted");
  EXPECT_EQ(asked(R"("ret":true,"out":{"pvData":"hex:01000000"})"), "rejected");
  EXPECT_EQ(asked(R"("ret":true,"out":{"pvData":"hex:0000"})"), "rejected");
  EXPECT_EQ(asked(R"("ret":false,"lastError":"CRYPT_E_NOT_FOUND")"), "rejected");
}

}  // namespace
}  // namespace certlife::oracle
