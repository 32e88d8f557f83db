// Which states of a component are the same, so that they go on as one.
#pragma once

#include <vector>

#include "model/oracle/candidate.h"

namespace certlife::oracle {

// Does the order in which a store shows its elements count?
enum class Order : bool { counts, does_not_count };

// Makes one of those that are the same with the same calls taken. Says of how many it did.
std::size_t merge_same_states(std::vector<Candidate>& states, Order order);

}  // namespace certlife::oracle
