#include "proofs/refute/refuter.h"

#include <chrono>

#include "proofs/prove/prover.h"
#include "proofs/refute/weakening.h"

namespace certlife::proofs {

namespace {

// The first claim that the solver finds a counterexample to.
std::string_view unprovable_under(std::size_t mutant) {
  Wanted wanted;
  wanted.covers = false;
  wanted.stop_at_first_refuted = true;
  for (std::size_t rule = 0; rule < rule_count; ++rule) {
    if (!spoils(mutant, rule)) continue;
    Report report;
    prove_rule(report, rule, symbolic_weakening(mutant), wanted);
    if (report.obligations.back().status == Status::refuted) return report.obligations.back().about->name;
  }
  return {};
}

Refutation refute_one(std::size_t mutant, const Scope& scope) {
  const auto start = std::chrono::steady_clock::now();
  Refutation result{mutants::about[mutant].name, mutants::about[mutant].sentence, unprovable_under(mutant), shortest_calls(mutant, scope), 0};
  result.milliseconds = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
  return result;
}

}  // namespace

std::vector<Refutation> refute(std::string_view only, const Scope& scope) {
  std::vector<Refutation> all;
  for (std::size_t mutant = 0; mutant < mutants::count; ++mutant) {
    if (only.empty() || only == mutants::about[mutant].name) all.push_back(refute_one(mutant, scope));
  }
  return all;
}

}  // namespace certlife::proofs
