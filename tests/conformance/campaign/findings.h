// What a campaign has found wrong with its target: each deviation once, by the shortest program that shows it.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "model/programs/pattern.h"
#include "tests/conformance/campaign/deviation.h"
#include "tests/conformance/campaign/port.h"
#include "tests/conformance/campaign/trial.h"

namespace certlife::conformance {

// Where a program was run, and how much may be done about what it showed.
struct Occasion {
  std::string level;
  bool walks = false;                 // Only new kinds of deviations are looked for.
  bool was_elsewhere = false;         // It cannot be run again.
  bool level_is_over = false;         // No time is left but for the first of each kind.
  std::function<bool()> all_is_over;  // Asked between the steps of a reduction.
  std::chrono::steady_clock::time_point judged;
};

class Findings {
 public:
  // Those that are known are counted when they show, and not looked for again.
  Findings(Port& port, const Referee& referee, std::vector<Deviation> known);

  // Reduces what was found, unless it is one of those that are there already or one of its kind has been tried often enough.
  void take(const TestProgram& program, const Trial& trial, const Finding& finding, const Occasion& occasion);
  // One that is reduced as it stands.
  void add(Deviation deviation, const Occasion& occasion);

  // Before which line the program has to stop if no call is to be made again that is known to end the process, or to do now this
  // and now that; its length if there is none.
  std::size_t end_before_known_ends(const std::vector<trace::Line>& lines) const;

  // How many rejections only followed from earlier ones.
  std::size_t consequences() const { return consequences_; }

  // Sorted by length; without those that lie in others.
  std::vector<Deviation> finish();

 private:
  struct Kind {
    std::size_t found = 0, attempts = 0;
  };
  Deviation* known_like(const Finding& finding);
  Deviation* known_at(const TestProgram& program, const Finding& finding);
  Deviation* known_by_what_it_met(const TestProgram& program, const Finding& finding);
  bool may_be_tried(const Kind& kind, const TestProgram& program, const Finding& finding, const Occasion& occasion) const;
  void drop_longer_ones();

  Port& port_;
  const Referee& referee_;
  std::vector<Deviation> deviations_;
  std::vector<Pattern> patterns_;      // Of the deviations, in the same order.
  std::map<std::string, Kind> kinds_;  // By signature.
  std::size_t consequences_ = 0;
};

}  // namespace certlife::conformance
