// What is known of a target before a run: deviations that are replayed, calls that are not made, what counts as the same.
#include <gtest/gtest.h>

#include "model/programs/hazard.h"
#include "model/programs/pattern.h"
#include "model/trace/notation.h"
#include "tests/conformance/campaign/known.h"
#include "tests/conformance/campaign/model_port.h"

namespace certlife::conformance {
namespace {

std::vector<trace::Line> calls(std::initializer_list<const char*> texts) {
  std::vector<trace::Line> lines;
  for (const char* text : texts) lines.push_back(parse_call(text));
  return lines;
}

constexpr const char* opens = "s1 = CertOpenStore(CERT_STORE_PROV_MEMORY)";
constexpr const char* opens_another = "s2 = CertOpenStore(CERT_STORE_PROV_MEMORY)";
constexpr const char* adds = "CertAddEncodedCertificateToStore(s1, cert:A, CERT_STORE_ADD_ALWAYS, &c1)";
constexpr const char* forces = "CertCloseStore(s1, CERT_CLOSE_STORE_FORCE_FLAG)";

ExpectedFile with(bool flaky = false, const std::string& clause = "CLOSE-11", const std::string& aspect = "a context stays allocated") {
  ExpectedDeviation entry;
  entry.clause = clause;
  entry.aspect = aspect;
  entry.program = calls({opens, adds, forces});
  entry.place = "known.toml:1";
  entry.cause.flaky = flaky;
  return {"known.toml", "model", {entry}};
}

TEST(KnownDeviations, AreThoseThatStillShowAndSayWhatStaysAllocated) {
  ModelPort faulty("force_spares_held_contexts"), sound;
  const auto known = known_deviations(with(), {}, faulty, Referee("windows"));
  ASSERT_EQ(known.size(), 1u);
  EXPECT_EQ(known.front().aspect, "a context stays allocated");
  EXPECT_TRUE(known_deviations(with(), {}, sound, Referee("windows")).empty());
}

TEST(KnownDeviations, AreTheSameByTheirClauseOrByWhatDiffersAndNotByAPartOfIt) {
  ModelPort faulty("force_spares_held_contexts");
  const auto shown = [&](const char* clause, const char* aspect) { return known_deviations(with(false, clause, aspect), {}, faulty, Referee("windows")).size(); };
  EXPECT_EQ(shown("CLOSE-39", "a context stays allocated"), 1u);
  EXPECT_EQ(shown("CLOSE-11", "returns FALSE"), 1u);
  EXPECT_EQ(shown("CLOSE-39", "returns => a context stays allocated"), 0u);
}

TEST(AnEntry, CoversWhatMeetsWhatItNeedsByWhateverProgram) {
  const model::Reading reading = Referee("windows").reading();
  ExpectedDeviation entry = with().deviations.front();
  Deviation other;
  other.clause = entry.clause;
  other.aspect = entry.aspect;
  other.shape = "another";
  other.requests = calls({opens, "CertAddEncodedCertificateToStore(s1, cert:A, CERT_STORE_ADD_ALWAYS)", "c1 = CertEnumCertificatesInStore(s1)", forces});
  other.met = situation_at_the_end(other.requests, reading);
  EXPECT_FALSE(is_the_one(entry, other, reading)) << "all that its own program meets counts";
  entry.where = {"FORCE", "cert listed and held"};
  EXPECT_TRUE(is_the_one(entry, other, reading));
  entry.where = {"FORCE", "crl listed and held"};
  EXPECT_FALSE(is_the_one(entry, other, reading));
  entry.where = {"FORCE"};
  other.aspect = "returns FALSE";
  EXPECT_FALSE(is_the_one(entry, other, reading));
}

TEST(KnownDeviations, AreRunOftenWhereTheirEntrySaysFlaky) {
  ModelPort faulty("force_spares_held_contexts");
  const auto known = known_deviations(with(true), {}, faulty, Referee("windows"));
  ASSERT_EQ(known.size(), 1u);
  EXPECT_GT(known.front().reruns.of, 1u);
  EXPECT_TRUE(known.front().comes_and_goes);
}

TEST(AHazard, IsACallThatItsClauseDecidesAndNoOtherOfTheFunction) {
  const Hazard hazard{"ENUM-12", parse_call("c2 = CertEnumCertificatesInStore(s2, c1)")};
  const model::Reading reading = Referee("windows").reading();
  const Hazards hazards({hazard}, reading);
  EXPECT_EQ(hazards.first_in(calls({opens, opens_another, adds, "c9 = CertEnumCertificatesInStore(s2, c1)", forces})), 3u);
  EXPECT_EQ(hazards.first_in(calls({opens, "c1 = CertCreateCertificateContext(cert:A)", "c2 = CertEnumCertificatesInStore(s1, c1)"})), 2u);
  EXPECT_EQ(hazards.first_in(calls({opens, adds, "c2 = CertEnumCertificatesInStore(s1, c1)"})), 3u);
  EXPECT_EQ(hazards.first_in(calls({opens, adds, "c2 = CertEnumCertificatesInStore(s1, NULL)"})), 3u);
  EXPECT_EQ(Hazards({}, reading).first_in(calls({opens, opens_another, adds, "c9 = CertEnumCertificatesInStore(s2, c1)"})), 4u);
}

TEST(APattern, StandsForPlainerArgumentsAndForCallsThatAskForMore) {
  const Pattern part(calls({opens, "CertAddEncodedCertificateToStore(s1, cert:A, CERT_STORE_ADD_ALWAYS, NULL)", forces}));
  const auto lies_in = [&](const char* add, const char* close) { return part.ends(Pattern(calls({opens, add, close}))); };
  EXPECT_TRUE(lies_in("CertAddEncodedCertificateToStore(s1, cert:B, CERT_STORE_ADD_NEW, &c1)", "CertCloseStore(s1, CERT_CLOSE_STORE_FORCE_FLAG | CERT_CLOSE_STORE_CHECK_FLAG)"));
  EXPECT_FALSE(lies_in("CertAddEncodedCertificateToStore(s1, cert:B, CERT_STORE_ADD_REPLACE_EXISTING, &c1)", forces));
  EXPECT_FALSE(lies_in(adds, "CertCloseStore(s1, CERT_CLOSE_STORE_CHECK_FLAG)"));
  EXPECT_FALSE(Pattern(calls({opens, adds, forces})).ends(Pattern(calls({opens, "CertAddEncodedCertificateToStore(s1, cert:A, CERT_STORE_ADD_ALWAYS, NULL)", forces}))));
}

}  // namespace
}  // namespace certlife::conformance
