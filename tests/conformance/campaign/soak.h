// Soak: a program that ends as it began, run over and over, so that the memory a target holds must not grow.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/conformance/campaign/deviation.h"
#include "tests/conformance/campaign/port.h"
#include "tests/conformance/campaign/trial.h"

namespace certlife::conformance {

// One of tests/conformance/programs/soak.programs.
struct SoakRound {
  std::string name;
  std::string clause;  // What a growth breaks.
  std::vector<trace::Line> calls;
};
const std::vector<SoakRound>& soak_rounds();

// One round as a program. After its last call, what it made is asked after. No name is bound twice: each round is sent by itself, behind
// a reset, so that neither a name nor an object of one stands in the way of the next, whatever the target keeps.
TestProgram soak_program(const SoakRound& round);

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

inline constexpr std::size_t soak_length = 400;  // Rounds.

// What came of a round that was run over and over: of each run only this is kept.
struct Repetition {
  std::size_t rounds = 0, judged = 0;       // Rounds that were run, and calls of theirs that were judged.
  Trial first;
  std::optional<Trial> deviating;           // The last round, if it deviates; none is run after it.
  std::vector<double> private_bytes;        // After each, where the target can tell.
};
Repetition repeated(Port& port, const Referee& referee, const TestProgram& round, const std::function<bool()>& is_over = {});

// Ends the aspect of a deviation that shows only when its program, which is one round, is repeated.
inline constexpr std::string_view when_repeated = "when repeated";
bool shows_only_when_repeated(std::string_view aspect);
// That memory grows, or, of a round that deviates late, what is seen then.
Deviation growth_of(const SoakRound& round, const TestProgram& program, const Slope& slope);
Deviation late_deviation(const TestProgram& program, const Repetition& repetition);
// Whether what the aspect says shows again when the program is repeated.
bool shows_again_when_repeated(Port& port, const Referee& referee, const std::vector<trace::Line>& program, std::string_view aspect);

}  // namespace certlife::conformance
