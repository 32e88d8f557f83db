#include "model/ledger/ledger.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <map>
#include <string>

namespace certlife::model {
namespace {

template <class Range, class Member>
const typename Range::value_type* find_by(const Range& range, Member member, std::string_view wanted) {
  const auto found = std::find_if(range.begin(), range.end(), [&](const auto& item) { return item.*member == wanted; });
  return found == range.end() ? nullptr : &*found;
}

int number_of(std::string_view id) {
  int number = 0;
  const std::string_view digits = id.substr(id.find('-') + 1);
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

void check_order(const Clause& previous, const Clause& clause) {
  const bool elsewhere = previous.place.file != clause.place.file;
  if (elsewhere) fail(clause.place, clause.id + ": its prefix belongs to " + previous.place.file);
  const bool rising = number_of(previous.id) < number_of(clause.id);
  if (!rising) fail(clause.place, clause.id + " is there already or out of order");
}

// Ids go up within a prefix, which lives in one file; so none is there twice.
void check_ids(const std::vector<ClauseGroup>& groups) {
  std::map<std::string_view, const Clause*> last;
  for (const ClauseGroup& group : groups) {
    for (const Clause& clause : group.clauses) {
      const Clause*& previous = last[prefix_of(clause.id)];
      if (previous) check_order(*previous, clause);
      previous = &clause;
    }
  }
}

}  // namespace

const Ledger& Ledger::load() {
  static const Ledger ledger = parse(embedded_ledger_files());
  return ledger;
}

Ledger Ledger::parse(std::span<const EmbeddedFile> files) {
  Ledger ledger;
  for (const EmbeddedFile& file : files) ledger.read(file);
  check_ids(ledger.groups_);
  check_no_function_is_there_twice(ledger.ownership_);
  return ledger;
}

void Ledger::read(const EmbeddedFile& file) {
  if (file.name.ends_with(".clauses")) {
    groups_.push_back(parse_clause_file(file.name, file.text));
  } else if (file.name == "readings.table") {
    choices_ = parse_readings(file.name, file.text);
  } else if (file.name.starts_with("ownership") && file.name.ends_with(".table")) {
    std::ranges::move(parse_ownership(file.name, file.text), std::back_inserter(ownership_));
  } else if (file.name == "page.sentences") {
    page_ = parse_page_sentences(file.name, file.text);
  } else if (file.name == "citations.table") {
    citations_ = parse_citation_table(file.name, file.text);
  } else {
    fail({std::string(file.name), 1}, "no file of the ledger has this name");
  }
}

std::vector<const Clause*> Ledger::clauses() const {
  std::vector<const Clause*> all;
  for (const ClauseGroup& group : groups_) {
    for (const Clause& clause : group.clauses) all.push_back(&clause);
  }
  return all;
}

const Clause* Ledger::find(std::string_view id) const {
  for (const ClauseGroup& group : groups_) {
    if (const Clause* clause = find_by(group.clauses, &Clause::id, id)) return clause;
  }
  return nullptr;
}

bool Ledger::is_open(std::string_view id) const {
  const Clause* clause = find(id);
  return clause != nullptr && clause->choice.has_value();
}

const ChoiceRow* Ledger::find_choice(std::string_view name) const { return find_by(choices_, &ChoiceRow::name, name); }

const PageSentence* Ledger::find_sentence(std::string_view name) const {
  return find_by(page_, &PageSentence::name, name);
}

std::vector<const Citation*> Ledger::citations_of(std::string_view id, Citation::Role role) const {
  std::vector<const Citation*> found;
  for (const Citation& citation : citations_) {
    if (citation.id == id && citation.role == role) found.push_back(&citation);
  }
  return found;
}

}  // namespace certlife::model
