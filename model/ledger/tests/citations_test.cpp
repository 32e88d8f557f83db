#include "model/ledger/citations.h"

#include <gtest/gtest.h>

#include <string>

#include "model/ledger/tests/expect_refusal.h"

namespace certlife::model {
namespace {

using Role = Citation::Role;

std::string table_of(const std::string& path, const std::string& text) { return to_table(citations_in(path, text)); }

TEST(Citations, HaveTheRoleOfTheirFolder) {
  EXPECT_EQ(role_of("model/rules/toy.h"), Role::rule);
  EXPECT_EQ(role_of("model/invariants/toy.h"), Role::claim);
  EXPECT_EQ(role_of("proofs/claims/toy.cpp"), Role::claim);
  EXPECT_EQ(role_of("tests/clauses/toy.cpp"), Role::test);
  EXPECT_EQ(role_of("impl/tests/toy.cpp"), Role::test);
  EXPECT_EQ(role_of("proofs/drift_test.cpp"), Role::test);
  EXPECT_EQ(role_of("impl/include/toy.h"), Role::mention);
}

TEST(Citations, OfARuleAreListsInBracketsWithOpenMarks) {
  const std::string rule =
      "Outcome<D> play(const World<D>& before) {\n  // THEN  it squeaks.   [TOY-1, TOY-9 OPEN]\n}\n";

  EXPECT_EQ(table_of("model/rules/toy.h", rule),
            "TOY-1  rule  model/rules/toy.h  play\n"
            "TOY-9  rule  model/rules/toy.h  play  OPEN\n");
}

TEST(Citations, OfARuleAreStringLiterals) {
  EXPECT_EQ(
      table_of("model/rules/toy.h", "Given<D> may_play(int x) {\n  return given({x, \"TOY-2\"}, {x, \"TOY-3\"});\n}\n"),
      "TOY-2  rule  model/rules/toy.h  may_play\n"
      "TOY-3  rule  model/rules/toy.h  may_play\n");
}

TEST(Citations, AtTheMarginBelongToTheFunctionThatFollows) {
  const std::string rule =
      "int first() {\n  return 1;\n}\n\n// It rolls. [TOY-4]\ntemplate <class D>\nint second() {\n}\n";

  EXPECT_EQ(table_of("model/rules/toy.h", rule), "TOY-4  rule  model/rules/toy.h  second\n");
}

TEST(Citations, BesideMembersBelongToTheType) {
  const std::string rule = "int first() {\n}\n\nstruct Play {\n  bool squeaks;  // It squeaks. [TOY-4]\n};\n";

  EXPECT_EQ(table_of("model/rules/toy.h", rule), "TOY-4  rule  model/rules/toy.h  Play\n");
}

TEST(Citations, OfATestAreTheCommentsThatAreNothingButAList) {
  const std::string test =
      "TEST(Toys, Squeak) {\n  // TOY-5, TOY-6\n  // TOY-7 is not what this is about\n  play(\"TOY-8\");\n}\n";

  EXPECT_EQ(table_of("tests/toy.cpp", test),
            "TOY-5  test  tests/toy.cpp  Toys.Squeak\n"
            "TOY-6  test  tests/toy.cpp  Toys.Squeak\n");
}

TEST(Citations, OfATestKnowACaseNamedOnSeveralLines) {
  EXPECT_EQ(table_of("tests/toy.cpp",
                     "RC_GTEST_PROP(Toys,\n              Roll,\n              ()) {\n  // TOY-5: by hand\n}\n"),
            "TOY-5  test  tests/toy.cpp  Toys.Roll\n");
}

TEST(Citations, InAProofBelongToTheClaimThatTheyStandIn) {
  EXPECT_EQ(table_of("proofs/claims/toys.h", "struct ToysSqueak {\n  About about{\"statement\", \"TOY-1\"};\n};\n"),
            "TOY-1  claim  proofs/claims/toys.h  ToysSqueak\n");
}

TEST(Citations, AreNotMadeByProseOrSubscripts) {
  EXPECT_EQ(table_of("model/rules/toy.h", "int play() { return a[i] + b[CLOSE - 1]; }  // see TOY-1\n"), "");
}

TEST(Citations, SurviveTheTable) {
  const auto citations = citations_in("model/rules/toy.h", "int play() {  // [TOY-1, TOY-9 OPEN]\n");

  EXPECT_EQ(parse_citation_table("toy.table", to_table(citations)), citations);
}

TEST(Citations, AreRefusedInAMalformedTable) {
  expect_refusal([] { parse_citation_table("toy.table", "TOY-1  rule  model/rules/toy.h\n"); },
                 "toy.table:1:", "expected");
  expect_refusal([] { parse_citation_table("toy.table", "TOY-1  king  a.h  play\n"); }, "toy.table:1:", "no role");
}

}  // namespace
}  // namespace certlife::model
