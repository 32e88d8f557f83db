#include "model/ledger/explain.h"

#include <gtest/gtest.h>

#include <string>

namespace certlife::model {
namespace {

void expect_contains(const std::string& text, const std::string& part) {
  EXPECT_NE(text.find(part), std::string::npos) << part << "\nis not in\n" << text;
}

TEST(Explain, TellsClauseSourcesAndEvidence) {
  const std::string text = explain("CLOSE-6");

  expect_contains(text, "CLOSE-6  The store is closed even then");
  expect_contains(text, "page: Return value 6, Remarks 14; header; windows test testCloseStore");
  expect_contains(text, "windows-tested: asserted by a test that passes on Windows");
}

TEST(Explain, TellsTheSentencesOfThePage) { expect_contains(explain("CLOSE-5"), "Return value 5: FALSE with CHECK"); }

TEST(Explain, TellsTheValueOfAChoiceUnderEachReading) {
  const std::string text = explain("CLOSE-7");

  expect_contains(text, "check_counts_other_handles = yes or no, the same through a whole trace");
  expect_contains(text, "page no; header yes; windows yes");
}

TEST(Explain, FindsTheClausesOfAFunctionAChoiceOrAWord) {
  const Ledger& ledger = Ledger::load();
  expect_contains(explain_word(ledger, "CertCloseStore"), "CLOSE-8 ");
  expect_contains(explain_word(ledger, "check_counts_other_handles"), "modality  open");
  expect_contains(explain_word(ledger, "crypt_e_pending_close"), "CLOSE-5 ");
  EXPECT_EQ(explain_word(ledger, "CRYPT_E_PENDING_CLOSE").find("FIND-"), std::string::npos);
  EXPECT_EQ(explain_word(ledger, "no such word"), "");
}

TEST(Explain, TellsWhatCitesTheClause) {
  const std::vector<EmbeddedFile> files{
      {"toy.clauses", "# Toys\nTOY-1  A toy squeaks.\n       from header · header · must\n"},
      {"citations.table", "TOY-1  rule  model/rules/toy.h  play\nTOY-1  test  t.cpp  Toys.Squeak\n"}};
  const Ledger ledger = Ledger::parse(files);
  const std::string text = explain(ledger, *ledger.find("TOY-1"));

  expect_contains(text, "rule      play in model/rules/toy.h\n");
  expect_contains(text, "claims    none\n");
  expect_contains(text, "tests     Toys.Squeak in t.cpp\n");
}

TEST(Explain, SaysNothingOfAClauseThatIsNotThere) { EXPECT_EQ(explain("CLOSE-9999"), ""); }

TEST(ListClauses, ShowsEveryClause) {
  const std::string text = list_clauses(Ledger::load());

  for (const Clause* clause : Ledger::load().clauses()) expect_contains(text, "\n" + clause->id + " ");
  for (const std::string_view line : lines_of(text)) EXPECT_LE(line.size(), 220u) << line;
}

TEST(ListReadings, ShowsEveryChoice) {
  const std::string text = list_readings(Ledger::load());

  for (const ChoiceRow& choice : Ledger::load().choices()) expect_contains(text, "\n" + choice.name + " ");
}

}  // namespace
}  // namespace certlife::model
