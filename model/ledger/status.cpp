#include "model/ledger/status.h"

#include <set>

namespace certlife::model {
namespace {

struct Row {
  std::string heading;
  std::size_t clauses = 0, must = 0, open = 0, with_rule = 0, with_claim = 0, with_test = 0;
};

Row row_of(const Ledger& ledger, const ClauseGroup& group) {
  Row row;
  row.heading = group.heading;
  for (const Clause& clause : group.clauses) {
    const auto cited = [&](Citation::Role role) { return ledger.citations_of(clause.id, role).empty() ? 0u : 1u; };
    row.clauses += 1;
    row.must += clause.modality == Modality::must;
    row.open += clause.modality == Modality::open;
    row.with_rule += cited(Citation::Role::rule);
    row.with_claim += cited(Citation::Role::claim);
    row.with_test += cited(Citation::Role::test);
  }
  return row;
}

std::string line_of(const Row& row) {
  std::string line = "| " + row.heading;
  for (const std::size_t number : {row.clauses, row.must, row.open, row.with_rule, row.with_claim, row.with_test})
    line += " | " + std::to_string(number);
  return line + " |\n";
}

void add(Row& sum, const Row& row) {
  sum.clauses += row.clauses;
  sum.must += row.must;
  sum.open += row.open;
  sum.with_rule += row.with_rule;
  sum.with_claim += row.with_claim;
  sum.with_test += row.with_test;
}

std::size_t number_of_claims(const Ledger& ledger) {
  std::set<std::string_view> names;
  for (const Citation& citation : ledger.citations())
    if (citation.role == Citation::Role::claim) names.insert(citation.name);
  return names.size();
}

}  // namespace

std::string list_status(const Ledger& ledger) {
  std::string table = "| clauses of | all | must | open | with rule | with claim | with test |\n"
                      "| --- | ---: | ---: | ---: | ---: | ---: | ---: |\n";
  Row sum;
  sum.heading = "all";
  for (const ClauseGroup& group : ledger.groups()) {
    const Row row = row_of(ledger, group);
    table += line_of(row);
    add(sum, row);
  }
  const std::size_t incomplete = gaps(ledger).size();
  return table + line_of(sum) + "\n" + std::to_string(number_of_claims(ledger)) + " claims, " + std::to_string(ledger.choices().size()) +
         " choices. Of the page's " + std::to_string(ledger.page().size()) + " sentences, clauses that must hold and lack rule, claim or test: " +
         std::to_string(incomplete) + ".\n";
}

}  // namespace certlife::model
