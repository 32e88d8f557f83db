#include "tests/conformance/campaign/tallies.h"

#include "model/trace/windows_trace.h"
#include "tests/conformance/campaign/refusals.h"

namespace certlife::conformance {

void Tallies::lack(const std::string& what, const TestProgram& program) {
  ++lacks_[what];
  for (const auto& clause : program.clauses) clauses_[clause].lacks.insert(what);
}

void Tallies::take(const TestProgram& program, const Trial& trial) {
  for (const auto& lack : trial.lacks) ++lacks_[lack];
  for (const trace::Line& line : trial.lines) note_probes(line, answered_probes_);
  for (const auto& clause : trial.decided)
    if (scope_.shows(clause)) ++clauses_[clause].decided;
  for (const auto& [clause, values] : trial.choices) {
    Tally& tally = clauses_[clause];
    tally.choices.insert(values.begin(), values.end());
    // What settles the choice has decided its clause.
    if (scope_.shows(clause)) ++tally.decided;
  }
  take_own_clauses(program, trial);
}

void Tallies::take_own_clauses(const TestProgram& program, const Trial& trial) {
  for (const auto& clause : program.clauses) {
    Tally& tally = clauses_[clause];
    const bool can_be_seen = scope_.decides(clause, program);
    if (trial.last_call_was_judged && can_be_seen) ++tally.decided;
    if (trial.last_call_was_judged && is_told_by_the_result(clause, program)) ++tally.decided_by_results;
    tally.lacks.insert(trial.lacks.begin(), trial.lacks.end());
    if (!can_be_seen) tally.lacks.insert("the probe " + *probe_needed_for(clause));
    // Of what Windows was seen to do any call may be the one that a clause is about.
    if (trial.findings.empty() || program.windows) continue;
    const Finding& first = trial.findings.front();
    (first.at + 1 == program.lines.size() ? tally.fails_with : tally.blocked_by).insert(first.clause);
  }
}

// Of a probe that the target says it has, and never answered, nothing was seen: clauses that need it were not decided by it.
std::map<std::string, Tally> Tallies::clauses() const {
  auto clauses = clauses_;
  for (auto& [id, tally] : clauses) {
    const auto probe = probe_needed_for(id);
    if (!probe || answered_probes_.contains(*probe) || !scope_.probes().contains(*probe)) continue;
    tally.decided = tally.decided_by_results;
    tally.lacks.insert("the probe " + *probe + ", which it never answered");
  }
  return clauses;
}

}  // namespace certlife::conformance
