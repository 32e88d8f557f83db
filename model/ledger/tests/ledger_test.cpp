#include "model/ledger/ledger.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "model/ledger/completeness.h"
#include "model/ledger/tests/expect_refusal.h"

namespace certlife::model {
namespace {

const std::string toy_clauses =
    "# Toys\n"
    "TOY-1  A toy squeaks.\n"
    "       from page: Remarks 1 · documented · must\n"
    "TOY-2  OPEN: whether it rolls.\n"
    "       from header · header · open · choice: toys_roll\n";
const std::string toy_page = "Remarks 1  toys squeak  -> TOY-1\n";
const std::string toy_readings =
    "choice  clause  scope  values  page  header  windows\n"
    "toys_roll  TOY-2  implementation  yes, no  free  free  yes\n";

// A sound ledger in which a test replaces one file.
struct Toys {
  std::string clauses = toy_clauses;
  std::string page = toy_page;
  std::string readings = toy_readings;
  std::string citations;

  Ledger parse() const {
    const std::vector<EmbeddedFile> files{{"toy.clauses", clauses},
                                        {"page.sentences", page},
                                        {"readings.table", readings},
                                        {"citations.table", citations}};
    return Ledger::parse(files);
  }
};

void expect_inconsistent(const Toys& toys, const std::string& problem) {
  const auto problems = inconsistencies(toys.parse());
  const bool found = std::any_of(problems.begin(), problems.end(),
                                 [&](const std::string& line) { return line.find(problem) != std::string::npos; });
  EXPECT_TRUE(found) << "expected: " << problem << "\nfound: " << problems.size()
                     << (problems.empty() ? "" : "\n" + problems[0]);
}

TEST(Ledger, FindsAClauseAndAChoiceByName) {
  const Ledger ledger = Toys{}.parse();

  EXPECT_EQ(ledger.find("TOY-1")->text, "A toy squeaks.");
  EXPECT_EQ(ledger.find("TOY-3"), nullptr);
  EXPECT_EQ(ledger.find_choice("toys_roll")->clause, "TOY-2");
  EXPECT_TRUE(inconsistencies(ledger).empty());
}

TEST(Ledger, RefusesAnIdThatIsThereTwice) {
  Toys toys;
  toys.clauses += "TOY-2  Another one.\n       from header · header · must\n";
  expect_refusal([&] { toys.parse(); }, "toy.clauses:6:", "already");
}

TEST(Ledger, RefusesAFileThatIsNoneOfItsOwn) {
  const std::vector<EmbeddedFile> files{{"letter.txt", "hello\n"}};
  expect_refusal([&] { Ledger::parse(files); }, "letter.txt:1:", "no file of the ledger");
}

TEST(Ledger, IsInconsistentWhenAChoiceIsNotInTheReadings) {
  Toys toys;
  toys.readings = "choice  clause  scope  values  page  header  windows\n";
  expect_inconsistent(toys, "readings.table lacks");
}

TEST(Ledger, IsInconsistentWhenAChoiceHasNoOpenClause) {
  Toys toys;
  toys.readings += "toys_fly  TOY-1  call  yes, no  free  free  yes\n";
  expect_inconsistent(toys, "no open clause TOY-1 names the choice toys_fly");
}

TEST(Ledger, IsInconsistentWhenAClauseNamesASentenceThatIsNotThere) {
  Toys toys;
  toys.page = "Returns 1  a toy  -> TOY-1\n";
  expect_inconsistent(toys, "no sentence Remarks 1");
}

TEST(Ledger, IsInconsistentWhenASentenceNamesAClauseThatDoesNotNameIt) {
  Toys toys;
  toys.page = "Remarks 1  toys squeak  -> TOY-1, TOY-2\n";
  expect_inconsistent(toys, "Remarks 1 names TOY-2, which does not name it");
}

TEST(Ledger, IsInconsistentWhenACitedClauseIsNotThere) {
  Toys toys;
  toys.citations = "TOY-7  rule  model/rules/toy.h  play\n";
  expect_inconsistent(toys, "play cites TOY-7, which is not there");
}

TEST(Ledger, IsInconsistentWhenAClauseIsWronglyCitedAsOpen) {
  Toys toys;
  toys.citations = "TOY-1  rule  model/rules/toy.h  play  OPEN\n";
  expect_inconsistent(toys, "as open, which it is not");
}

TEST(Ledger, TakesWhatOnlyLooksLikeAnIdForNoCitation) {
  Toys toys;
  toys.citations = "UTF-8  mention  impl/toy.h  play\n";
  EXPECT_TRUE(inconsistencies(toys.parse()).empty());
}

TEST(Ledger, HasAGapForEachClauseOfThePageWithoutRuleClaimOrTest) {
  Toys toys;
  toys.citations = "TOY-1  rule  model/rules/toy.h  play\n";
  const Ledger ledger = toys.parse();

  const auto found = gaps(ledger);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(to_string(found[0]), "TOY-1 lacks: claim, test");
}

TEST(Ledger, HasNoGapWhenRuleClaimAndTestCiteTheClause) {
  Toys toys;
  toys.citations = "TOY-1  rule  a.h  play\nTOY-1  claim  b.h  toys_squeak\nTOY-1  test  c.cpp  Toys.Squeak\n";
  EXPECT_TRUE(gaps(toys.parse()).empty());
}

TEST(EmbeddedLedger, FitsTogether) {
  for (const std::string& problem : inconsistencies(Ledger::load())) ADD_FAILURE() << problem;
}

// Counted by hand on the page; a sentence that is dropped from the end of a section shows here.
TEST(EmbeddedLedger, NamesEverySentenceOfThePage) {
  std::map<std::string, int> count;
  for (const PageSentence& sentence : Ledger::load().page()) ++count[sentence.name.substr(0, sentence.name.rfind(' '))];

  const std::map<std::string, int> expected{{"Metadata", 1},     {"Description", 2}, {"hCertStore", 1},
                                            {"dwFlags", 6},      {"CHECK flag", 3},  {"FORCE flag", 3},
                                            {"Return value", 9}, {"Remarks", 15}};
  EXPECT_EQ(count, expected);
}

TEST(EmbeddedLedger, SettlesEveryChoiceThatWindowsDecidesAsWindowsDoes) {
  const auto under_windows = [](const char* choice) {
    return value_under(*Ledger::load().find_choice(choice), "windows");
  };

  EXPECT_EQ(under_windows("check_counts_other_handles"), "yes");
  EXPECT_EQ(under_windows("null_store_close"), "e_unexpected");
  EXPECT_EQ(under_windows("csp_released_at"), "final_close");
  EXPECT_EQ(under_windows("order"), "newest_first");
  EXPECT_EQ(under_windows("force_ends_every_handle"), std::nullopt);
}

}  // namespace
}  // namespace certlife::model
