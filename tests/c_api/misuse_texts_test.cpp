// What checked mode cites is a clause of the specification, in its words.
#include <gtest/gtest.h>

#include <string>

#include "impl/src/misuse.h"
#include "model/ledger/ledger.h"

namespace certlife {
namespace {

using impl::Misuse;
using impl::MisuseText;

// Empty if the text cites a clause that leaves the call undefined, or that the caller has broken, in the clause's own words.
std::string complaint_about(const MisuseText& text) {
  const model::Clause* clause = model::Ledger::load().find(text.clause);
  if (clause == nullptr) return "there is no such clause";
  if (clause->text != text.sentence) return "the clause says: " + clause->text;
  const std::string citation = std::string(text.clause) + ": " + text.sentence;
  return std::string(text.text).ends_with(citation) ? "" : "the text does not end with the clause";
}

TEST(MisuseTexts, CiteClausesInTheirOwnWords) {
  for (const MisuseText& text : impl::misuse_texts()) EXPECT_EQ(complaint_about(text), "") << text.text;
}

TEST(MisuseTexts, AreThereForEachMisuseAndDiffer) {
  std::string all;
  for (std::size_t i = 0; i < impl::number_of_misuses; ++i) {
    const MisuseText& text = impl::text_of(static_cast<Misuse>(i));
    EXPECT_EQ(static_cast<std::size_t>(text.misuse), i);
    EXPECT_EQ(all.find(text.text), std::string::npos) << text.text;
    all += text.text;
  }
}

// Most are calls that the documents leave undefined. The others are a change that no call makes, and what a close may not tell.
model::Modality expected_modality(Misuse misuse) {
  if (misuse == Misuse::context_was_changed) return model::Modality::must;
  return misuse == Misuse::changes_were_lost ? model::Modality::open : model::Modality::undefined;
}

TEST(MisuseTexts, CiteWhatLeavesTheCallUndefined) {
  for (const MisuseText& text : impl::misuse_texts()) {
    const model::Clause* clause = model::Ledger::load().find(text.clause);
    ASSERT_NE(clause, nullptr);
    EXPECT_EQ(clause->modality, expected_modality(text.misuse)) << text.clause;
  }
}

TEST(MisuseTexts, WouldBeFoundToMisquote) {
  EXPECT_NE(complaint_about({Misuse::no_store, "HANDLE-99", "", "HANDLE-99: "}), "");
  EXPECT_NE(complaint_about({Misuse::no_store, "HANDLE-1", "Handles may be used.", "HANDLE-1: Handles may be used."}), "");
}

}  // namespace
}  // namespace certlife
