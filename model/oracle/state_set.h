// What may be the case: the states of the model that nothing known so far has excluded. Whoever follows the rules along a trace or a
// program does so here: the oracle, which keeps the branches that fit what was seen, and those who keep all of them.
//
// A `State` has a `world`, the `variants` that the implementation may be in it, and copy(world), the same state in another world.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <set>
#include <utility>
#include <vector>

#include "model/domain/choosing.h"
#include "model/oracle/concrete_calls.h"
#include "model/oracle/readings.h"

namespace certlife::oracle {

using model::Choosing;
using model::Variant;

// The rule of the call, followed along one branch of its choices.
Outcome outcome_of(const World& world, const ConcreteCall& call, const Choosing& choices);

// One way that a call may go in one of the states.
struct Branch {
  std::size_t from;               // The place of that state in the set.
  Outcome outcome;                // Its world is a view of the state's, until the branch is taken.
  std::vector<Variant> variants;  // What the implementation may be after it. Empty: what it could be before.
  ReadingSet readings;            // Under which the call may go so.
  int differences = 0;            // The number of things seen that it does not allow.

  Branch(std::size_t from_state, Outcome&& by_rule, std::vector<Variant> then, ReadingSet under)
      : from(from_state), outcome(std::move(by_rule)), variants(std::move(then)), readings(under) {}
  // This way from that state.
  Branch(std::size_t from_state, Outcome&& by_rule, const Choosing& way)
      : Branch(from_state, std::move(by_rule), way.settled_anything() ? way.variants_after() : std::vector<Variant>{},
               readings_of(way.variants())) {}
};

template <class State>
class StateSet {
 public:
  StateSet(const model::Readings& readings, State start, std::size_t most) : readings_(readings), most_(most) {
    states_.push_back(std::move(start));
  }

  std::size_t size() const { return states_.size(); }
  bool empty() const { return states_.empty(); }
  State& operator[](std::size_t at) { return states_[at]; }
  const State& operator[](std::size_t at) const { return states_[at]; }
  const State& front() const { return states_.front(); }
  auto begin() { return states_.begin(); }
  auto end() { return states_.end(); }
  auto begin() const { return states_.begin(); }
  auto end() const { return states_.end(); }

  // Calls use(outcome, way) for each branch of the call in the state, until that says no. If the call is undefined there, as
  // undefined(outcome) says, returns the clause. An expectation leaves out branches to other results. Where it `explains`, the rule
  // states its frame.
  template <class Undefined, class Use>
  const char* for_each_branch(const State& state, const ConcreteCall& call, const Choosing::Expectation& expected,
                              Undefined undefined, Use use, bool explains = false) const {
    Choosing way(readings_, state.variants);
    way.expect(expected);
    way.explain(explains);
    do {
      Outcome outcome = outcome_of(state.world, call, way);
      if (const char* clause = undefined(outcome)) return clause;
      if (!use(outcome, way)) break;
    } while (way.next());
    return nullptr;
  }

  // The readings under which some state is possible.
  ReadingSet readings() const {
    ReadingSet all = 0;
    for (const State& each : states_) all |= readings_of(each.variants);
    return all;
  }
  // The values of a choice that these readings still leave. None if a state leaves it open, or not all states are followed.
  std::set<std::uint8_t> values_left(model::Choice choice, ReadingSet own) const;

  // The branches, ordered by the states they come from, become the states. `before` is asked of each state and branch before the
  // step and after(state, branch, what it said) is told of it after. The last branch of each state takes its place, so that most
  // calls copy nothing. States that no branch leaves stay until `drop_excluded`.
  template <class Before, class After>
  void take(std::vector<Branch>& branches, Before before, After after);

  // The states after these branches, in their order; after(state, branch) is told of each. These states stay as they are.
  template <class After>
  StateSet after(const std::vector<Branch>& branches, After after) const;
  // A set to the same bounds, of this state alone.
  StateSet with(State start) const { return StateSet(readings_, std::move(start), most_); }
  // An independent set of the same states.
  StateSet copy() const;

  static constexpr std::size_t by_none = std::numeric_limits<std::size_t>::max();
  // Of a state that was just taken: the branch that led to it, or `by_none`, for which it is to be dropped.
  std::size_t came_by(std::size_t at) const { return came_by_[at]; }
  void exclude(std::size_t at) { came_by_[at] = by_none; }
  // Says whether there were any.
  bool drop_excluded();

  // Makes one of those that have come to be the same, when that is due at this time, and keeps to the bound: beyond it some states
  // are followed, and `sampled` tells. Time goes by lines.
  void merge_and_bound(std::size_t now);
  // Only those of which stays(place) says so go on.
  template <class Stays>
  void keep_if(Stays stays);
  void clear() { states_.clear(); }
  // All of them, for those who follow them one by one; and back, or others in their place.
  std::vector<State> take_out() { return std::exchange(states_, {}); }
  void put_in(std::vector<State> states) {
    states_ = std::move(states);
    size_before_ = states_.size();
  }
  // Readings of which not all states are followed.
  ReadingSet sampled() const { return sampled_; }
  // Of so many branches no more are looked for.
  std::size_t most_branches() const { return sampled_ ? most_branches_of_a_sample : 2 * most_; }
  void leave_out_the_rest() { sampled_ |= readings(); }
  std::size_t most() const { return most_; }

 private:
  // Where more states are possible than are followed: how many go on, and how many branches are looked for before that.
  static constexpr std::size_t sample_size = 64, most_branches_of_a_sample = 4 * sample_size;
  static constexpr std::size_t shortest_merge_pause = 16, longest_merge_pause = 4096;

  StateSet(const model::Readings& readings, std::size_t most) : readings_(readings), most_(most) {}

  void merge_when_due(std::size_t now);
  std::size_t merge_into(std::size_t at);
  void keep_a_sample();

  model::Readings readings_;
  std::vector<State> states_;
  std::vector<std::size_t> came_by_;
  std::size_t most_, size_before_ = 1;
  ReadingSet sampled_ = 0;
  std::size_t next_merge_ = 0, merge_pause_ = shortest_merge_pause;
};

template <class State>
std::set<std::uint8_t> StateSet<State>::values_left(model::Choice choice, ReadingSet own) const {
  std::set<std::uint8_t> values;
  for (const State& state : states_) {
    for (const Variant& variant : state.variants) {
      if (!(variant.readings & own)) continue;
      if (variant.settled[choice] == model::Assignment::free) return {};
      values.insert(variant.settled[choice]);
    }
  }
  return sampled_ & own ? std::set<std::uint8_t>{} : values;
}

template <class State>
template <class Before, class After>
void StateSet<State>::take(std::vector<Branch>& branches, Before before, After after) {
  size_before_ = states_.size();
  came_by_.assign(states_.size(), by_none);
  for (std::size_t i = 0; i < branches.size(); ++i) {
    Branch& branch = branches[i];
    std::size_t at = branch.from;
    const auto noted = before(states_[at], branch);
    const bool is_last = i + 1 == branches.size() || branches[i + 1].from != at;
    if (is_last) {
      model::Concrete::commit(states_[at].world, branch.outcome.after);
      came_by_[at] = i;
    } else {
      states_.push_back(states_[at].copy(branch.outcome.after));
      came_by_.push_back(i);
      at = states_.size() - 1;
    }
    if (!branch.variants.empty()) states_[at].variants = std::move(branch.variants);
    after(states_[at], branch, noted);
  }
}

template <class State>
template <class After>
StateSet<State> StateSet<State>::after(const std::vector<Branch>& branches, After after) const {
  StateSet next(readings_, most_);
  next.states_.reserve(branches.size());
  for (const Branch& branch : branches) {
    next.states_.push_back(states_[branch.from].copy(branch.outcome.after));
    if (!branch.variants.empty()) next.states_.back().variants = branch.variants;
    after(next.states_.back(), branch);
  }
  return next;
}

template <class State>
StateSet<State> StateSet<State>::copy() const {
  StateSet next(readings_, most_);
  for (const State& each : states_) next.states_.push_back(each.copy(each.world));
  return next;
}

template <class State>
bool StateSet<State>::drop_excluded() {
  if (std::find(came_by_.begin(), came_by_.end(), by_none) == came_by_.end()) return false;
  keep_if([&](std::size_t at) { return came_by_[at] != by_none; });
  std::erase(came_by_, by_none);
  return true;
}

template <class State>
void StateSet<State>::merge_and_bound(std::size_t now) {
  if (states_.size() <= 1) return;
  if (states_.size() > size_before_) next_merge_ = std::min(next_merge_, now + shortest_merge_pause);
  merge_when_due(now);
  if (states_.size() <= (sampled_ ? sample_size : most_)) return;
  next_merge_ = 0;
  merge_when_due(now);
  if (states_.size() > (sampled_ ? sample_size : most_)) keep_a_sample();
}

// Looked for ever more seldom while there are none.
template <class State>
void StateSet<State>::merge_when_due(std::size_t now) {
  if (now < next_merge_) return;
  std::size_t merged = 0;
  for (std::size_t i = 0; i < states_.size(); ++i) merged += merge_into(i);
  merge_pause_ = merged ? shortest_merge_pause : std::min(2 * merge_pause_, longest_merge_pause);
  next_merge_ = now + merge_pause_;
}

// Those behind this one that are the same state.
template <class State>
std::size_t StateSet<State>::merge_into(std::size_t at) {
  std::size_t merged = 0;
  for (std::size_t other = at + 1; other < states_.size();) {
    if (!states_[at].is_same_state(states_[other])) {
      ++other;
      continue;
    }
    states_[at].absorb(states_[other].variants);
    states_[other] = std::move(states_.back());
    states_.pop_back();
    ++merged;
  }
  return merged;
}

// Some from all over, and one at least of each reading.
template <class State>
void StateSet<State>::keep_a_sample() {
  leave_out_the_rest();
  const std::size_t size = std::min(sample_size, most_);
  std::vector<bool> stays(states_.size(), false);
  ReadingSet represented = 0;
  for (std::size_t i = 0; i < size; ++i) {
    const std::size_t at = i * states_.size() / size;
    stays[at] = true;
    represented |= readings_of(states_[at].variants);
  }
  for (std::size_t i = 0; i < states_.size(); ++i) {
    const ReadingSet here = readings_of(states_[i].variants);
    if (here & ~represented) stays[i] = true;
    represented |= here;
  }
  keep_if([&](std::size_t at) { return stays[at]; });
}

template <class State>
template <class Stays>
void StateSet<State>::keep_if(Stays stays) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < states_.size(); ++i) {
    if (!stays(i)) continue;
    if (kept != i) states_[kept] = std::move(states_[i]);
    ++kept;
  }
  states_.erase(states_.begin() + static_cast<std::ptrdiff_t>(kept), states_.end());
}

}  // namespace certlife::oracle
