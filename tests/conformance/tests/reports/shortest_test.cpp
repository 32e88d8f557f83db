// What may be called shortest, and what may not.
#include "tests/conformance/campaign/shortest.h"

#include <gtest/gtest.h>

#include "tests/conformance/tests/reports/sample.h"

namespace certlife::conformance {
namespace {

const std::string open = "s1 = CertOpenStore(CERT_STORE_PROV_MEMORY); ";

Alphabet closing(int depth) {
  return {"closing", {"$new = CertOpenStore(CERT_STORE_PROV_MEMORY)"},
          {"$new = CertDuplicateStore($store)", "CertCloseStore($store, 0)",
           "CertAddEncodedCertificateToStore($store, cert:$label, CERT_STORE_ADD_ALWAYS, &$new)"}, depth, 2, 1};
}

Deviation close_after(const std::string& calls) { return sample::deviation("CLOSE-3", open + calls + "CertCloseStore(s1, 0)"); }

std::vector<Deviation> judged(const Exhausted& exhausted, std::vector<Deviation> deviations) {
  exhausted.judge(deviations);
  return deviations;
}

TEST(AlphabetIndex, KnowsTheProgramsOfAnAlphabet) {
  const AlphabetIndex index(closing(3));
  EXPECT_TRUE(index.is_over(close_after("s2 = CertDuplicateStore(s1); ").requests));
  EXPECT_TRUE(index.is_over(close_after("CertAddEncodedCertificateToStore(s1, cert:A, CERT_STORE_ADD_ALWAYS, &c1); ").requests));
}

TEST(AlphabetIndex, KnowsWhatIsNotOfIt) {
  const AlphabetIndex index(closing(3));
  EXPECT_FALSE(index.is_over(sample::deviation("CLOSE-26", "CertCloseStore(NULL, 0)").requests)) << "it begins otherwise";
  EXPECT_FALSE(index.is_over(sample::deviation("CLOSE-3", open + "CertCloseStore(s1, CERT_CLOSE_STORE_CHECK_FLAG)").requests)) << "another flag";
  EXPECT_FALSE(index.is_over(close_after("CertAddEncodedCertificateToStore(s1, cert:B, CERT_STORE_ADD_ALWAYS, &c1); ").requests)) << "a second label";
  EXPECT_FALSE(index.is_over(close_after("CertAddEncodedCertificateToStore(s1, cert:A, CERT_STORE_ADD_ALWAYS); ").requests)) << "no out pointer";
  EXPECT_FALSE(index.is_over(sample::deviation("CLOSE-3", open + "c1 = CertCreateCertificateContext(cert:A); CertCloseStore(c1, 0)").requests)) << "a context as a store";
}

TEST(AlphabetIndex, SeesAWalkThroughTheProgramsAdvance) {
  const AlphabetIndex index(closing(3));
  const double first = index.share_before(close_after("s2 = CertDuplicateStore(s1); ").requests);
  const double later = index.share_before(close_after("CertAddEncodedCertificateToStore(s1, cert:A, CERT_STORE_ADD_ALWAYS, &c1); ").requests);
  EXPECT_LT(first, later);
  EXPECT_LT(later, 1);
}

TEST(Shortest, IsClaimedWhereEveryShorterProgramWasRun) {
  Exhausted exhausted;
  exhausted.met("closing", close_after("").signature, 2);
  exhausted.finished(closing(3));
  const auto all = judged(exhausted, {close_after("")});
  EXPECT_TRUE(all[0].is_shortest());
  ASSERT_EQ(all[0].checked.size(), 1u);
  EXPECT_EQ(all[0].checked[0].depth, 4u);
}

TEST(Shortest, IsClaimedForAProgramOneLongerThanAllThatWereRun) {
  Exhausted exhausted;
  exhausted.finished(closing(2));
  EXPECT_TRUE(judged(exhausted, {close_after("s2 = CertDuplicateStore(s1); s3 = CertDuplicateStore(s1); ")})[0].is_shortest());
}

TEST(Shortest, IsNotClaimedBeyondThat) {
  Exhausted exhausted;
  exhausted.finished(closing(1));
  const auto all = judged(exhausted, {close_after("s2 = CertDuplicateStore(s1); s3 = CertDuplicateStore(s1); ")});
  EXPECT_FALSE(all[0].is_shortest());
  ASSERT_EQ(all[0].checked.size(), 1u) << "how deep it was checked is said all the same";
  EXPECT_EQ(all[0].checked[0].depth, 2u);
}

TEST(Shortest, IsNotClaimedWhereAShorterProgramDeviatedAlike) {
  Exhausted exhausted;
  exhausted.met("closing", close_after("").signature, 2);
  exhausted.finished(closing(3));
  EXPECT_FALSE(judged(exhausted, {close_after("s2 = CertDuplicateStore(s1); ")})[0].is_shortest());
}

TEST(Shortest, IsNotClaimedBesideAShorterOneFromElsewhere) {
  Exhausted exhausted;
  exhausted.finished(closing(3));
  const auto all = judged(exhausted, {sample::deviation("CLOSE-3", "CertCloseStore(NULL, 0)"), close_after("")});
  EXPECT_FALSE(all[1].is_shortest());
}

TEST(Shortest, IsNotClaimedForAnAlphabetThatWasNotFinished) {
  Exhausted exhausted;
  exhausted.met("closing", close_after("").signature, 2);
  const auto all = judged(exhausted, {close_after("")});
  EXPECT_FALSE(all[0].is_shortest());
  EXPECT_TRUE(all[0].checked.empty());
}

TEST(Shortest, IsNotClaimedWhereProgramsThatMayBeShorterWereCut) {
  Exhausted exhausted;
  exhausted.cut("closing", 1);
  exhausted.finished(closing(3));
  const auto all = judged(exhausted, {close_after("s2 = CertDuplicateStore(s1); "), close_after("")});
  EXPECT_FALSE(all[0].is_shortest());
  EXPECT_TRUE(all[1].is_shortest()) << "all programs of one call were run";
}

TEST(Shortest, IsNotClaimedForWhatComesAndGoes) {
  Exhausted exhausted;
  exhausted.finished(closing(3));
  auto flaky = close_after("");
  flaky.reruns = {1, 9};
  EXPECT_FALSE(judged(exhausted, {flaky})[0].is_shortest());
}

}  // namespace
}  // namespace certlife::conformance
