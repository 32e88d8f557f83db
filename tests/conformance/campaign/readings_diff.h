// The verb `diff`: the shortest program on which two readings differ.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "model/domain/choosing.h"
#include "model/programs/seen_answer.h"
#include "model/programs/test_program.h"

namespace certlife::conformance {

// A reading by its name, and values of choices put in place of its own: "page", "windows,force_commits=yes". Throws
// std::invalid_argument.
model::Reading reading_described(const std::string& text);

struct Difference {
  Lines program;
  std::set<SeenAnswer> allowed[2];         // What may be seen of its last call under each.
  std::vector<model::Choice> choices;      // Which, taken over alone from the second reading, make the same program differ.
};

struct DiffSearch {
  std::optional<Difference> shortest;
  std::vector<Difference> by_choice;       // For each choice that the readings treat otherwise and a program shows: the shortest.
  std::vector<model::Choice> not_shown;    // Those that no program of the scope shows.
  std::size_t programs = 0, most_calls = 0;
};

inline constexpr std::size_t most_calls_of_diff = 5;

// Whatever the alphabets hold, up to that many calls.
DiffSearch difference_of(const model::Reading& one, const model::Reading& other, std::size_t most_calls = most_calls_of_diff);

// Prints. 0 they differ, 1 no program of the scope tells them apart.
int diff(const std::string& one, const std::string& other);

}  // namespace certlife::conformance
