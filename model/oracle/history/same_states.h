// Which states of a component are the same, so that they go on as one.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "model/oracle/candidate.h"

namespace certlife::oracle {

// Does the order in which a store shows its elements count?
enum class Order : bool { counts, does_not_count };

// By the place of a call's bit: the bits of those with which it does not commute.
using Conflicts = std::array<std::uint64_t, 64>;

// What was taken of a state before the call that returns.
struct Early {
  std::uint64_t idle = 0;  // Calls that commute with all that were taken after them: they could as well wait.
  const Conflicts* conflicts = nullptr;
};

// Makes one of those that are the same with the same calls taken. Says of how many it did. `early`, if given, goes along with them.
std::size_t merge_same_states(std::vector<Candidate>& states, Order order, std::vector<Early>* early = nullptr);

}  // namespace certlife::oracle
