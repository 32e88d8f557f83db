// The part of the judge that goes on from what was allowed: worlds, names, what is dead, what is not known any more.
#include <algorithm>

#include "model/oracle/judge.h"
#include "model/rules/step.h"
#include "model/trace/utf8.h"

namespace certlife::oracle {

using trace::Line;
using trace::Value;
using Result = Translation::Result;

// Every trial becomes a candidate; the last of each candidate takes its place, so that most calls copy nothing.
void Judge::take_over(const Line& line) {
  dead_contexts_.clear();
  dead_stores_.clear();
  dead_csps_.clear();
  const std::size_t old_count = candidates_.size();
  stays_.assign(old_count, false);
  answers_.assign(old_count, {});
  note_references(line, *std::find_if(trials_.begin(), std::prev(trials_.end()),
                                      [&](const Trial& each) { return (each.readings & own_) != 0; }));
  for (std::size_t i = 0; i < trials_.size(); ++i) {
    Trial& trial = trials_[i];
    const bool is_last = i + 1 == trials_.size() || trials_[i + 1].candidate != trial.candidate;
    const Passage passage = passage_in(candidates_[trial.candidate]);
    stays_[trial.candidate] = true;
    if (is_last) {
      Concrete::commit(candidates_[trial.candidate].world, trial.outcome.after);
      answers_[trial.candidate] = trial.outcome.answer;
    } else {
      candidates_.push_back(candidates_[trial.candidate].copy(trial.outcome.after));
      answers_.push_back(trial.outcome.answer);
    }
    Candidate& candidate = is_last ? candidates_[trial.candidate] : candidates_.back();
    if (!trial.variants.empty()) candidate.variants = std::move(trial.variants);
    learn_places(candidate, passage, trial.outcome);
    note_deaths(candidate, trial.outcome.after);
  }
  learn_last_error(line);
  stays_.resize(candidates_.size(), true);
  drop_those_that_still_have_the_name();
  drop_candidates();
  take_indices();
  bury_the_dead();
  for (std::size_t i = 0; i < candidates_.size(); ++i) bind_result(candidates_[i], answers_[i]);
  note_what_was_given(line);
  settle_names(line);
  for (const NameId csp : translation_.kept) taint(csp);
  if (candidates_.size() <= 1) return;
  if (candidates_.size() > old_count) next_merge_ = std::min(next_merge_, lines_ + 16);
  merge_when_due();
  bound();
}

// The name may be given to something new because what bore it is gone in the candidates that allow this. Those that still
// have it belong to readings that reject the call.
void Judge::drop_those_that_still_have_the_name() {
  if (!translation_.object || !translation_.object->is_text()) return;
  const NameId name = names_.find(translation_.object->text);
  if (!name || !names_[name].is_live() || names_[name].thing == Thing::context) return;
  const auto has_it = [&](const Candidate& each) {
    return names_[name].thing == Thing::store ? each.world.store_allocated.at({names_[name].index})
                                              : each.world.csp_references.at({names_[name].index}) > 0;
  };
  bool is_new_somewhere = false;
  for (std::size_t i = 0; i < candidates_.size(); ++i) is_new_somewhere |= stays_[i] && !has_it(candidates_[i]);
  for (std::size_t i = 0; is_new_somewhere && i < candidates_.size(); ++i) stays_[i] = stays_[i] && !has_it(candidates_[i]);
}

void Judge::drop_candidates() {
  if (std::find(stays_.begin(), stays_.end(), false) == stays_.end()) return;
  std::size_t kept = 0;
  for (std::size_t i = 0; i < candidates_.size(); ++i) {
    if (!stays_[i]) continue;
    if (kept != i) {
      candidates_[kept] = std::move(candidates_[i]);
      answers_[kept] = answers_[i];
    }
    ++kept;
  }
  candidates_.erase(candidates_.begin() + static_cast<std::ptrdiff_t>(kept), candidates_.end());
  answers_.resize(kept);
  note_what_only_dropped_candidates_had();
}

// What lived on only where the trace has not gone is dead now.
void Judge::note_what_only_dropped_candidates_had() {
  for (NameId name = 1; name < names_.size(); ++name) {
    if (!names_[name].is_live()) continue;
    switch (names_[name].thing) {
      case Thing::store:   if (names_[name].index >= first_free_store) dead_stores_.push_back(names_[name].index); break;
      case Thing::csp:     if (names_[name].index >= first_free_csp) dead_csps_.push_back(names_[name].index); break;
      case Thing::context: dead_contexts_.push_back(name); break;
      case Thing::unknown: break;
    }
  }
}

// --- Places in enumerations ----------------------------------------------------------------------------------------------

// An enumeration step in a store that has elements whose place is not known, and where it begins.
Judge::Passage Judge::passage_in(const Candidate& candidate) const {
  const auto* named = std::get_if<model::NextContext<Concrete>>(&translation_.call);
  if (!named || (!translation_.store_from && candidate.world.index.unplaced(named->store.index).empty())) return {};
  Passage passage;
  passage.step = std::get<model::NextContext<Concrete>>(call_in(candidate));
  const std::uint32_t store = passage.step->store.index;
  if (store < first_free_store || candidate.world.index.unplaced(store).empty()) return {};
  const std::uint32_t previous = passage.step->previous.index;
  if (previous && !candidate.world.index.is_placed(previous)) return {};
  if (previous) passage.from = candidate.world.position.at({previous});
  return passage;
}

// What was passed over by the step comes later, so that a complete enumeration must show it.
void Judge::learn_places(Candidate& candidate, const Passage& passage, const Outcome& outcome) const {
  const Concrete::Context next = outcome.answer.context;
  if (!passage.step || !next.index || !candidate.world.index.is_placed(next.index)) return;
  constexpr std::size_t most = 4096;  // Beyond, an element that is never shown may go unnoticed.
  const auto& unplaced = candidate.world.index.unplaced(passage.step->store.index);
  if (unplaced.size() > most) return;
  const Concrete::Position position = candidate.world.position.at(next);
  for (const std::uint32_t each : unplaced) {
    if (candidate.world.index.bound(each) > passage.from) continue;
    if (model::is_surely_shown(candidate.world, Concrete::Context{each}, *passage.step)) candidate.world.index.set_bound(each, position);
  }
}

// --- Names ---------------------------------------------------------------------------------------------------------------

void Judge::note_deaths(Candidate& candidate, const World& view) {
  for (const auto& write : view.context_allocated.writes()) {
    if (write.value || candidate.world.context_allocated.at({write.index})) continue;
    const NameId home = store_names_[candidate.world.home.at({write.index}).index];
    const NameId name = candidate.retire({write.index});
    if (!name) continue;
    if (home && names_[home].tainted) names_[name].tainted = true;
    dead_contexts_.push_back(name);
  }
  for (const auto& write : view.store_allocated.writes()) {
    if (!write.value) dead_stores_.push_back(write.index);
  }
  for (const auto& write : view.csp_references.writes()) {
    if (write.index >= first_free_csp && write.value <= 0) dead_csps_.push_back(write.index);
  }
}

// The name under which the caller got something, for what this candidate says it is.
void Judge::bind_result(Candidate& candidate, const model::Answer<Concrete>& answer) {
  if (!translation_.object || !translation_.object->is_text()) return;
  const NameId name = names_.intern(translation_.object->text);
  const auto bind_once = [&](Thing thing, std::uint32_t index, std::vector<NameId>& own) {
    if (!index || own[index] || names_[name].is_live()) return;
    names_.bind(name, thing, index);
    own[index] = name;
  };
  switch (translation_.result) {
    case Result::store:   return bind_once(Thing::store, answer.store.index, store_names_);
    case Result::csp:     return bind_once(Thing::csp, answer.csp.index, csp_names_);
    case Result::context: return bind_context(candidate, name, answer.context.index);
    case Result::boolean:
    case Result::none: return;
  }
}

void Judge::bind_context(Candidate& candidate, NameId name, std::uint32_t context) {
  if (!context || candidate.name_of_context(context)) return;
  if (candidate.context_called(name) >= first_free_context) return;
  const NameEntry& entry = names_[name];
  if (entry.is_live() && entry.thing != Thing::context && entry.thing != Thing::store) return;
  if (entry.is_live(Thing::store) && candidate.world.store_allocated.at({entry.index})) return;
  if (!entry.is_live(Thing::context)) names_.bind(name, Thing::context, 0);
  candidate.bind(name, context);
}

// What is gone in every candidate is dead for good, and its index may be used again.
void Judge::bury_the_dead() {
  for (const NameId name : dead_contexts_) {
    const bool lives = std::any_of(candidates_.begin(), candidates_.end(), [&](const Candidate& each) {
      return each.context_called(name) >= first_free_context;
    });
    if (!lives && names_[name].is_live(Thing::context)) names_.kill(name);
  }
  for (const std::uint32_t store : dead_stores_) bury_store(store);
  for (const std::uint32_t csp : dead_csps_) bury_csp(csp);
}

void Judge::settle_names(const Line& line) {
  bind_homes(line);
  learn_files();
  doubt_names_of_rejected_results();
  for (const NameId name : names_.take_forgotten()) {
    for (Candidate& candidate : candidates_) {
      if (name < candidate.context_of.size()) candidate.context_of[name] = 0;
    }
  }
}

void Judge::bury_store(std::uint32_t store) {
  const auto is_allocated = [&](const Candidate& each) { return each.world.store_allocated.at({store}); };
  if (std::any_of(candidates_.begin(), candidates_.end(), is_allocated)) return;
  if (std::find(free_stores_.begin(), free_stores_.end(), store) != free_stores_.end()) return;
  if (const NameId name = store_names_[store]) {
    names_[name].index = candidates_.front().world.forfeited.at({store}) ? forced_store : dead_store;
    names_.kill(name);
    store_names_[store] = 0;
  }
  for (Candidate& candidate : candidates_) {
    candidate.world.forfeited.put({store}, false);
    candidate.world.changed.put({store}, false);
    candidate.world.csp.put({store}, {});
  }
  free_stores_.push_back(store);
}

void Judge::bury_csp(std::uint32_t csp) {
  const auto is_live = [&](const Candidate& each) { return each.world.csp_references.at({csp}) > 0; };
  if (std::any_of(candidates_.begin(), candidates_.end(), is_live)) return;
  const NameId name = csp_names_[csp];
  if (!name) return;
  names_[name].index = dead_csp;
  names_.kill(name);
  csp_names_[csp] = 0;
  free_csps_.push_back(csp);
}

// Indices that the call has used are free no more.
void Judge::take_indices() {
  if (std::holds_alternative<model::OpenStore<Concrete>>(translation_.call)) {
    const auto opened = [&](const Candidate& each) { return each.world.store_allocated.at({fresh_store_}); };
    if (std::any_of(candidates_.begin(), candidates_.end(), opened)) take_index(free_stores_, next_store_, fresh_store_);
  }
  if (std::holds_alternative<model::AcquireCsp<Concrete>>(translation_.call)) take_index(free_csps_, next_csp_, fresh_csp_);
}

void Judge::take_index(std::vector<std::uint32_t>& free, std::uint32_t& next, std::uint32_t taken) {
  if (!free.empty() && free.back() == taken) free.pop_back();
  next = std::max(next, taken + 1);
}

// The null store, and it alone, gets its name from what was seen.
void Judge::bind_homes(const Line& line) {
  for (const auto& [context, store] : line.observed.home) {
    const NameId of = names_.find(context);
    if (!store.is_text() || !of || !names_[of].is_live(Thing::context)) continue;
    const std::uint32_t home = candidates_.front().world.home.at({candidates_.front().context_called(of)}).index;
    const NameId name = names_.intern(store.text);
    if (!home || store_names_[home] || names_[name].is_live()) continue;
    names_.bind(name, Thing::store, home);
    store_names_[home] = name;
  }
}

// A file that was written holds what the model says.
void Judge::learn_files() {
  for (const Trial& trial : trials_) {
    for (const auto& write : trial.outcome.after.image.writes()) {
      translator_.forget_bytes(write.index);
    }
  }
}

// After a rejection the caller may hold something else than the model says: it is not blamed for that.
void Judge::doubt_names_of_rejected_results() {
  if (!translation_.object || !translation_.object->is_text()) return;
  const NameId name = names_.find(translation_.object->text);
  if (!name) return;
  if (names_[name].dead) {
    names_[name].thing = Thing::unknown;
    return;
  }
  if (!names_[name].is_live(Thing::context)) return;
  for (const Trial& trial : trials_) {
    if (trial.differences == 0) return;
  }
  NameId another = 0;
  for (const Candidate& candidate : candidates_) {
    for (const Trial& trial : trials_) {
      if (const NameId other = candidate.name_of_context(trial.outcome.answer.context.index); other && other != name)
        another = other;
    }
  }
  if (!another) return;
  taint(name);
  taint(another);
}

// --- Last error ----------------------------------------------------------------------------------------------------------

void Judge::learn_last_error(const Line& line) {
  KnownLastError& known = last_errors_[line.thread.value_or(0)];
  if (!line.last_error_after.is_nothing()) {
    known = line.last_error_after.number;
    return;
  }
  if (!line.last_error.is_nothing()) {
    if (line.last_error_is_unchanged()) known.reset();
    else known = line.last_error.number;
    return;
  }
  if (!known && trials_.empty()) return;
  std::optional<KnownLastError> agreed;
  for (const Trial& trial : trials_) {
    const auto promised = static_cast<std::int64_t>(trial.outcome.answer.last_error);
    const KnownLastError here = promised >= 0 ? KnownLastError(promised)
                                : trial.outcome.answer.last_error == model::Error::unchanged ? known
                                                                                             : std::nullopt;
    if (agreed && *agreed != here) {
      known.reset();
      return;
    }
    agreed = here;
  }
  if (agreed) known = *agreed;
}

// --- Bounds --------------------------------------------------------------------------------------------------------------

// Candidates that have come to the same state become one again. Looked for ever more seldom while there are none.
void Judge::merge_when_due() {
  if (lines_ < next_merge_) return;
  std::size_t merged = 0;
  for (std::size_t i = 0; i < candidates_.size(); ++i) {
    for (std::size_t j = i + 1; j < candidates_.size();) {
      if (!candidates_[i].is_same_state(candidates_[j])) {
        ++j;
        continue;
      }
      candidates_[i].absorb(candidates_[j].variants);
      candidates_[j] = std::move(candidates_.back());
      candidates_.pop_back();
      ++merged;
    }
  }
  merge_pause_ = merged ? 16 : std::min<std::size_t>(2 * merge_pause_, 4096);
  next_merge_ = lines_ + merge_pause_;
}

// Too many possibilities: some are followed, and that is remembered.
void Judge::bound() {
  const std::size_t most = sampled_ ? candidates_in_a_sample : options_.most_candidates;
  if (candidates_.size() <= most) return;
  next_merge_ = 0;
  merge_when_due();
  if (candidates_.size() > most) keep_a_sample();
}

// Some from all over, and one at least of each reading.
void Judge::keep_a_sample() {
  for (const Candidate& each : candidates_) sampled_ |= each.readings();
  const std::size_t size = std::min(candidates_in_a_sample, options_.most_candidates);
  std::vector<bool> stays(candidates_.size(), false);
  ReadingSet represented = 0;
  for (std::size_t i = 0; i < size; ++i) {
    const std::size_t at = i * candidates_.size() / size;
    stays[at] = true;
    represented |= candidates_[at].readings();
  }
  for (std::size_t i = 0; i < candidates_.size(); ++i) {
    if (!(candidates_[i].readings() & ~represented)) continue;
    stays[i] = true;
    represented |= candidates_[i].readings();
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < candidates_.size(); ++i) {
    if (!stays[i]) continue;
    if (kept != i) candidates_[kept] = std::move(candidates_[i]);
    ++kept;
  }
  candidates_.erase(candidates_.begin() + static_cast<std::ptrdiff_t>(kept), candidates_.end());
}

// --- What is not known any more ------------------------------------------------------------------------------------------

bool Judge::is_tainted() const {
  return std::any_of(translation_.mentioned.begin(), translation_.mentioned.end(), [&](NameId name) {
    if (names_[name].tainted) return true;
    if (names_[name].thing != Thing::context) return false;
    const Candidate& candidate = candidates_.front();
    const NameId home = store_names_[candidate.world.home.at({candidate.context_called(name)}).index];
    return home && names_[home].tainted;
  });
}

// What a call that is not judged had may be held by any number of further references, or of fewer; a store, through its
// contexts.
void Judge::taint(NameId name) {
  const auto doubt = [this](NameId each) {
    if (!names_[each].tainted) names_[each].doubted = now_;
    names_[each].tainted = any_tainted_ = true;
  };
  doubt(name);
  if (names_[name].thing != Thing::context) return;
  for (const Candidate& candidate : candidates_) {
    const Concrete::Store home = candidate.world.home.at({candidate.context_called(name)});
    if (home.index >= first_free_store && store_names_[home.index]) doubt(store_names_[home.index]);
  }
}

// All that the line names, results too: what it was given, what it gave. A dead name among the results is a stranger's
// now.
void Judge::doubt_what_is_in(const Line& line) {
  for_each_name_in(line, [&](std::string_view text) {
    if (const NameId name = names_.find(text); name && names_[name].is_live()) taint(name);
  });
  const auto is_given = [&](const Value& value) {
    const NameId name = value.is_text() ? names_.find(value.text) : 0;
    if (name) names_.give_to_a_stranger(name);
  };
  is_given(line.ret);
  for (const auto& [parameter, value] : line.out) is_given(value);
}

std::string Judge::reason_of_doubt() const {
  for (const NameId name : translation_.mentioned) {
    if (!names_[name].tainted) continue;
    return "not judged: line " + std::to_string(names_[name].doubted) + " had \"" +
           trace::shortened(names_[name].text) +
           "\" and was not judged, so nobody knows how many references there are since then";
  }
  return "not judged: a store whose references nobody knows, since a line that was not judged had it or a context of "
         "it";
}

// Does the call use a store by the hCertStore of a context that outlives its last close?
bool Judge::uses_closed_store() const {
  const ConcreteCall bound = call_in(candidates_.front());
  return std::visit(
      [&](const auto& call) {
        if constexpr (requires { call.store; }) {
          return call.store.index >= first_free_store && candidates_.front().world.handles.at(call.store) <= 0;
        } else {
          return false;
        }
      },
      bound);
}

}  // namespace certlife::oracle
