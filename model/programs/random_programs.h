// Random programs: walks of the model over the calls of all alphabets together, longer than what can be exhausted.
#pragma once

#include <cstdint>

#include "model/programs/alphabet.h"

namespace certlife::conformance {

struct RandomWalks {
  std::uint64_t seed = 1;
  std::size_t programs = 1000;
  int length = 24;
};

// The same seed gives the same programs on every machine. Stops early when `visit` says false.
Extent for_each_random_program(const RandomWalks& walks, const model::Reading& reading,
                               const std::function<bool(TestProgram&&)>& visit);

}  // namespace certlife::conformance
