// What a target has declined, so that it is asked for once and not over and over.
//
// A call needs several things of a target: the call itself, each constant and flag, each sort of argument, each pointer that is to
// receive something, each probe. One that is declined lacks one of them: which, is known by what else was answered. A later call that needs the
// same is not sent.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <unordered_set>
#include <vector>

#include "tests/conformance/campaign/trial.h"

namespace certlife::conformance {

class Refusals {
 public:
  // What came of a program: each call that was answered is one that the target can do, and the first that it declined one that it
  // cannot. Nothing is learned behind a deviation, or of a call that uses a name which was never bound.
  void learn(const TestProgram& program, const Trial& trial);

  // Why the call is not sent: because it needs what was declined. Once in each level it is sent all the same, since what a target
  // cannot do now it may do later.
  std::optional<std::string> reason_against(const trace::Line& line);
  // Because this very call was declined before.
  std::optional<std::string> reason_against_the_very(const trace::Line& line) const;
  // The probe without which the call would be sent. It is certain where nothing else can have been declined; else the call has not been
  // seen without the probe yet, and is tried so.
  struct SuspectedProbe {
    std::string name;
    bool is_certain;
  };
  std::optional<SuspectedProbe> probe_against(const trace::Line& line) const;
  // Whether it needs what was declined; asks nothing.
  bool declines(const trace::Line& line) const;
  void begin_level();

  // Was such a call neither answered nor declined so far?
  bool is_new(const trace::Line& line) const;
  // Before which line the program stops that needs all that a program needed which was refused as a whole; and why.
  struct Stop {
    std::size_t at = 0;
    std::string reason;
  };
  std::optional<Stop> stop_in(std::span<const trace::Line> lines);

  bool empty() const { return calls_.empty() && programs_.empty(); }

 private:
  using Need = std::uint64_t;  // A hash.
  using Needs = std::vector<Need>;
  struct Declined {
    Needs needs;  // Sorted.
    std::string reason;
    std::size_t times = 1;
    bool was_asked_in_this_level = true;
  };

  static Needs needs_of(const trace::Line& line);
  static std::uint64_t key_of(const trace::Line& line);  // The same for calls that need the same.
  bool is_declined(const Needs& needs) const;
  void answered(const trace::Line& line);
  void declined(Needs needs, const std::string& reason, std::vector<Declined>& among);
  Needs suspects_of(const Declined& each) const;
  static const Needs& what_is_lacking(const Declined& each, const Needs& suspects);
  std::optional<std::size_t> against(const trace::Line& line) const;

  std::vector<Declined> calls_, programs_;
  std::unordered_set<Need> can_;                 // Needs that were met in some answered call.
  std::unordered_set<std::uint64_t> answered_;   // Calls, by their keys.
};

// The probes that the line has an answer to.
void note_probes(const trace::Line& line, std::set<std::string>& answered);

// Asks for the probe nowhere.
void leave_out_probe(const std::string& probe, std::vector<trace::Line>& lines);

// The lines without those that are not wanted, and without those that need their results.
std::vector<trace::Line> without_calls(const std::vector<trace::Line>& lines, const std::function<bool(const trace::Line&)>& is_unwanted);

}  // namespace certlife::conformance
