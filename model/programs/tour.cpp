#include "model/programs/tour.h"

#include <algorithm>
#include <limits>

#include "model/programs/walk.h"
#include "model/rules/step.h"

namespace certlife::conformance {
namespace {

constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

class Tour {
 public:
  Tour(const ScopeGraph& graph, std::size_t long_enough)
      : graph_(graph), long_enough_(long_enough), taken_(graph.transitions().size()), open_(graph.states()), next_(graph.states()),
        seen_(graph.states(), 0), by_(graph.states(), none) {
    for (std::uint32_t state = 0; state < graph.states(); ++state) {
      next_[state] = graph.first_of(state);
      open_[state] = graph.end_of(state) - graph.first_of(state);
    }
    link_neighbours();
  }

  std::vector<Route> run() {
    while (go_to_nearest()) work_off();
    if (!route_.empty()) routes_.push_back(std::move(route_));
    return std::move(routes_);
  }

 private:
  // For each state one transition to each other state beside it: enough to find ways.
  void link_neighbours() {
    neighbours_.resize(graph_.states());
    std::vector<std::uint32_t> last_from(graph_.states(), none);
    for (std::uint32_t i = 0; i < graph_.transitions().size(); ++i) {
      const Transition& each = graph_.transitions()[i];
      if (each.to == each.from || last_from[each.to] == each.from) continue;
      last_from[each.to] = each.from;
      neighbours_[each.from].push_back(i);
    }
  }

  void take(std::uint32_t transition) {
    const Transition& it = graph_.transitions()[transition];
    if (!taken_[transition]) --open_[it.from];
    taken_[transition] = true;
    route_.push_back(transition);
    at_ = it.to;
  }

  // Takes what is open here, and goes on for as long as there is something open.
  void work_off() {
    while (open_[at_] > 0) {
      take(next_open());
      if (route_.size() > long_enough_ && open_[at_] == 0) begin_anew();
    }
  }

  // What leads nowhere else first.
  std::uint32_t next_open() {
    std::uint32_t leaving = none;
    for (std::uint32_t& i = next_[at_]; i < graph_.end_of(at_) && taken_[i]; ++i) {}
    for (std::uint32_t i = next_[at_]; i < graph_.end_of(at_); ++i) {
      if (taken_[i]) continue;
      if (graph_.transitions()[i].to == at_) return i;
      if (leaving == none) leaving = i;
    }
    return leaving;
  }

  void begin_anew() {
    if (!route_.empty()) routes_.push_back(std::exchange(route_, {}));
    at_ = 0;
  }

  // The nearest state with something open, from here or, where that is no farther or the route is long, from the start.
  bool go_to_nearest() {
    if (route_.size() > long_enough_) begin_anew();
    if (take_way_from(at_)) return true;
    begin_anew();
    return take_way_from(at_);
  }

  bool take_way_from(std::uint32_t start) {
    ++search_;
    std::vector<std::uint32_t> queue{start};
    seen_[start] = search_;
    for (std::size_t i = 0; i < queue.size(); ++i) {
      const std::uint32_t state = queue[i];
      if (open_[state] > 0) return follow_way(start, state);
      for (const std::uint32_t transition : neighbours_[state]) {
        const std::uint32_t to = graph_.transitions()[transition].to;
        if (seen_[to] == search_) continue;
        seen_[to] = search_;
        by_[to] = transition;
        queue.push_back(to);
      }
    }
    return false;
  }

  bool follow_way(std::uint32_t start, std::uint32_t end) {
    Route way;
    for (std::uint32_t state = end; state != start; state = graph_.transitions()[by_[state]].from) way.push_back(by_[state]);
    for (auto each = way.rbegin(); each != way.rend(); ++each) take(*each);
    return true;
  }

  const ScopeGraph& graph_;
  std::size_t long_enough_;
  std::vector<bool> taken_;
  std::vector<std::uint32_t> open_;  // Transitions not taken yet, by state.
  std::vector<std::uint32_t> next_;  // None before this one is open, by state.
  std::vector<std::vector<std::uint32_t>> neighbours_;
  std::vector<std::uint32_t> seen_, by_;
  std::uint32_t search_ = 0, at_ = 0;
  Route route_;
  std::vector<Route> routes_;
};

}  // namespace

std::vector<Route> tour_of(const ScopeGraph& graph, std::size_t long_enough) { return Tour(graph, long_enough).run(); }

ShortestRoutes::ShortestRoutes(const ScopeGraph& graph) : graph_(graph), by_(graph.states(), none) {
  // States are numbered breadth first and so are their transitions: the first that leads to a state is on a shortest way.
  for (std::uint32_t i = 0; i < graph.transitions().size(); ++i)
    if (const Transition& each = graph.transitions()[i]; each.to != 0 && by_[each.to] == none) by_[each.to] = i;
}

Route ShortestRoutes::to(std::uint32_t transition) const {
  Route route{transition};
  for (std::uint32_t state = graph_.transitions()[transition].from; state != 0; state = graph_.transitions()[by_[state]].from)
    route.push_back(by_[state]);
  std::reverse(route.begin(), route.end());
  return route;
}

std::vector<trace::Line> lines_of(const ScopeGraph& graph, const Route& route, const Concretion& concretion) {
  static const SmallDomain::Choices choices{model::explore::windows_assignment()};
  std::vector<trace::Line> lines;
  WalkNames names(concretion);
  for (const std::uint32_t i : route) {
    const Transition& each = graph.transitions()[i];
    const SmallWorld& before = graph.world(each.from);
    lines.push_back(names.line_of(each.call, before));
    names.move(lines.back(), before, model::step<SmallDomain>(before, each.call, choices), each.before);
  }
  return lines;
}

std::size_t defined_calls(const std::vector<trace::Line>& lines, const model::Reading& reading) {
  Vocabulary words;
  std::optional<Walk> walk(Walk(reading, words));
  for (std::size_t i = 0; i < lines.size(); ++i) {
    walk = walk->after(lines[i]);
    if (!walk) return i;
  }
  return lines.size();
}

}  // namespace certlife::conformance
