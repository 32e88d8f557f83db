#include "tests/conformance/campaign/coverage_count.h"

#include <algorithm>

#include "model/ledger/ledger.h"

namespace certlife::conformance {
namespace {

bool can_be_observed(const std::string& id) {
  const auto* clause = model::Ledger::load().find(id);
  return clause && is_observable(*clause);
}

}  // namespace

CoverageCount::CoverageCount(const std::vector<ScopeGraph>& graphs) {
  for (const auto* clause : model::Ledger::load().clauses()) coverage_.clauses_of += is_observable(*clause);
  for (const ScopeGraph& graph : graphs)
    coverage_.scopes[graph.name()] = {graph.version(), {graph.states(), {}}, {graph.transitions().size(), {}}};
}

void CoverageCount::begin_tour(const ScopeGraph& graph) {
  toured_ = &graph;
  planned_.clear();
}

// Transitions up to the first deviation, that of the deviation included; behind it the target may be in another state.
void CoverageCount::take(const TestProgram& program, const Trial& trial) {
  if (!toured_) return;
  ScopeCoverage& covered = coverage_.scopes.at(toured_->name());
  const std::size_t reached = trial.findings.empty() ? trial.judged : trial.findings.front().at + 1;
  for (std::size_t i = 0; i < std::min(reached, program.transitions.size()); ++i) {
    const Transition& each = toured_->transitions()[program.transitions[i]];
    covered.transitions.ids.insert(program.transitions[i]);
    covered.states.ids.insert(each.from);
    if (trial.findings.empty() || i + 1 < reached) covered.states.ids.insert(each.to);
  }
}

Coverage CoverageCount::coverage(const std::map<std::string, Tally>& clauses, const std::vector<Deviation>& deviations) const {
  Coverage all = coverage_;
  for (const auto& [id, tally] : clauses)
    if (tally.decided > 0 && can_be_observed(id)) all.clauses.insert(id);
  for (const Deviation& each : deviations)
    if (can_be_observed(each.clause)) all.clauses.insert(each.clause);
  return all;
}

}  // namespace certlife::conformance
