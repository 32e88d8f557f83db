#include "model/oracle/history/ruling.h"

#include <algorithm>
#include <utility>

#include "model/oracle/callers_fault.h"
#include "model/oracle/history/components.h"
#include "model/oracle/history/overlapping_call.h"
#include "model/oracle/history/race.h"
#include "model/oracle/history/search.h"
#include "model/oracle/judge.h"

namespace certlife::oracle {

using Fate = Translation::Fate;

HistoryVerdict Ruling::on(OverlappingCall& call, Ordering& ordering) {
  const ReadingSet all = judge_.all_, own = judge_.own_;
  if (ordering.at_fault) return fault_in(call, ordering);
  if (!(ordering.accepting & own)) return rejection_of(call, ordering);
  judge_.rejected_ |= static_cast<ReadingSet>(all & ~ordering.accepting & ~call.component->incomplete);
  name_results(call);
  HistoryVerdict said;
  said.verdict.readings = ordering.accepting;
  return said;
}

HistoryVerdict Ruling::pass_over(OverlappingCall& call, std::string why) {
  if (call.component && may_have_done_anything(call)) doubt(call);
  HistoryVerdict said;
  said.verdict = judge_.leave(call.line, std::move(why), false);
  return said;
}

bool may_have_done_anything(const OverlappingCall& call) {
  return call.line.unfinished || (call.translation.fate == Fate::not_evaluated && call.translation.touches_world);
}

void Ruling::doubt(const OverlappingCall& call) {
  const Looking looking(judge_.known_, *call.component);
  judge_.doubts_.doubt_what_is_in(call.line);
}

// Everything that Judge::take_over does for one that is taken for good.
void Ruling::name_results(OverlappingCall& call) {
  Knowledge& known = judge_.known_;
  std::swap(known.translation, call.translation);
  judge_.accounts_.note_what_was_given(call.line);
  known.bindings.bind_homes(call.line);
  for (const auto& [context, store] : call.line.observed.home) {
    if (const NameId name = store.is_text() ? known.names.find(store.text) : 0; name && !components_.of(name))
      components_.give(name, call.component->shared_from_this());
  }
  for (const NameId csp : known.translation.kept) judge_.doubts_.doubt(csp);
  std::swap(known.translation, call.translation);
  KnownLastError& last = judge_.last_errors_.of(call.line);
  if (call.line.last_error.is_nothing() && call.line.last_error_after.is_nothing()) last.reset();
  else judge_.last_errors_.learn(call.line, {});
}

// --- Nothing certain -----------------------------------------------------------------------------------------------------

HistoryVerdict Ruling::undecided(OverlappingCall& call, const std::string& why) {
  judge_.undecided_ |= judge_.own_;
  if (judge_.undecided_because_.empty()) judge_.undecided_because_ = why;
  HistoryVerdict said;
  said.verdict = judge_.leave(call.line, "undecided: " + why, true);
  return said;
}

// Is anything of the call in doubt in this state?
bool Ruling::is_in_doubt(OverlappingCall& call, const Candidate& state) {
  Candidates& states = judge_.known_.candidates;
  std::vector<Candidate> kept = states.take_out(), only;
  only.push_back(state.copy(state.world));
  states.put_in(std::move(only));
  std::swap(judge_.known_.translation, call.translation);
  const bool is = judge_.doubts_.concern_the_line() || judge_.outside_.without_what_may_be_held(call.line);
  std::swap(judge_.known_.translation, call.translation);
  states.put_in(std::move(kept));
  return is;
}

// What nobody knows anything certain of has done something or nothing.
HistoryVerdict Ruling::doubtful(OverlappingCall& call, Ordering& ordering) {
  Candidates& states = judge_.known_.candidates;
  if (states.empty()) {
    for (Candidate& each : ordering.stuck) each.calls.add(call.bit, call.number());
    states.put_in(std::move(ordering.stuck));
  }
  std::swap(judge_.known_.translation, call.translation);
  HistoryVerdict said{judge_.leave(call.line, judge_.doubts_.reason(), true), {}, {}};
  std::swap(judge_.known_.translation, call.translation);
  return said;
}

// --- Rejections ----------------------------------------------------------------------------------------------------------

// No order of the calls that are on their way has this one.
HistoryVerdict Ruling::rejection_of(OverlappingCall& call, Ordering& ordering) {
  Component& component = *call.component;
  const auto is_own = [&](const Candidate& state) { return (state.readings() & judge_.own_) != 0; };
  const auto longest = std::find_if(ordering.stuck.begin(), ordering.stuck.end(), is_own);
  if (longest == ordering.stuck.end() || (component.incomplete & judge_.own_)) {
    component.passed_over = "undecided: " + component.incomplete_because;
    return undecided(call, component.incomplete_because);
  }
  if (is_in_doubt(call, *longest)) return doubtful(call, ordering);
  std::vector<Candidate> state;
  state.push_back(std::move(*longest));
  search_.take_what_is_allowed(state, component.waiting);
  HistoryVerdict said{search_.judge_next(call, state.front()), {}, {}};
  said.verdict.kind = Verdict::Kind::rejected;
  said.no_order = no_order_of(call, state.front(), said.verdict);
  judge_.known_.candidates.clear();
  judge_.rejected_ |= judge_.own_;
  judge_.undecided_ |= static_cast<ReadingSet>(judge_.all_ & ~judge_.own_);
  component.passed_over = "after a rejection what the call touched is not judged any more (line " + std::to_string(call.line.number) + ")";
  return said;
}

NoOrder Ruling::no_order_of(const OverlappingCall& call, const Candidate& state, const Verdict& of_the_call) {
  const TakenCalls& taken = state.calls;
  NoOrder result;
  result.calls_before = taken.count;
  for (std::size_t i = taken.count - std::min(taken.count, taken.last.size()); i < taken.count; ++i)
    if (const std::uint32_t line = taken.last[i % taken.last.size()]) result.last.push_back(line);
  for (OverlappingCall* each : call.component->waiting) {
    if (taken.taken & each->bit) continue;
    result.in_the_way.push_back({each->line, each == &call ? of_the_call : search_.judge_next(*each, state)});
  }
  return result;
}

// --- The caller's fault --------------------------------------------------------------------------------------------------

HistoryVerdict Ruling::fault_in(OverlappingCall& call, Ordering& ordering) {
  OverlappingCall& guilty = *ordering.at_fault;
  if (is_in_doubt(guilty, *guilty.undefined_in)) return doubtful(call, ordering);
  HistoryVerdict said{search_.judge_next(guilty, *guilty.undefined_in), {}, {}};
  if (!said.verdict.fault) blame_the_caller(fault_of_stranded(guilty, judge_.known_.names), said.verdict);
  const OverlappingCall* const rival = ordering.is_race ? rival_of(guilty, calls_) : nullptr;
  if (rival) said.race = race_between(guilty, *rival, said.verdict.fault->name);
  judge_.blame_for_all_readings(said.verdict.fault);
  --judge_.judged_;
  if (&guilty == &call) return said;
  guilty.is_told = true;
  tell_(guilty.line, said);
  HistoryVerdict of_the_call;
  if (ordering.accepting & judge_.own_) of_the_call.verdict.readings = ordering.accepting;
  else of_the_call.verdict = judge_.leave(call.line, "after the caller's fault nothing is judged", false);
  return of_the_call;
}

}  // namespace certlife::oracle
