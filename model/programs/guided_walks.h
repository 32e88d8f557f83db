// Random walks through a scope too large to be toured, drawn towards states that were seldom visited.
#pragma once

#include <cstdint>
#include <functional>

#include "model/programs/alphabet.h"

namespace certlife::conformance {

struct GuidedWalks {
  std::uint64_t seed = 1;
  std::size_t programs = 300;
  int length = 60;
};

struct WalkedScope {
  Extent extent;
  std::size_t states = 0;  // Different ones that were visited.
};

// The scope that is walked, on one line.
std::string walked_scope_text();

// The same seed gives the same programs on every machine. Stops early when `visit` says false.
WalkedScope for_each_guided_walk(const GuidedWalks& walks, const model::Reading& reading, const std::function<bool(TestProgram&&)>& visit);

}  // namespace certlife::conformance
