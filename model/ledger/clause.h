// A clause: one checkable sentence in our own words, where it comes from, and how strong the evidence is.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/aspect.h"
#include "model/ledger/text_lines.h"

namespace certlife::model {

enum class Modality {
  must,         // Every implementation does this.
  may,          // An implementation may do this or not; nothing is promised.
  undefined,    // The documents do not define the call; the caller is at fault.
  open,         // A gap in the documents; a choice settles it.
  informative,  // Said for people; nothing is checked.
};

enum class Evidence {
  windows_tested,  // A test that passes on Windows asserts it.
  header,          // The header of the SDK states it.
  documented,      // A documentation page states it.
  relied_on,       // Programs in wide use depend on it.
  inferred,        // It follows from the others.
};

struct Source {
  enum class Kind { page, header, windows_test, docs, application, inference };
  Kind kind;
  std::string name;  // The page sentence, test, documentation page or program; empty for header and inference.

  bool operator==(const Source&) const = default;
};

struct Clause {
  std::string id;
  std::string text;
  std::vector<Source> sources;
  Evidence evidence;
  Modality modality;
  std::optional<std::string> choice;  // Present exactly for open clauses.
  std::optional<Aspect> probe;        // What it speaks of shows in no result, only there.
  Place place;
};

// The clauses of one API function, in the order of their file.
struct ClauseGroup {
  std::string name;     // As the files of rules and tests: "close_store".
  std::string heading;  // The functions it is about.
  std::vector<Clause> clauses;
};

std::string_view to_string(Modality modality);
std::string_view to_string(Evidence evidence);
std::string to_string(const Source& source);
// All sources on one line; the sentences of the page are gathered behind one "page:".
std::string to_string(const std::vector<Source>& sources);

std::optional<Evidence> evidence_called(std::string_view word);
// "SOURCE; SOURCE". Throws LedgerError.
std::vector<Source> parse_sources(std::string_view text, const Place& place);
// The evidence can't be stronger than what is cited for it.
bool is_backed(Evidence evidence, const std::vector<Source>& sources);

bool is_from_the_page(const Clause& clause);

// It says something about an implementation; the others bind callers, inform, or promise nothing.
bool is_observable(const Clause& clause);

// The letters before the number: "CLOSE" for "CLOSE-5".
std::string_view prefix_of(std::string_view id);
bool is_clause_id(std::string_view text);

// Throws LedgerError, which names file and line, at the first thing that is not as it should be.
ClauseGroup parse_clause_file(std::string_view file, std::string_view text);

}  // namespace certlife::model
