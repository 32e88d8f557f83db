#include <gtest/gtest.h>

#include <string>

#include "model/domain/choosing.h"
#include "model/ledger/page_sentences.h"
#include "model/ledger/readings.h"
#include "model/ledger/tests/expect_refusal.h"

namespace certlife::model {
namespace {

std::vector<PageSentence> sentences(const std::string& text) { return parse_page_sentences("toy.sentences", text); }

std::vector<ChoiceRow> readings(const std::string& rows) {
  return parse_readings("toy.table", "choice  clause  scope  values  page  header  windows\n" + rows);
}

TEST(PageSentences, NameTheClausesThatCarryThem) {
  const auto page = sentences("Remarks 1  toys squeak  -> TOY-1, TOY-2\n");

  ASSERT_EQ(page.size(), 1u);
  EXPECT_EQ(page[0].name, "Remarks 1");
  EXPECT_EQ(page[0].gist, "toys squeak");
  EXPECT_EQ(page[0].clauses, (std::vector<std::string>{"TOY-1", "TOY-2"}));
}

TEST(PageSentences, GiveTheReasonWhyTheyAreNotNormative) {
  EXPECT_EQ(sentences("Remarks 1  see below  -> not normative: a reference\n").at(0).reason, "a reference");
}

TEST(PageSentences, AreRefusedWithoutAReason) {
  expect_refusal([] { sentences("Remarks 1  see below  -> not normative:\n"); }, "toy.sentences:1:", "no reason");
}

TEST(PageSentences, AreRefusedWhenNothingIsMadeOfThem) {
  expect_refusal([] { sentences("Remarks 1  toys squeak\n"); }, "toy.sentences:1:", "expected");
  expect_refusal([] { sentences("Remarks 1  toys squeak  ->\n"); }, "toy.sentences:1:", "no clause id");
}

TEST(PageSentences, AreRefusedWhenOneIsLeftOut) {
  const std::string text = "Remarks 1  toys squeak  -> TOY-1\nRemarks 3  toys roll  -> TOY-3\n";
  expect_refusal([&] { sentences(text); }, "toy.sentences:2:", "does not follow");
}

TEST(PageSentences, AreNumberedAnewInEachSection) {
  EXPECT_EQ(sentences("Remarks 1  toys squeak  -> TOY-1\nReturns 1  a toy  -> TOY-2\n").size(), 2u);
}

TEST(Readings, GiveEachChoiceAValueOrLeaveItFree) {
  const auto rows = readings("toys_squeak  TOY-1  call  yes, no  free  yes  no\n");

  ASSERT_EQ(rows.size(), 1u);
  EXPECT_TRUE(rows[0].anew_at_each_call);
  EXPECT_EQ(value_under(rows[0], "page"), std::nullopt);
  EXPECT_EQ(value_under(rows[0], "header"), "yes");
  EXPECT_EQ(value_under(rows[0], "windows"), "no");
}

TEST(Readings, AreRefusedForAValueThatTheChoiceLacks) {
  expect_refusal([] { readings("toys_squeak  TOY-1  call  yes, no  free  maybe  no\n"); }, "toy.table:2:", "no value");
}

TEST(Readings, AreRefusedForAnUnknownScope) {
  expect_refusal([] { readings("toys_squeak  TOY-1  always  yes, no  free  yes  no\n"); }, "toy.table:2:", "no scope");
}

TEST(Readings, AreRefusedForAMissingColumn) {
  expect_refusal([] { readings("toys_squeak  TOY-1  call  yes, no  free  yes\n"); }, "toy.table:2:", "seven columns");
}

TEST(Readings, AreRefusedForTheSameChoiceTwice) {
  const std::string row = "toys_squeak  TOY-1  call  yes, no  free  yes  no\n";
  expect_refusal([&] { readings(row + row); }, "toy.table:3:", "already");
}

TEST(Readings, AreRefusedWithoutTheHeadOfTheTable) {
  expect_refusal([] { parse_readings("toy.table", "toys_squeak  TOY-1  call  yes, no  free  yes  no\n"); },
                 "toy.table:1:", "head");
}

}  // namespace
}  // namespace certlife::model
