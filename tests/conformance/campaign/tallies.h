// What the programs of a run said of each clause.
#pragma once

#include <map>
#include <set>
#include <string>

#include "tests/conformance/campaign/scope.h"
#include "tests/conformance/campaign/trial.h"

namespace certlife::conformance {

// What became of one clause.
struct Tally {
  std::size_t decided = 0;             // Programs in which it decided an accepted call, or that were written for it.
  std::size_t decided_by_results = 0;  // Those of them that need no probe.
  std::set<std::string> lacks;         // What the target lacks for a program of its own: calls, kinds, probes, or what it said.
  std::set<std::string> fails_with;    // Clauses under whose deviation its own programs fail.
  std::set<std::string> blocked_by;    // Clauses whose deviation its own programs run into before they come to it.
  std::set<std::string> choices;
};

class Tallies {
 public:
  explicit Tallies(const Scope& scope) : scope_(scope) {}

  // The program was not sent, or not whole, for want of something.
  void lack(const std::string& what, const TestProgram& program);
  void take(const TestProgram& program, const Trial& trial);

  // Of each clause, once all programs were taken.
  std::map<std::string, Tally> clauses() const;
  // What the target cannot do, and how many programs wanted it.
  const std::map<std::string, std::size_t>& lacks() const { return lacks_; }

 private:
  void take_own_clauses(const TestProgram& program, const Trial& trial);

  const Scope& scope_;
  std::map<std::string, Tally> clauses_;
  std::map<std::string, std::size_t> lacks_;
  std::set<std::string> answered_probes_;
};

}  // namespace certlife::conformance
