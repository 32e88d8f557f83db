// The verb `fingerprint`: the fewest programs that tell the choices apart, run on a target.
#pragma once

#include <array>
#include <set>
#include <string>
#include <vector>

#include "model/choices.h"
#include "model/programs/test_program.h"
#include "tests/conformance/campaign/port.h"

namespace certlife::conformance {

// A program and how far it tells each choice.
struct TellingProgram {
  Lines lines;
  std::vector<model::Choice> choices;
};

struct TellingPrograms {
  std::vector<TellingProgram> programs;    // The fewest that tell all that can be told.
  std::vector<model::Choice> told_partly;  // Not every answer to the best program settles them.
  std::vector<model::Choice> not_told;     // No program of the scope shows them.
  std::size_t looked_at = 0, most_calls = 0;
};

// Found by a search over the model, the shortest first. A choice that may fall differently at each call is no implementation's.
TellingPrograms telling_programs(const std::set<std::string>& probes, std::size_t most_calls = 5);

struct Fingerprint {
  std::array<std::set<std::uint8_t>, model::choice_count> left;  // Values that fit what was seen; none: not known.
  std::vector<std::string> remarks;
  std::size_t judged = 0;                                        // Calls.
  std::vector<std::string> fits, fits_not;                       // Readings.
};
Fingerprint fingerprint_of(Port& port, const TellingPrograms& programs);

// Prints. 0 whatever is found, 3 where no call was judged.
int fingerprint(const std::string& target);

}  // namespace certlife::conformance
