#include <gtest/gtest.h>

#include <string>

#include "model/ledger/clause.h"
#include "model/ledger/tests/expect_refusal.h"

namespace certlife::model {
namespace {

const std::string head = "# Toy functions\n\n";
const std::string sound_clause =
    "TOY-1  A toy does\n"
    "       what it should.\n"
    "       from page: Remarks 1, Remarks 2; windows test testToy ·\n"
    "            windows-tested · must\n";

ClauseGroup parse(const std::string& body) { return parse_clause_file("toy.clauses", head + body); }

void expect_refused(const std::string& body, int line, const std::string& reason) {
  expect_refusal([&] { parse(body); }, "toy.clauses:" + std::to_string(line) + ":", reason);
}

TEST(ClauseFile, GivesTheClauseWithItsFoldedLinesJoined) {
  const ClauseGroup group = parse(sound_clause);

  ASSERT_EQ(group.clauses.size(), 1u);
  EXPECT_EQ(group.name, "toy");
  EXPECT_EQ(group.heading, "Toy functions");
  EXPECT_EQ(group.clauses[0].id, "TOY-1");
  EXPECT_EQ(group.clauses[0].text, "A toy does what it should.");
  EXPECT_EQ(group.clauses[0].place.line, 3);
}

TEST(ClauseFile, GivesSourcesEvidenceAndModality) {
  const Clause clause = parse(sound_clause).clauses.at(0);

  EXPECT_EQ(to_string(clause.sources), "page: Remarks 1, Remarks 2; windows test testToy");
  EXPECT_EQ(clause.evidence, Evidence::windows_tested);
  EXPECT_EQ(clause.modality, Modality::must);
  EXPECT_FALSE(clause.choice.has_value());
  EXPECT_TRUE(is_from_the_page(clause));
}

TEST(ClauseFile, GivesTheChoiceOfAnOpenClause) {
  const ClauseGroup group =
      parse("TOY-2  OPEN: whether toys squeak.\n       from header · header · open · choice: toys_squeak\n");

  EXPECT_EQ(group.clauses.at(0).choice, "toys_squeak");
}

TEST(ClauseFile, RefusesAFileThatDoesNotSayWhatItIsAbout) {
  expect_refusal([] { parse_clause_file("toy.clauses", sound_clause); }, "toy.clauses:1:", "does not begin");
}

TEST(ClauseFile, RefusesAnIdThatIsNone) {
  expect_refused("Toy-1  A toy.\n       from header · header · must\n", 3, "no clause id");
}

TEST(ClauseFile, RefusesAClauseThatSaysNothing) {
  expect_refused("TOY-1\n       from header · header · must\n", 3, "says nothing");
}

TEST(ClauseFile, RefusesAClauseWithoutAttribution) {
  expect_refused("TOY-1  A toy.\n\n" + sound_clause, 3, "does not say where it is from");
}

TEST(ClauseFile, RefusesAnIndentedLineThatContinuesNothing) {
  expect_refused("    lost words\n", 3, "continues no clause");
}

TEST(ClauseFile, RefusesAnUnknownModality) {
  expect_refused("TOY-1  A toy.\n       from header · header · perhaps\n", 3, "no modality");
}

TEST(ClauseFile, RefusesAnUnknownEvidence) {
  expect_refused("TOY-1  A toy.\n       from header · gossip · must\n", 3, "no evidence");
}

TEST(ClauseFile, RefusesAnUnknownSource) {
  expect_refused("TOY-1  A toy.\n       from rumour · header · must\n", 3, "no source");
}

TEST(ClauseFile, RefusesEvidenceThatNoSourceBacks) {
  expect_refused("TOY-1  A toy.\n       from header · windows-tested · must\n", 3, "no source backs");
}

TEST(ClauseFile, RefusesTheSameSourceTwice) {
  expect_refused("TOY-1  A toy.\n       from header; header · header · must\n", 3, "twice");
}

TEST(ClauseFile, RefusesAnOpenClauseWithoutChoice) {
  expect_refused("TOY-1  OPEN: whether.\n       from header · header · open\n", 3, "have a choice");
}

TEST(ClauseFile, RefusesAChoiceOfAClauseThatIsNotOpen) {
  expect_refused("TOY-1  A toy.\n       from header · header · must · choice: toys_squeak\n", 3, "have a choice");
}

TEST(ClauseFile, NamesTheProbeWithoutWhichNobodySeesWhatAClauseSays) {
  const auto probe_of = [](const std::string& rest) { return parse_clause_file("toys.clauses", "# Toys\n\nTOY-1  " + rest).clauses.front().probe; };
  EXPECT_EQ(probe_of("A toy.\n       from header · header · must · probe: alive\n"), Aspect::life);
  EXPECT_EQ(probe_of("OPEN: whether.\n       from header · header · open · choice: toys_squeak · probe: csp\n"), Aspect::csp_handle);
  EXPECT_EQ(probe_of("A toy.\n       from header · header · must\n"), std::nullopt);
}

TEST(ClauseFile, RefusesAProbeThatNobodyKnows) {
  expect_refused("TOY-1  A toy.\n       from header · header · must · probe: squeak\n", 3, "no probe");
  expect_refused("TOY-1  A toy.\n       from header · header · must · probe: lastError\n", 3, "no probe");
  expect_refused("TOY-1  A toy.\n       from header · header · must · probe: csp · probe: alive\n", 3, "expected choice");
}

TEST(ClauseFile, RefusesAnOpenClauseThatDoesNotSaySo) {
  expect_refused("TOY-1  A toy.\n       from header · header · open · choice: toys_squeak\n", 3, "begin with OPEN");
}

}  // namespace
}  // namespace certlife::model
