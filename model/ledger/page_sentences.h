// The sentences of the CertCloseStore page, named by section and number, and what became of each.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/ledger/text_lines.h"

namespace certlife::model {

struct PageSentence {
  std::string name;                  // Section and number: "Return value 4".
  std::string gist;                  // What it says, in our own words.
  std::vector<std::string> clauses;  // The clauses that carry it; empty if it is not normative.
  std::string reason;                // Why it is not normative; empty if it is.
  Place place;
};

// Throws LedgerError. Sentences are numbered from 1 in each section without a gap, so that none is forgotten.
std::vector<PageSentence> parse_page_sentences(std::string_view file, std::string_view text);

}  // namespace certlife::model
