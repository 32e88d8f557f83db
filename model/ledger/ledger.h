// The clause ledger: the documents as numbered sentences, with what the sources leave open and what cites each clause.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "model/ledger/citations.h"
#include "model/ledger/clause.h"
#include "model/ledger/ownership.h"
#include "model/ledger/page_sentences.h"
#include "model/ledger/readings.h"
#include "model/trace/embedded_file.h"

namespace certlife::model {

class Ledger {
 public:
  // The ledger that the build embedded; parsed once. Threads may share it.
  static const Ledger& load();

  // Of files like "close_store.clauses", "page.sentences", "readings.table", "ownership.table" and "citations.table". Throws LedgerError, which names file and line, if a file is malformed or an id is there twice.
  static Ledger parse(std::span<const EmbeddedFile> files);

  const std::vector<ClauseGroup>& groups() const { return groups_; }
  const std::vector<ChoiceRow>& choices() const { return choices_; }
  const std::vector<PageSentence>& page() const { return page_; }
  const std::vector<Citation>& citations() const { return citations_; }
  // In the order of the tables, those of the model first.
  const std::vector<OwnedFunction>& ownership() const { return ownership_; }

  // In the order of the files.
  std::vector<const Clause*> clauses() const;

  // nullptr if there is none.
  const Clause* find(std::string_view id) const;
  // There is such a clause, and a choice settles it.
  bool is_open(std::string_view id) const;
  const ChoiceRow* find_choice(std::string_view name) const;
  const PageSentence* find_sentence(std::string_view name) const;

  std::vector<const Citation*> citations_of(std::string_view id, Citation::Role role) const;

 private:
  void read(const EmbeddedFile& file);

  std::vector<ClauseGroup> groups_;
  std::vector<ChoiceRow> choices_;
  std::vector<PageSentence> page_;
  std::vector<Citation> citations_;
  std::vector<OwnedFunction> ownership_;
};

// The files that the build embedded.
std::span<const EmbeddedFile> embedded_ledger_files();

}  // namespace certlife::model
