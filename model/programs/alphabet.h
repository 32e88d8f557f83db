// Alphabets: small sets of calls over which every program up to a depth is run.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "model/domain/choosing.h"
#include "model/programs/test_program.h"

namespace certlife::conformance {

// A call is a template in the notation of notation.h in which $store, $cert, $crl, $ctl and $csp stand for every name
// of that sort known so far, $new for the name of a result, and $label for a label used before or the next new one.
struct Alphabet {
  std::string name;
  std::vector<std::string> before;  // Calls with which every program begins.
  std::vector<std::string> calls;
  int depth = 4;                    // Of the calls after those.
  int most_stores = 2;
  int most_labels = 1;
};

// Those of a default run.
const std::vector<Alphabet>& alphabets();

// The alphabet in one line, for the limits of a run.
std::string description_of(const Alphabet& alphabet);

struct Extent {
  std::size_t programs = 0;
  std::size_t calls = 0;
};

// Every maximal program of the alphabet: one that is as deep as it may be, or cannot be continued by a defined call.
// Every other program over the alphabet is the beginning of one of them. Stops early when `visit` says false.
Extent for_each_program(const Alphabet& alphabet, const model::Reading& reading,
                        const std::function<bool(TestProgram&&)>& visit);

}  // namespace certlife::conformance
