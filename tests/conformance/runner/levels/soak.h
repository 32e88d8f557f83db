// Soak: one program of many rounds that end as they began, so that the memory a target holds must not grow with them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/conformance/runner/port.h"
#include "tests/conformance/runner/test_program.h"

namespace certlife::conformance {

// A round in the notation of notation.h. Each round gives the same names again, so that a harness has no more of them to keep.
struct SoakRound {
  std::string name;
  std::string clause;  // What a growth breaks.
  std::vector<std::string> calls;
};
const std::vector<SoakRound>& soak_rounds();

// The rounds one after the other. After the last call of each, what it made is asked after.
TestProgram soak_program(const SoakRound& round, std::size_t rounds);
TestProgram soak_program(const std::vector<trace::Line>& round, std::size_t rounds);

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

// A soak program run round by round, each round a request of its own: what a harness keeps for the length of a request is no leak. The
// private bytes are asked for after each round where the target can tell them.
ProgramRun soaked(Port& port, const TestProgram& program, std::size_t calls_of_a_round);

// Ends the shape of a deviation that is a slope: its program is one round, and shows it only when repeated.
inline constexpr std::string_view grows_when_repeated = "memory grows when repeated";
bool is_slope(std::string_view shape);
// Whether the round, repeated, makes the target's memory grow.
bool grows(Port& port, const std::vector<trace::Line>& round);

inline constexpr std::size_t soak_length = 400;  // Rounds.

}  // namespace certlife::conformance
