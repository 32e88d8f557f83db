// Can the judge see? A run that finds nothing says something only if it would have found something. So in every run a handful of
// accepted programs are judged once more with one observed value changed to one that no reading allows, and must be rejected there.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tests/conformance/campaign/trial.h"

namespace certlife::conformance {

struct JudgeControl {
  std::size_t seen = 0, of = 0;
  std::set<std::string> aspects;      // What was changed: "result", "last error", "alive", "csp" …
  std::vector<std::string> unseen;    // Each change that was accepted: the aspect, the call, and how it was changed.
  bool is_good() const { return seen == of; }
};

class JudgeControls {
 public:
  using Judge = std::function<Trial(const TestProgram& program, const ProgramRun& run)>;
  explicit JudgeControls(Judge judge) : judge_(std::move(judge)) {}

  // Makes the changes that the program lends itself to and that were not made yet.
  void look_at(const TestProgram& program, const Trial& trial);
  const JudgeControl& result() const { return controls_; }

 private:
  bool try_at(std::size_t change, std::size_t at, const TestProgram& program, const Trial& trial);

  Judge judge_;
  std::set<std::size_t> made_;  // Places in the table of changes.
  JudgeControl controls_;
};

// How many changes there are: so many are made where a target can do everything.
std::size_t changes_to_see();

}  // namespace certlife::conformance
