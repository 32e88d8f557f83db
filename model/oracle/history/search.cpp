#include "model/oracle/history/search.h"

#include <algorithm>
#include <bit>
#include <deque>
#include <utility>

#include "model/oracle/allowed_answers.h"
#include "model/oracle/callers_fault.h"
#include "model/oracle/comparison.h"
#include "model/oracle/fitting_branches.h"
#include "model/oracle/history/footprint.h"
#include "model/oracle/history/same_states.h"
#include "model/oracle/places.h"

namespace certlife::oracle {

// The oracle looks at this call: at its line, by its translation.
class Search::Turn {
 public:
  Turn(Knowledge& known, OverlappingCall& call) : known_(known), call_(call) {
    known.line = call.number();
    std::swap(known.translation, call.translation);
    known.bindings.use(call.fresh);
  }
  ~Turn() { std::swap(known_.translation, call_.translation); }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;

 private:
  Knowledge& known_;
  OverlappingCall& call_;
};

Ordering Search::take(OverlappingCall& call) {
  component_ = call.component;
  if (!take_at_once(call)) return take_after_others(call);
  Ordering ordering;
  ordering.accepting = known_.candidates.readings();
  find_faults(ordering);
  return ordering;
}

// --- Calls that commute --------------------------------------------------------------------------------------------------

// Where nothing stands against it in any state: they all take it, without a copy. False if something does; nothing has happened then.
bool Search::take_at_once(OverlappingCall& call) {
  for (const Candidate& state : known_.candidates) {
    if ((state.calls.taken & call.bit) || (state.calls.stranded & call.bit) || is_unborn(state, call)) return false;
    if (call.fresh.context && state.world.index.has(call.fresh.context)) return false;
    if (component_->waiting.size() > 1 && !Waiting(state, waiting_in(state)).commutes_with_all(call)) return false;
  }
  Turn turn(known_, call);
  const Comparison comparison(known_, call.line, call.last_error_before);
  std::vector<Branch> branches;
  const Undefined undefined = find_fitting(known_, comparison, own_, branches);
  ReadingSet fitting = 0;
  for (const Branch& branch : branches) fitting |= branch.readings;
  if (undefined.readings || fitting != known_.candidates.readings()) return false;
  states_tried_ += known_.candidates.size();
  call.was_defined = true;
  for (const Branch& branch : branches)
    if (branch.readings & own_) note_in_accounts(known_.candidates[branch.from], branch.outcome, call);
  Candidates& states = known_.candidates;
  states.take(branches, [&](const Candidate& state, const Branch&) { return passage_in(known_, state); },
              [&](Candidate& state, const Branch& branch, const Passage& passage) {
                learn_places(state, passage, branch.outcome);
                known_.bindings.note_deaths(state, branch.outcome.after);
                note_writes(branch.outcome);
                state.calls.add(call.bit, call.number());
              });
  for (std::size_t i = 0; i < states.size(); ++i) {
    if (states.came_by(i) == Candidates::by_none) note_lost_order(states[i], call);
    else bind(states[i], call, branches[states.came_by(i)].outcome.answer);
  }
  states.drop_excluded();
  return true;
}

// --- Calls that do not ---------------------------------------------------------------------------------------------------

namespace {

std::size_t place_of_bit(std::uint64_t bit) { return static_cast<std::size_t>(std::countr_zero(bit)); }

// The calls that must be tried before this one, directly or because of others, and itself.
std::uint64_t entangled_with(std::uint64_t call, const Conflicts& conflicts, std::uint64_t waiting) {
  std::uint64_t found = call;
  for (std::uint64_t open = call; open;) {
    const std::size_t next = place_of_bit(open);
    open &= open - 1;
    const std::uint64_t more = conflicts[next] & waiting & ~found;
    found |= more;
    open |= more;
  }
  return found;
}

ReadingSet readings_of_any(const std::vector<Candidate>& states) {
  ReadingSet all = 0;
  for (const Candidate& each : states) all |= each.readings();
  return all;
}

}  // namespace

// States that take calls before the one that returns.
struct Search::Front {
  std::vector<Candidate> states;
  std::vector<Early> early;  // Of each.

  void merge(Order order) { merge_same_states(states, order, &early); }
};

Ordering Search::take_after_others(OverlappingCall& call) {
  std::vector<Candidate> taken;
  Front front;
  std::deque<Conflicts> conflicts;
  for (Candidate& state : known_.candidates.take_out()) {
    if (state.calls.taken & call.bit) {
      taken.push_back(std::move(state));
      continue;
    }
    front.early.push_back({0, &conflicts.emplace_back(conflicts_in(state))});
    front.states.push_back(std::move(state));
  }
  Ordering ordering;
  std::size_t tried = 0;
  while (!front.states.empty()) {
    Front next;
    for (std::size_t i = 0; i < front.states.size() && tried <= limits_.most_states; ++i) tried += take_each_in(front, i, call, next, taken);
    next.merge(Order::counts);
    if (next.states.size() > limits_.most_orders) next.merge(Order::does_not_count);
    if (tried > limits_.most_states) leave_out("more than " + std::to_string(limits_.most_states) + " states are possible while calls overlap");
    std::swap(front, next);
    if (ordering.stuck.empty() || (readings_of_any(next.states) & own_)) ordering.stuck = std::move(next.states);
  }
  states_tried_ += tried;
  merge_same_states(taken, Order::counts);
  keep_some(taken);
  ordering.accepting = readings_of_any(taken);
  known_.candidates.put_in(std::move(taken));
  find_faults(ordering);
  return ordering;
}

Conflicts Search::conflicts_in(const Candidate& state) const {
  Conflicts conflicts{};
  const Waiting here(state, waiting_in(state));
  for (const OverlappingCall* each : here.calls()) conflicts[place_of_bit(each->bit)] = here.in_conflict_with(*each);
  return conflicts;
}

// Takes the call that returns, and each of those that may have to come before it, in one of the states. Says how many it tried. The
// call is not taken where another was taken before it for nothing: where that one still waits it comes to the same.
std::size_t Search::take_each_in(const Front& front, std::size_t at, OverlappingCall& call, Front& next, std::vector<Candidate>& taken) {
  const Candidate& state = front.states[at];
  const Early& early = front.early[at];
  const std::uint64_t wanted = entangled_with(call.bit, *early.conflicts, ~state.calls.taken);
  std::size_t tried = 0;
  for (OverlappingCall* each : component_->waiting) {
    if (!(wanted & each->bit)) continue;
    const std::uint64_t idle = early.idle & ~(*early.conflicts)[place_of_bit(each->bit)];
    if (each == &call && idle) continue;
    ++tried;
    take_in(state, *each, each == &call ? taken : next.states);
    next.early.resize(next.states.size(), {idle | each->bit, early.conflicts});
  }
  return tried;
}

// Every way that the call may go in this state, as what was seen of it allows.
void Search::take_in(const Candidate& state, OverlappingCall& call, std::vector<Candidate>& to) {
  if (is_unborn(state, call)) return;
  if (state.calls.stranded & call.bit) return note_undefined(state, call);
  Turn turn(known_, call);
  if (call.fresh.context && state.world.index.has(call.fresh.context)) {
    FreshIndices other = call.fresh;
    other.context = std::max(first_free_context, static_cast<std::uint32_t>(state.world.context_exists.size()));
    known_.bindings.use(other);
  }
  const Comparison comparison(known_, call.line, call.last_error_before);
  const std::size_t before = to.size();
  const char* const undefined = known_.for_each_branch(state, comparison.expectation(state), [&](Outcome& outcome, Choosing& way) {
    if (comparison.differences(state, outcome) == 0) {
      if (readings_of(way.variants()) & own_) note_in_accounts(state, outcome, call);
      to.push_back(after(state, outcome, way, call));
    }
    return true;
  });
  if (undefined) return note_undefined(state, call);
  call.was_defined = true;
  if (to.size() == before) note_lost_order(state, call);
}

Candidate Search::after(const Candidate& state, const Outcome& outcome, const Choosing& way, const OverlappingCall& call) {
  const Passage passage = passage_in(known_, state);
  Candidate next = state.copy(outcome.after);
  if (way.settled_anything()) next.variants = way.variants_after();
  learn_places(next, passage, outcome);
  known_.bindings.note_deaths(next, outcome.after);
  note_writes(outcome);
  next.calls.add(call.bit, call.number());
  bind(next, call, outcome.answer);
  return next;
}

// A file that was written holds what the model says.
void Search::note_writes(const Outcome& outcome) {
  for (const auto& write : outcome.after.image.writes()) known_.translator.forget_bytes(write.index);
}

// In the first order that has the call.
void Search::note_in_accounts(const Candidate& state, const Outcome& outcome, OverlappingCall& call) {
  if (!std::exchange(call.is_noted, true)) accounts_.note_references(call.line, state, outcome.after);
}

// Those that wait and mean another thing by the name that is given now have lost theirs.
void Search::bind(Candidate& state, const OverlappingCall& call, const model::Answer<Concrete>& answer) {
  const NameId name = known_.name_given();
  const Translation& seen = known_.translation;
  if (!name) return;
  if (seen.result != Translation::Result::context) known_.bindings.let_go_of(name, state);
  const bool had_it = state.context_called(name) >= first_free_context;
  known_.bindings.bind_result(state, seen, answer);
  if (had_it || seen.result != Translation::Result::context) return;
  for (const OverlappingCall* each : component_->waiting) {
    const bool means_another = each != &call && !(state.calls.taken & each->bit) && each->footprint.has(name);
    if (means_another) state.calls.stranded |= each->bit;
  }
}

// Has nobody made yet in this state what the call has?
bool Search::is_unborn(const Candidate& state, const OverlappingCall& call) const {
  return std::any_of(call.footprint.contexts.begin(), call.footprint.contexts.end(), [&](NameId name) {
    return name && !state.context_called(name) && known_.names[name].is_live(Thing::context);
  });
}

std::vector<OverlappingCall*> Search::waiting_in(const Candidate& state) const {
  std::vector<OverlappingCall*> waiting;
  for (OverlappingCall* each : component_->waiting)
    if (!(state.calls.taken & each->bit)) waiting.push_back(each);
  return waiting;
}

// --- Bounds --------------------------------------------------------------------------------------------------------------

void Search::leave_out(const std::string& why) {
  component_->incomplete |= own_;
  if (component_->incomplete_because.empty()) component_->incomplete_because = why;
}

// Does the call being looked at show which of several elements comes first?
bool Search::shows_the_order(const Candidate& state) const {
  if (!std::holds_alternative<model::NextContext<Concrete>>(known_.translation.call)) return false;
  const auto call = std::get<model::NextContext<Concrete>>(known_.call_in(state));
  std::size_t matching = 0;
  Concrete::for_each_context_of(state.world, call.store, [&](Concrete::Context each) {
    const bool fits = state.world.kind.at(each) == call.kind && Concrete::matches(call.filter, state.world.content.at(each));
    matching += fits && state.world.listed.at(each) ? 1 : 0;
    return matching < 2;
  });
  return matching >= 2 || call.previous.index != 0;
}

// One of those that are not followed might have allowed what this state does not.
void Search::note_lost_order(const Candidate& state, const OverlappingCall& call) {
  if (state.calls.is_one_order_of_several && shows_the_order(state))
    leave_out("line " + std::to_string(call.number()) + " hangs on the order of elements that were added while calls overlapped, and not all orders are followed");
}

void Search::keep_some(std::vector<Candidate>& states) {
  if (states.size() > limits_.most_orders) merge_same_states(states, Order::does_not_count);
  if (states.size() <= limits_.most_states) return;
  leave_out("more than " + std::to_string(limits_.most_states) + " states are possible");
  states.resize(limits_.most_orders);
}

// --- The caller's fault --------------------------------------------------------------------------------------------------

void Search::note_undefined(const Candidate& state, OverlappingCall& call) {
  if (call.undefined_in || !(state.readings() & own_)) return;
  call.undefined_in = std::make_shared<const Candidate>(state.copy(state.world));
}

void Search::find_faults(Ordering& ordering) const {
  for (OverlappingCall* each : component_->waiting) {
    if (!each->undefined_in) continue;
    const bool is_race = each->was_defined;
    if (!is_race && (ordering.accepting & own_)) continue;
    ordering.at_fault = each;
    ordering.is_race = is_race;
    if (is_race) return;
  }
}

// --- Why not -------------------------------------------------------------------------------------------------------------

Verdict Search::judge_next(OverlappingCall& call, const Candidate& state) {
  component_ = call.component;
  std::vector<Candidate> here, next;
  here.push_back(state.copy(state.world));
  known_.candidates.put_in(std::move(here));
  Verdict verdict;
  const Candidate& only = known_.candidates.front();
  if (is_unborn(only, call)) {
    verdict.kind = Verdict::Kind::not_evaluated;
    verdict.reason = "what it has does not exist yet";
    return verdict;
  }
  Turn turn(known_, call);
  const Comparison comparison(known_, call.line, call.last_error_before);
  std::vector<Branch> branches;
  const Undefined undefined = find_fitting(known_, comparison, own_, branches);
  if (undefined.clause) {
    blame_the_caller(fault_of(known_, call.line, undefined.clause), verdict);
    verdict.reason = "the caller is at fault";
  } else if (branches.empty()) {
    explain_rejection(known_, call.line, comparison, {only.readings(), own_}, verdict);
    verdict.kind = Verdict::Kind::rejected;
    verdict.held_by = accounts_.holders(verdict, only);
  } else {
    for (const Branch& branch : branches) verdict.readings |= branch.readings;
  }
  return verdict;
}

void Search::take_what_is_allowed(std::vector<Candidate>& state, const std::vector<OverlappingCall*>& waiting) {
  for (bool goes_on = true; goes_on;) {
    goes_on = false;
    for (OverlappingCall* each : waiting) {
      if (state.front().calls.taken & each->bit) continue;
      std::vector<Candidate> next;
      take_in(state.front(), *each, next);
      if (next.empty()) continue;
      state = std::move(next);
      goes_on = true;
    }
  }
}

}  // namespace certlife::oracle
