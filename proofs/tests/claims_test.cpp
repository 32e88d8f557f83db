#include <gtest/gtest.h>

#include <set>
#include <string>

#include "proofs/prove/claim_list.h"
#include "proofs/prove/prover.h"
#include "proofs/report_json.h"

namespace certlife::proofs {

namespace {

const Report& everything_proved() {
  static const Report report = prove({});
  return report;
}

TEST(Claims, AreAllProved) {
  for (const ClaimResult& claim : everything_proved().claims()) {
    EXPECT_EQ(to_string(claim.status), "proved") << claim.about->name;
  }
}

TEST(Claims, AreManyAndEachHasANameOfItsOwn) {
  std::set<std::string_view> names;
  for (const ClaimResult& claim : everything_proved().claims()) names.insert(claim.about->name);
  EXPECT_EQ(names.size(), everything_proved().claims().size());
  EXPECT_GE(names.size(), 100u);
}

TEST(Claims, AreListedExactlyWhereTheyAreProved) {
  std::set<const model::About*> proved;
  for (const ClaimResult& claim : everything_proved().claims()) proved.insert(claim.about);
  const auto listed = all_claims();
  EXPECT_EQ(std::set<const model::About*>(listed.begin(), listed.end()), proved);
  EXPECT_EQ(listed.size(), proved.size());
  const std::string text = list_claims();
  EXPECT_NE(text.find("\n" + std::to_string(proved.size()) + " claims, "), std::string::npos);
  for (const model::About* claim : listed) EXPECT_NE(text.find("\n- " + std::string(claim->sentence)), std::string::npos) << claim->name;
}

TEST(Claims, NeedNoPremiseButTheValueOfAChoice) {
  for (const ClaimResult& claim : everything_proved().claims()) {
    if (claim.about->premise.empty()) continue;
    bool names_a_choice = false;
    for (const auto& facts : model::choice_facts) names_a_choice = names_a_choice || claim.about->premise.find(facts.name) != std::string_view::npos;
    EXPECT_TRUE(names_a_choice) << claim.about->name;
  }
}

TEST(Claims, AreNotVacuousAndNoBranchOfARuleIsDead) {
  EXPECT_GE(everything_proved().covers.size(), 200u);
  for (const Cover* cover : everything_proved().unreached()) ADD_FAILURE() << "never reached: " << cover->what;
}

TEST(Claims, AreReportedAsJsonWithStatementClausesAndStatus) {
  const std::string text = to_json(everything_proved());
  for (const char* key : {"\"claims\"", "\"statement\"", "\"clauses\"", "\"premises\"", "\"unbounded\"", "\"status\""}) {
    EXPECT_NE(text.find(key), std::string::npos) << key;
  }
}

}  // namespace

}  // namespace certlife::proofs
