// A deviation: a shortest program that shows an implementation breaking a clause.
#pragma once

#include <string>
#include <vector>

#include "model/trace/line.h"
#include "tests/conformance/campaign/situation.h"

namespace certlife::conformance {

struct Finding;

// How deep an alphabet was exhausted: every program over it of up to so many calls was run.
struct Checked {
  std::string alphabet;
  std::size_t depth = 0;
};

// How often a program deviated when it was run again.
struct Reruns {
  std::size_t shown = 0, of = 0;
  bool is_steady() const { return shown == of; }
};

// What a deviation is known by, in whatever run it shows.
struct DeviationKey {
  std::string clause;
  std::string shape;   // Calls and kinds up to renaming.
  std::string aspect;  // What differs, without names, on one line.

  bool operator==(const DeviationKey&) const = default;
  std::string text() const { return shape + " => " + aspect; }
};

// The call that explains it by what it left, mostly an earlier one: the last call shows it.
struct Blame {
  std::size_t at = 0;  // Which of the calls.
  std::string clause;  // That it broke.
  std::string what;    // "c1 is left a reference too many".
  std::string cause;   // The same for all deviations with this cause.
};

struct Deviation : DeviationKey {
  std::vector<trace::Line> requests;  // The program, with canonical names and the probes that were asked for.
  std::vector<trace::Line> calls;     // The same, completed; the last one deviates.
  std::string observed;
  std::string allowed;
  std::string signature;
  Situation met;                                  // By the call that deviates.
  std::optional<std::vector<std::string>> where;  // What of this it needs; none: nobody has asked.
  std::optional<Blame> blame;                     // None: the call that shows it breaks the clause itself.
  std::string found_by;             // The alphabet, program or walk that met it first.
  std::string shortest_over;        // The alphabet over which every shorter program was run; empty: none.
  std::vector<Checked> checked;     // The alphabets that the program is over, and how deep each was run.
  std::size_t times = 1;            // How many programs showed it.
  Reruns reruns;                    // Of the reduced program, the last in a fresh process.
  double ms_to_shortest = 0;        // From the first failure to the reduced program.
  bool is_fatal = false;            // The target's process ended.
  bool is_by_windows = false;       // Windows was seen to do otherwise; the oracle allows it.
  bool expected = false;
  std::string note;                 // Of the entry that expects it: why it is so.
  std::string expired_at;           // The place of an entry that expected it until a day that is past; empty: none did.
  bool comes_and_goes = false;      // Known to show now in one way and now in another, or not at all.
  bool is_only_after_others = false;  // In a process of its own it did not show.
  bool is_given_up = false;         // There was no time to reduce it further.
  bool is_reduced = true;           // Else it was recorded elsewhere: the beginning of a program that deviates.

  bool is_shortest() const { return !shortest_over.empty(); }
  bool is_flaky() const { return !reruns.is_steady(); }
  // The clause that was broken first, by whatever call.
  const std::string& broken() const { return blame ? blame->clause : clause; }
  bool is_about(const std::string& of_clause) const { return clause == of_clause || broken() == of_clause; }
  const std::vector<std::string>& needed() const { return where ? *where : met.traits; }
  // A call that meets this and differs so does so for the same reason.
  bool covers(const std::string& its_clause, const std::string& its_aspect, const Situation& situation) const;
};

// What the finding says of this program, which ends with the call that deviates, and of what came of it.
Deviation deviation_of(const Finding& finding, std::vector<trace::Line> requests, std::vector<trace::Line> calls);

}  // namespace certlife::conformance
