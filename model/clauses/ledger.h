// The clause ledger: the documents as numbered sentences, with what the sources leave open and what cites each clause.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "model/clauses/citations.h"
#include "model/clauses/clause.h"
#include "model/clauses/page_sentences.h"
#include "model/clauses/readings.h"

namespace certlife::model {

// A data file by its name alone: "close_store.clauses", "page.sentences", "readings.table", "citations.table".
struct LedgerFile {
  std::string_view name;
  std::string_view text;
};

class Ledger {
 public:
  // The ledger that the build embedded; parsed once. Threads may share it.
  static const Ledger& load();

  // Throws LedgerError, which names file and line, if a file is malformed or an id is there twice.
  static Ledger parse(std::span<const LedgerFile> files);

  const std::vector<ClauseGroup>& groups() const { return groups_; }
  const std::vector<ChoiceRow>& choices() const { return choices_; }
  const std::vector<PageSentence>& page() const { return page_; }
  const std::vector<Citation>& citations() const { return citations_; }

  // In the order of the files.
  std::vector<const Clause*> clauses() const;

  // nullptr if there is none.
  const Clause* find(std::string_view id) const;
  const ChoiceRow* find_choice(std::string_view name) const;
  const PageSentence* find_sentence(std::string_view name) const;

  std::vector<const Citation*> citations_of(std::string_view id, Citation::Role role) const;

 private:
  void read(const LedgerFile& file);

  std::vector<ClauseGroup> groups_;
  std::vector<ChoiceRow> choices_;
  std::vector<PageSentence> page_;
  std::vector<Citation> citations_;
};

// The files that the build embedded.
std::span<const LedgerFile> embedded_ledger_files();

}  // namespace certlife::model
