#include "model/ledger/completeness.h"

#include <algorithm>
#include <set>
#include <utility>

namespace certlife::model {
namespace {

// Collects what is wrong, each with its place in the data.
class Problems {
 public:
  void add_if(bool wrong, const Place& place, const std::string& message) {
    if (wrong) lines_.push_back(place.file + ":" + std::to_string(place.line) + ": " + message);
  }
  void add_if(bool wrong, const Citation& citation, const std::string& message) {
    if (wrong) lines_.push_back(citation.file + ": " + citation.name + " cites " + citation.id + message);
  }
  std::vector<std::string> lines() && { return std::move(lines_); }

 private:
  std::vector<std::string> lines_;
};

bool contains(const std::vector<std::string>& all, const std::string& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

void check_choice_of(const Clause& clause, const Ledger& ledger, Problems& problems) {
  if (!clause.choice) return;
  const ChoiceRow* choice = ledger.find_choice(*clause.choice);
  problems.add_if(!choice, clause.place,
                  clause.id + " names the choice " + *clause.choice + ", which readings.table lacks");
}

void check_clause_of(const ChoiceRow& choice, const Ledger& ledger, Problems& problems) {
  const Clause* clause = ledger.find(choice.clause);
  const bool named = clause && clause->choice == choice.name;
  problems.add_if(!named, choice.place, "no open clause " + choice.clause + " names the choice " + choice.name);
}

// Two clauses that name one choice would leave it unclear which of them it settles.
void check_choice_is_of(const Clause& clause, const Ledger& ledger, Problems& problems) {
  const ChoiceRow* choice = clause.choice ? ledger.find_choice(*clause.choice) : nullptr;
  if (!choice) return;
  const bool other = choice->clause != clause.id;
  problems.add_if(other, choice->place, choice->name + " names " + choice->clause + ", but " + clause.id + " names it");
}

bool names_sentence(const Clause& clause, const std::string& sentence) {
  const Source wanted{Source::Kind::page, sentence};
  return std::find(clause.sources.begin(), clause.sources.end(), wanted) != clause.sources.end();
}

void check_sentences_of(const Clause& clause, const Ledger& ledger, Problems& problems) {
  for (const Source& source : clause.sources) {
    if (source.kind != Source::Kind::page) continue;
    const PageSentence* sentence = ledger.find_sentence(source.name);
    problems.add_if(!sentence, clause.place, clause.id + ": the page has no sentence " + source.name);
    const bool silent = sentence && !contains(sentence->clauses, clause.id);
    problems.add_if(silent, clause.place, clause.id + " names " + source.name + ", which does not name it");
  }
}

void check_clauses_of(const PageSentence& sentence, const Ledger& ledger, Problems& problems) {
  for (const std::string& id : sentence.clauses) {
    const Clause* clause = ledger.find(id);
    problems.add_if(!clause, sentence.place, sentence.name + " names " + id + ", which is not there");
    const bool silent = clause && !names_sentence(*clause, sentence.name);
    problems.add_if(silent, sentence.place, sentence.name + " names " + id + ", which does not name it");
  }
}

std::set<std::string_view> prefixes_of(const Ledger& ledger) {
  std::set<std::string_view> prefixes;
  for (const Clause* clause : ledger.clauses()) prefixes.insert(prefix_of(clause->id));
  return prefixes;
}

// Things like "UTF-8" look like ids; only those with a prefix of ours are meant.
void check_citations(const Ledger& ledger, Problems& problems) {
  const auto prefixes = prefixes_of(ledger);
  for (const Citation& citation : ledger.citations()) {
    if (!prefixes.contains(prefix_of(citation.id))) continue;
    const Clause* clause = ledger.find(citation.id);
    problems.add_if(!clause, citation, ", which is not there");
    const bool not_open = clause && citation.as_open && clause->modality != Modality::open;
    problems.add_if(not_open, citation, " as open, which it is not");
  }
}

}  // namespace

std::vector<std::string> inconsistencies(const Ledger& ledger) {
  Problems problems;
  for (const Clause* clause : ledger.clauses()) {
    check_choice_of(*clause, ledger, problems);
    check_choice_is_of(*clause, ledger, problems);
    check_sentences_of(*clause, ledger, problems);
  }
  for (const ChoiceRow& choice : ledger.choices()) check_clause_of(choice, ledger, problems);
  for (const PageSentence& sentence : ledger.page()) check_clauses_of(sentence, ledger, problems);
  check_citations(ledger, problems);
  return std::move(problems).lines();
}

std::vector<Gap> gaps(const Ledger& ledger) {
  std::vector<Gap> found;
  for (const Clause* clause : ledger.clauses()) {
    if (clause->modality != Modality::must || !is_from_the_page(*clause)) continue;
    const auto lacks = [&](Citation::Role role) { return ledger.citations_of(clause->id, role).empty(); };
    const Gap gap{clause, lacks(Citation::Role::rule), lacks(Citation::Role::claim), lacks(Citation::Role::test)};
    if (gap.lacks_rule || gap.lacks_claim || gap.lacks_test) found.push_back(gap);
  }
  return found;
}

std::string to_string(const Gap& gap) {
  std::string lacking;
  const auto add = [&](bool lacks, const char* what) {
    if (lacks) lacking += (lacking.empty() ? "" : ", ") + std::string(what);
  };
  add(gap.lacks_rule, "rule");
  add(gap.lacks_claim, "claim");
  add(gap.lacks_test, "test");
  return gap.clause->id + " lacks: " + lacking;
}

}  // namespace certlife::model
