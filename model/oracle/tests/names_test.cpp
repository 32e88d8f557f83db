#include "model/oracle/names.h"

#include <gtest/gtest.h>

#include "model/oracle/tests/story.h"

namespace certlife::oracle {
namespace {

TEST(NamesOfATrace, MayComeBackForANewObjectOnceTheOldOneIsGone) {
  // HANDLE-8
  Story story;
  story.open("s1").close("s1", "", R"("ret":true)");
  story.open("s1");
  EXPECT_EQ(kind_of(story.close("s1", "CHECK", R"("ret":true,"lastError":"unchanged")")), "accepted");
  EXPECT_EQ(story.overall(), Overall::accepted);
}

TEST(NamesOfATrace, MustNotComeBackWhileTheObjectIsStillAllocated) {
  // HANDLE-8
  Story story;
  story.open("s1").add("s1", "cert:A", "c1").close("s1", "", R"("ret":true)");
  const Verdict again = story.call("CertOpenStore", R"("args":{"lpszStoreProvider":"Memory"},"ret":"s1")");
  EXPECT_EQ(kind_of(again), "rejected");
  EXPECT_EQ(differing_of(again), "ret");
}

TEST(NamesOfATrace, MustNotComeBackForAnotherContextThatIsAlive) {
  // HANDLE-8
  Story story;
  story.open("s1").add("s1", "cert:A", "c1");
  EXPECT_EQ(kind_of(story.call("CertCreateCertificateContext", R"("args":{"pbCertEncoded":"cert:B"},"ret":"c1")")), "rejected");
}

TEST(NamesOfATrace, OfADuplicateAreThoseOfTheFirst) {
  // DUPSTORE-1, DUP-1
  Story story;
  story.open("s1").add("s1", "cert:A", "c1");
  EXPECT_EQ(kind_of(story.call("CertDuplicateStore", R"("args":{"hCertStore":"s1"},"ret":"s1")")), "accepted");
  EXPECT_EQ(kind_of(story.call("CertDuplicateCertificateContext", R"("args":{"pCertContext":"c1"},"ret":"c1")")), "accepted");
  EXPECT_EQ(kind_of(story.call("CertDuplicateStore", R"("args":{"hCertStore":"s1"},"ret":"s2")")), "rejected");
}

TEST(NamesOfATrace, AreGivenToTheNullStoreByAProbe) {
  // CREATE-3, CLOSE-27
  Story story;
  story.call("CertCreateCertificateContext", R"("args":{"pbCertEncoded":"cert:A"},"ret":"c1","observed":{"hCertStore":{"c1":"n"}})");
  story.call("CertCreateCRLContext", R"("args":{"pbCrlEncoded":"crl:A"},"ret":"c2","observed":{"hCertStore":{"c2":"n"}})");
  EXPECT_EQ(kind_of(story.close("n", "", R"("ret":false,"lastError":"E_UNEXPECTED")")), "accepted");
  const Verdict other = story.call("CertCreateCRLContext", R"("args":{"pbCrlEncoded":"crl:A"},"ret":"c3","observed":{"hCertStore":{"c3":"m"}})");
  EXPECT_EQ(kind_of(other), "rejected");
  EXPECT_EQ(differing_of(other), "hCertStore of c3");
}

TEST(NamesOfATrace, AreForgottenOnlyAfterManyMoreDeaths) {
  Judge::Options options;
  options.most_dead_names = 2;
  Story story(options);
  for (const char* name : {"s1", "s2", "s3"}) story.open(name).close(name, "", R"("ret":true)");
  EXPECT_EQ(kind_of(story.close("s1", "", R"("ret":true)")), "not evaluated");
  EXPECT_EQ(kind_of(story.close("s3", "", R"("ret":true)")), "undefined");
}

TEST(NamesOfATrace, CostMemoryByWhatIsAlive) {
  Judge::Options options;
  options.most_dead_names = 10;
  Story story(options);
  for (int i = 0; i < 2000; ++i) {
    const std::string store = "s" + std::to_string(i), context = "c" + std::to_string(i);
    story.open(store).add(store, "cert:A", context).free(context);
    ASSERT_EQ(kind_of(story.close(store, "CHECK", R"("ret":true)")), "accepted");
  }
  EXPECT_LE(story.judge().indices_in_use(), 200u);
}

}  // namespace
}  // namespace certlife::oracle
