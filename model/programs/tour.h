// Tours: programs that together take every transition of a graph, in few calls.
#pragma once

#include <functional>
#include <vector>

#include "model/domain/choosing.h"
#include "model/programs/graph_lines.h"
#include "model/programs/test_program.h"

namespace certlife::conformance {

using Route = std::vector<std::uint32_t>;  // Transitions, one after the other, from the start.

// Routes that together take every transition. Each begins anew, which costs no call: a program starts with nothing open.
// At every state what leads nowhere else is taken first, then a transition not taken yet, then the way to the nearest state
// that has one. Routes end once they are longer than `long_enough`.
std::vector<Route> tour_of(const ScopeGraph& graph, std::size_t long_enough = 40);

// The shortest route whose last transition is this one.
class ShortestRoutes {
 public:
  explicit ShortestRoutes(const ScopeGraph& graph);
  Route to(std::uint32_t transition) const;

 private:
  const ScopeGraph& graph_;
  std::vector<std::uint32_t> by_;  // For each state the transition that first reached it.
};

// The lines of a route.
std::vector<trace::Line> lines_of(const ScopeGraph& graph, const Route& route, const Concretion& concretion = Concretion{});

// How many calls at the beginning are defined under every choice that the reading admits. A graph knows one value of each.
std::size_t defined_calls(const std::vector<trace::Line>& lines, const model::Reading& reading);

}  // namespace certlife::conformance
