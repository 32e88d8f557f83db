// Counts what the programs of a run cover: clauses, and states and transitions of the graphs that are toured.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "model/programs/tour.h"
#include "tests/conformance/campaign/coverage.h"
#include "tests/conformance/campaign/deviation.h"
#include "tests/conformance/campaign/tallies.h"

namespace certlife::conformance {

class CoverageCount {
 public:
  explicit CoverageCount(const std::vector<ScopeGraph>& graphs);

  // From here on programs go through the graph, until the tour ends.
  void begin_tour(const ScopeGraph& graph);
  void end_tour() { toured_ = nullptr; }
  bool is_on_tour() const { return toured_ != nullptr; }
  // The program will be run, by this shard.
  void plan(const TestProgram& program) { planned_.insert(program.transitions.begin(), program.transitions.end()); }
  const std::set<std::uint32_t>& planned() const { return planned_; }
  bool was_taken(std::uint32_t transition) const { return toured().transitions.ids.contains(transition); }
  // REQUIRES: on tour; so does was_taken().
  const ScopeCoverage& toured() const { return coverage_.scopes.at(toured_->name()); }

  void take(const TestProgram& program, const Trial& trial);

  // With the clauses that decided something, whether they were kept or broken.
  Coverage coverage(const std::map<std::string, Tally>& clauses, const std::vector<Deviation>& deviations) const;

 private:
  Coverage coverage_;
  const ScopeGraph* toured_ = nullptr;
  std::set<std::uint32_t> planned_;
};

}  // namespace certlife::conformance
