#include "model/oracle/history/following.h"

#include <algorithm>
#include <string>
#include <utility>

#include "model/oracle/callers_fault.h"

namespace certlife::oracle {

using Fate = Translation::Fate;

namespace {

// Of what there is none yet in the model when the call begins.
Thing made_by(const ConcreteCall& call) {
  if (std::holds_alternative<model::OpenStore<Concrete>>(call)) return Thing::store;
  if (std::holds_alternative<model::AcquireCsp<Concrete>>(call)) return Thing::csp;
  if (std::holds_alternative<model::CreateContext<Concrete>>(call) || std::holds_alternative<model::AddContext<Concrete>>(call))
    return Thing::context;
  return Thing::unknown;
}

std::string why_no_rule_judges(const OverlappingCall& call) {
  if (call.line.unfinished) return "the call never returned";
  if (call.translation.fate == Fate::asks_of_properties) return "what is asked of properties is not judged while calls overlap";
  return call.translation.reason + "; while calls overlap, what it does with references is not followed";
}

}  // namespace

History::Following::Following(Judge& judge, const Options& options, const Ruling::Calls& calls, const Tell& tell)
    : judge_(judge),
      tell_(tell),
      search_(judge.known_, judge.accounts_, judge.own_, {std::max<std::size_t>(judge.known_.candidates.most(), 1), 64}),
      components_(judge.known_, judge.all_, judge.judged_),
      ruling_(judge, components_, search_, calls, tell) {
  judge.known_.names.remember_dead(options.most_dead_names);
}

std::uint64_t History::Following::earliest_waiting(std::uint64_t otherwise) const {
  for (const OverlappingCall* each : waiting_) otherwise = std::min(otherwise, each->began);
  return otherwise;
}

std::size_t History::Following::things_kept() const {
  return judge_.known_.names.size() + components_.size() + judge_.known_.bindings.stores_in_use();
}

// --- A call begins -------------------------------------------------------------------------------------------------------

void History::Following::begin(OverlappingCall& call, std::uint64_t now) {
  call.began = now_ = now;
  waiting_.push_back(&call);
  judge_.known_.line = call.number();
  call.passed_over = reason_to_pass_over(call);
  if (!call.passed_over.empty()) return;
  Translation& seen = call.translation;
  judge_.known_.translator.translate(judge_.known_.names, call.line, seen);
  KnownLastError& last_error = judge_.last_errors_.of(call.line);
  if (!call.line.last_error_before.is_nothing()) last_error = call.line.last_error_before.number;
  call.last_error_before = last_error;
  if (seen.fate == Fate::reads_last_error || seen.fate == Fate::sets_last_error) return;
  std::swap(seen, judge_.known_.translation);
  call.fault = use_of_a_dead_name(judge_.known_, call.line);
  std::swap(seen, judge_.known_.translation);
  if (call.fault) return;
  call.component = &components_.touched_by(call);
  note_too_many_states();
  call.passed_over = call.component->passed_over;
  if (!call.passed_over.empty()) return;
  if (seen.fate == Fate::judged && !call.line.unfinished) return begin_judged(call);
  call.passed_over = why_no_rule_judges(call);
  if (may_have_done_anything(call)) ruling_.doubt(call);
}

std::string History::Following::reason_to_pass_over(const OverlappingCall& call) const {
  if (judge_.undefined_ & judge_.own_) return "after the caller's fault nothing is judged";
  if (judge_.undecided_ & judge_.own_) return "undecided: " + judge_.undecided_because_;
  if (call.line.not_supported) return "the target does not support the call";
  return "";
}

void History::Following::begin_judged(OverlappingCall& call) {
  Component& component = *call.component;
  if (call.is_late) {
    component.incomplete |= judge_.own_;
    component.incomplete_because = "line " + std::to_string(call.line.number) + " began before calls that had returned long before it was read";
  }
  const Looking looking(judge_.known_, component);
  adopt_new_csps(call);
  reserve(call);
  const Translation& seen = call.translation;
  const bool gives_context = seen.result == Translation::Result::context && seen.object && seen.object->is_text();
  NameId given = 0;
  if (seen.object && seen.object->is_text()) {
    given = judge_.known_.names.find(seen.object->text);
    if (!given) components_.give(given = judge_.known_.names.intern(seen.object->text), component.shared_from_this());
  }
  call.footprint = footprint_of(call.line, seen, gives_context ? given : 0);
  call.bit = free_bit();
  bits_taken_ |= call.bit;
  component.waiting.push_back(&call);
}

void History::Following::adopt_new_csps(OverlappingCall& call) {
  if (call.translation.new_csps.empty()) return;
  Knowledge& known = judge_.known_;
  known.bindings.adopt_csps(call.translation.new_csps);
  for (const std::string_view name : call.translation.new_csps) components_.give(known.names.find(name), call.component->shared_from_this());
  known.translator.translate(known.names, call.line, call.translation);
}

void History::Following::reserve(OverlappingCall& call) {
  const Thing made = made_by(call.translation.call);
  if (made == Thing::unknown) return;
  std::vector<std::uint32_t> reserved;
  for (const OverlappingCall* each : call.component->waiting) reserved.push_back(each->fresh.context);
  call.fresh = judge_.known_.bindings.reserve(made, reserved);
}

void History::Following::note_too_many_states() {
  if (!components_.have_too_many_states()) return;
  judge_.undecided_ |= judge_.own_;
  judge_.undecided_because_ = "more than " + std::to_string(components_.first().candidates.most()) + " states are possible while calls overlap";
}

std::uint64_t History::Following::free_bit() {
  const std::uint64_t free = ~bits_taken_ & (bits_taken_ + 1);
  if (free) return free;
  judge_.undecided_ |= judge_.own_;
  judge_.undecided_because_ = "more than 64 calls overlap";
  return 0;
}

// --- A call returns ------------------------------------------------------------------------------------------------------

void History::Following::end(OverlappingCall& call, std::uint64_t now) {
  call.returned = now_ = now;
  ++judge_.lines_;
  judge_.known_.line = call.number();
  if (!call.is_told) tell_(call.line, end_judged(call));
  std::erase(waiting_, &call);
  if (call.component && call.bit) {
    close(call);
    components_.dissolve_if_over(*call.component, now_);
  }
}

HistoryVerdict History::Following::end_judged(OverlappingCall& call) {
  if (call.passed_over.empty()) call.passed_over = reason_to_pass_over(call);
  if (call.passed_over.empty() && call.component) call.passed_over = call.component->passed_over;
  if (!call.passed_over.empty()) return ruling_.pass_over(call, call.passed_over);
  if (call.fault) return {judge_.blame_for_all_readings(call.fault), {}, {}};
  HistoryVerdict said;
  if (!call.component) {
    judge_.known_.translate(call.line);
    const Looking looking(judge_.known_, components_.first());
    said.verdict = judge_.judge_last_error(call.line);
    return said;
  }
  components_.touch_what_was_probed(call);
  note_too_many_states();
  if (!call.component->passed_over.empty()) return ruling_.pass_over(call, call.component->passed_over);
  const Looking looking(judge_.known_, *call.component);
  ++judge_.judged_;
  Ordering ordering = search_.take(call);
  return ruling_.on(call, ordering);
}

// Its bit is free for another call, and what died may be forgotten when nobody can mean it any more.
void History::Following::close(OverlappingCall& call) {
  Component& component = *call.component;
  const Looking looking(judge_.known_, component);
  std::erase(component.waiting, &call);
  bits_taken_ &= ~call.bit;
  bool made = false;
  for (Candidate& state : judge_.known_.candidates) {
    state.calls.taken &= ~call.bit;
    state.calls.stranded &= ~call.bit;
    made = made || (call.fresh.store && state.world.store_allocated.at({call.fresh.store})) ||
           (call.fresh.csp && state.world.csp_references.at({call.fresh.csp}) > 0);
  }
  if (!made) judge_.known_.bindings.give_back(call.fresh);
  components_.change_guard(component, now_);
}

// --- The whole -----------------------------------------------------------------------------------------------------------

void History::Following::finish() {
  judge_.rejected_ |= static_cast<ReadingSet>(judge_.all_ & ~readings_of(components_.settled()) & ~judge_.undefined_ & ~judge_.undecided_);
  std::swap(judge_.known_.candidates, components_.first().candidates);
}

std::vector<Owed> History::Following::owed_elsewhere() const { return components_.owed_elsewhere(judge_.accounts_, judge_.own_); }

}  // namespace certlife::oracle
