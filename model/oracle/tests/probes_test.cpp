// For each probe: what is right is accepted, what is wrong is noticed and named.
#include <gtest/gtest.h>

#include "model/oracle/tests/story.h"

namespace certlife::oracle {
namespace {

TEST(Probe, AliveNoticesAContextThatDiesAtADefaultClose) {
  // CLOSE-8
  Story story;
  story.open("s1").add("s1", "cert:A", "c1");
  const Verdict close = story.close("s1", "", R"("ret":true,"observed":{"alive":{"c1":false,"s1":true}})");
  EXPECT_EQ(kind_of(close), "rejected");
  EXPECT_EQ(differing_of(close), "alive of c1");
}

TEST(Probe, AliveNoticesAContextThatLivesAfterAForcedFinalClose) {
  // CLOSE-11
  Story story;
  story.open("s1").add("s1", "cert:A", "c1");
  EXPECT_EQ(differing_of(story.close("s1", "FORCE", R"("ret":true,"observed":{"alive":{"c1":true}})")), "alive of c1");
}

TEST(Probe, AliveLeavesOpenWhetherAnEarlyForcedCloseDestroysAtOnce) {
  // CLOSE-9
  for (const char* alive : {"true", "false"}) {
    Story story;
    story.open("s1").add("s1", "cert:A", "c1").call("CertDuplicateStore", R"("args":{"hCertStore":"s1"},"ret":"s1")");
    EXPECT_EQ(kind_of(story.close("s1", "FORCE", std::string(R"("ret":true,"observed":{"alive":{"c1":)") + alive + "}}")), "accepted");
  }
}

TEST(Probe, CspNoticesAHandleThatIsReleasedTooEarlyOrNotAtAll) {
  // CLOSE-14, CLOSE-17
  Story early;
  early.open("s1", R"(,"hCryptProv":"p1")").call("CertDuplicateStore", R"("args":{"hCertStore":"s1"},"ret":"s1")");
  EXPECT_EQ(differing_of(early.close("s1", "", R"("ret":true,"observed":{"csp":{"p1":"released"}})")), "csp of p1");
  Story never;
  never.open("s1", R"(,"hCryptProv":"p1")");
  EXPECT_EQ(differing_of(never.close("s1", "", R"("ret":true,"observed":{"csp":{"p1":"held"}})")), "csp of p1");
}

TEST(Probe, HomeNoticesAContextThatNamesAnotherStore) {
  // ADD-1
  Story story;
  story.open("s1").open("s2").add("s1", "cert:A", "c1");
  EXPECT_EQ(kind_of(story.call("CertDuplicateCertificateContext", R"("args":{"pCertContext":"c1"},"ret":"c1","observed":{"hCertStore":{"c1":"s1"}})")), "accepted");
  EXPECT_EQ(differing_of(story.call("CertDuplicateCertificateContext", R"("args":{"pCertContext":"c1"},"ret":"c1","observed":{"hCertStore":{"c1":"s2"}})")),
            "hCertStore of c1");
}

TEST(Probe, ContentNoticesOtherBytes) {
  // CONTEXT-8
  Story story;
  story.open("s1").add("s1", "cert:A", "c1");
  EXPECT_EQ(kind_of(story.free("c1", R"(,"observed":{"content":{"c1":"cert:A"}})")), "accepted");
  story.add("s1", "cert:B", "c2");
  EXPECT_EQ(differing_of(story.call("CertDuplicateCertificateContext", R"("args":{"pCertContext":"c2"},"ret":"c2","observed":{"content":{"c2":"cert:A"}})")),
            "content of c2");
}

TEST(Probe, PropertiesNoticeWhatIsLostAndWhatIsTooMuch) {
  // PROP-1, PROP-2
  Story story;
  story.call("CertCreateCertificateContext", R"("args":{"pbCertEncoded":"cert:A"},"ret":"c1")");
  const auto set = [&](const std::string& seen) {
    return story.call("CertSetCertificateContextProperty",
                      R"("args":{"pCertContext":"c1","dwPropId":11,"pvData":"text:x"},"ret":true,"observed":{"properties":{"c1":)" + seen + "}}");
  };
  EXPECT_EQ(kind_of(set(R"({"11":"text:x"})")), "accepted");
  EXPECT_EQ(kind_of(set(R"({"11":"text:x","3":"sha1:cert:A"})")), "accepted");
  EXPECT_EQ(differing_of(set("{}")), "properties of c1");
  EXPECT_EQ(differing_of(set(R"({"11":"text:y"})")), "properties of c1");
  EXPECT_EQ(differing_of(set(R"({"11":"text:x","13":"text:z"})")), "properties of c1");
}

TEST(Probe, OfAContextThatIsGoneShowsNothing) {
  // CONTEXT-2
  for (const char* probe : {R"("content":{"c":"cert:A"})", R"("hCertStore":{"c":"s"})", R"("properties":{"c":{}})", R"("alive":{"c":true})"}) {
    Story story;
    story.open("s").add("s", "cert:A", "c");
    story.call("CertDeleteCertificateFromStore", R"("args":{"pCertContext":"c"},"ret":true)");
    EXPECT_EQ(kind_of(story.close("s", "CHECK", R"("ret":true,"observed":{)" + std::string(probe) + "}")), "rejected") << probe;
  }
  for (const char* probe : {R"("content":{"c":null})", R"("hCertStore":{"c":null})", R"("properties":{"c":null})", R"("alive":{"c":false})"}) {
    Story story;
    story.open("s").add("s", "cert:A", "c");
    story.call("CertDeleteCertificateFromStore", R"("args":{"pCertContext":"c"},"ret":true)");
    EXPECT_EQ(kind_of(story.close("s", "CHECK", R"("ret":true,"observed":{)" + std::string(probe) + "}")), "accepted") << probe;
  }
}

TEST(Probe, OfAContextThatDiesInTheCallShowsNothingEither) {
  // CLOSE-11
  for (const char* probe : {R"("content":{"c":"cert:A"})", R"("hCertStore":{"c":"s"})", R"("properties":{"c":{}})"}) {
    Story story;
    story.open("s").add("s", "cert:A", "c");
    EXPECT_EQ(kind_of(story.close("s", "FORCE", R"("ret":true,"observed":{)" + std::string(probe) + "}")), "rejected") << probe;
  }
}

TEST(Probe, OfANameThatWasTakenAgainShowsItsNewBearer) {
  // HANDLE-8
  for (const auto& [content, kind] : {std::pair{"cert:B", "accepted"}, std::pair{"cert:A", "rejected"}}) {
    Story story;
    story.call("CertCreateCertificateContext", R"("args":{"pbCertEncoded":"cert:A"},"ret":"c")");
    story.free("c");
    EXPECT_EQ(kind_of(story.call("CertCreateCertificateContext", R"("args":{"pbCertEncoded":"cert:B"},"ret":"c","observed":{"content":{"c":")" + std::string(content) + "\"}}")), kind);
  }
}

TEST(Probe, PersistedNoticesWhatTheFileLacks) {
  // CLOSE-31
  const char* open = R"("args":{"lpszStoreProvider":"CERT_STORE_PROV_FILENAME_W","dwFlags":"CERT_FILE_STORE_COMMIT_ENABLE_FLAG","pvPara":"file:F"},"ret":"s1")";
  Story right;
  right.call("CertOpenStore", open);
  right.add("s1", "cert:A");
  EXPECT_EQ(kind_of(right.close("s1", "", R"("ret":true,"observed":{"persisted":{"F":["cert:A"]}})")), "accepted");
  for (const char* wrong : {"[]", "null", R"(["cert:B"])", R"(["cert:A","cert:A"])", R"([{"content":"cert:A","properties":{"11":"text:x"}}])"}) {
    Story story;
    story.call("CertOpenStore", open);
    story.add("s1", "cert:A");
    EXPECT_EQ(differing_of(story.close("s1", "", std::string(R"("ret":true,"observed":{"persisted":{"F":)") + wrong + "}}")), "persisted of F") << wrong;
  }
}

TEST(Probe, CallbacksAreNotEvaluated) {
  Story story;
  story.open("s1");
  EXPECT_EQ(kind_of(story.close("s1", "", R"("ret":true,"observed":{"callbacks":["CLOSE"]})")), "accepted");
}

TEST(Probe, LastErrorNoticesACloseThatClobbersIt) {
  // CLOSE-3
  Story story;
  story.open("s1");
  EXPECT_EQ(differing_of(story.close("s1", "", R"("ret":true,"lastError":"CRYPT_E_NOT_FOUND")")), "lastError");
}

TEST(Probe, ResultOfAGetIsTheValueThatWasSet) {
  // PROP-1
  Story story;
  story.call("CertCreateCertificateContext", R"("args":{"pbCertEncoded":"cert:A"},"ret":"c1")");
  story.call("CertSetCertificateContextProperty", R"("args":{"pCertContext":"c1","dwPropId":11,"pvData":"text:x"},"ret":true)");
  const auto get = [&](const std::string& value) {
    return kind_of(story.call("CertGetCertificateContextProperty", R"("args":{"pCertContext":"c1","dwPropId":11},"ret":true,"out":{"pvData":")" + value + "\"}"));
  };
  EXPECT_EQ(get("text:x"), "accepted");
  EXPECT_EQ(get("text:y"), "rejected");
}

}  // namespace
}  // namespace certlife::oracle
