// Soak: one program of many rounds that end as they began, so that the memory a target holds must not grow with them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tests/conformance/runner/port.h"
#include "tests/conformance/runner/test_program.h"

namespace certlife::conformance {

// A round in the notation of notation.h; every name that begins with s, c or p stands for one of its own in each round.
struct SoakRound {
  std::string name;
  std::string clause;  // What a growth breaks.
  std::vector<std::string> calls;
};
const std::vector<SoakRound>& soak_rounds();

// The rounds one after the other. After the last call of each, what it made is asked after, and the private bytes.
TestProgram soak_program(const SoakRound& round, std::size_t rounds);

// The probe of a harness that tells how many bytes the process holds.
inline constexpr const char* private_bytes_probe = "privateBytes";

// The private bytes after each round, as far as the results bear them.
std::vector<double> private_bytes_in(const ProgramRun& run);

struct Slope {
  double bytes_per_round = 0;
  bool is_leak = false;
};

// The median of the slopes between samples of the first and the last third. It is a leak where it is no less than a small
// object and all of the last third lies above all of the first. What a target gets once, in the first quarter, is left out.
Slope slope_of(const std::vector<double>& samples);

}  // namespace certlife::conformance
