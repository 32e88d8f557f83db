// The shortest calls that show a fault: breadth first from the empty world, in a small scope.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace certlife::proofs {

// At most so many ever made. Within it nothing shorter exists over the calls tried.
struct Scope {
  std::size_t stores = 2;
  std::size_t contexts = 3;
  std::size_t csps = 1;
  std::size_t files = 1;
  std::size_t calls = 7;           // Longest sequence tried.
  std::size_t worlds = 400'000;    // Most worlds visited.
};

struct Shown {
  bool found = false;
  std::string_view by;             // The claim that the last call breaks.
  std::vector<std::string> calls;  // Lines of a trace, with what the faulty model answers.
  std::size_t worlds = 0;          // Visited on the way.
};

Shown shortest_calls(std::size_t fault, const Scope& scope = {});

}  // namespace certlife::proofs
