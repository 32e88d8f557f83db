// Where clauses are cited: the rule that states one, the claims that need it, the tests that cover it, what Windows was seen to do.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/ledger/text_lines.h"

namespace certlife::model {

struct Citation {
  enum class Role { rule, claim, test, windows, mention };
  std::string id;
  Role role;
  std::string file;  // From the top folder: "model/rules/close_store.h".
  std::string name;  // The function, claim or test case that cites it.
  bool as_open;      // Cited as "CLOSE-9 OPEN".

  auto operator<=>(const Citation&) const = default;
};

// What a file of this path can do for a clause. Mentions are only checked for existence.
Citation::Role role_of(std::string_view path);

// The citations in a source file:
//   in rules and claims   lists in brackets, [CLOSE-6, CLOSE-9 OPEN], and string literals, "CLOSE-2";
//   in claims and tests   comments that are nothing but a list, // CLOSE-6, CLOSE-8;
//   in files of programs  lines that are nothing but a list, # CLOSE-6, CLOSE-8; the next title is what cites;
//   in what Windows was seen to do  the "clauses" of the first line; the "title" is what cites;
//   in other sources      lists in brackets.
// A comment at the left margin belongs to what follows it, any other to what it stands in.
std::vector<Citation> citations_in(std::string_view path, std::string_view text);

// The table that the build embeds: a line "id  role  file  name [OPEN]" for each citation, sorted, each once.
std::string to_table(std::vector<Citation> citations);
// Throws LedgerError.
std::vector<Citation> parse_citation_table(std::string_view file, std::string_view text);

}  // namespace certlife::model
