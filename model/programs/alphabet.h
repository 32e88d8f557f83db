// Alphabets: small sets of calls over which every program up to a depth is run.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "model/programs/test_program.h"
#include "model/programs/walk.h"

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

// How far into a program one is, as far as instances of templates depend on it.
struct Progress {
  int stores = 0, contexts = 0, csps = 0, labels = 0;
};

// What there is at some point of a program that placeholders may stand for.
struct Standing {
  std::vector<const Binding*> names;
  const ModelWorld& world;
};

// A template made ready: every call that it stands for at some point of a program.
class CallTemplate {
 public:
  explicit CallTemplate(const std::string& text);

  using Visit = std::function<void(const trace::Line&, const Progress&)>;
  void for_each_instance(const Standing& at, const Progress& progress, const Alphabet& limits, const Visit& visit) const;
  void for_each_instance(const Walk& walk, const Progress& progress, const Alphabet& limits, const Visit& visit) const {
    for_each_instance(Standing{walk.names(), walk.world()}, progress, limits, visit);
  }

 private:
  trace::Line line_;
  bool opens_ = false;
};

struct Extent {
  std::size_t programs = 0;
  std::size_t calls = 0;
};

// Every maximal program of the alphabet: one that is as deep as it may be, or cannot be continued by a defined call.
// Every other program over the alphabet is the beginning of one of them. Stops early when `visit` says false.
Extent for_each_program(const Alphabet& alphabet, const model::Reading& reading,
                        const std::function<bool(TestProgram&&)>& visit);

}  // namespace certlife::conformance
