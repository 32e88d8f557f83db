// A deviation: a shortest program that shows an implementation breaking a clause.
#pragma once

#include <string>
#include <vector>

#include "tests/conformance/runner/trial.h"

namespace certlife::conformance {

struct Deviation {
  std::string clause;
  std::string shape;                // Calls and kinds up to renaming, and what was seen.
  std::vector<trace::Line> requests;  // The program, with canonical names and the probes that were asked for.
  std::vector<trace::Line> calls;     // The same, completed; the last one deviates.
  std::string observed;
  std::string allowed;
  std::string signature;
  std::string found_by;             // The alphabet, program or walk that met it first.
  std::string shortest_over;        // Where every shorter program was run: alphabet and depth; empty: nowhere.
  std::size_t times = 1;            // How many programs showed it.
  bool is_fatal = false;            // The target's process ended.
  bool expected = false;
  bool is_reduced = true;           // Else it was recorded elsewhere: the beginning of a program that deviates.
};

}  // namespace certlife::conformance
