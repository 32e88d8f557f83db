// Do the concrete and the symbolic instance of the rules say the same? Random calls in random concrete worlds are answered
// by both: the terms of the symbolic outcome are evaluated with every unknown function replaced by the concrete world.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace certlife::proofs {

struct Drift {
  std::size_t calls = 0;        // Compared, among them some that the documents do not define.
  std::size_t defined = 0;
  std::size_t differences = 0;
  std::string first;            // What differed first.
};

struct DriftTest {
  std::size_t calls = 1'000'000;
  std::uint32_t seed = 1;
  std::optional<std::size_t> one_sided_mutant;  // The concrete outcomes are spoiled, the symbolic ones are not.
  bool stop_at_first = true;
};

Drift compare_instances(const DriftTest& test);

}  // namespace certlife::proofs
