// How a scope is explored; none of it changes what is found.
#pragma once

#include <cstdint>

namespace certlife::model::explore {

struct Options {
  bool symmetry = true;         // One world stands for all that differ in names only.
  bool keeps_parents = false;   // So that the shortest program to a state can be told.
  int threads = 1;
  std::uint64_t most_states = ~std::uint64_t{0};
};

}  // namespace certlife::model::explore
