#include "model/oracle/name_bindings.h"

#include "model/oracle/translation.h"

#include <algorithm>
#include <utility>

namespace certlife::oracle {

// --- Indices -------------------------------------------------------------------------------------------------------------

void NameBindings::choose_fresh() {
  fresh_.store = free_stores_.empty() ? next_store_ : free_stores_.back();
  fresh_.csp = free_csps_.empty() ? next_csp_ : free_csps_.back();
  if (fresh_.store >= store_names_.size()) store_names_.resize(fresh_.store + 1);
  if (fresh_.csp >= csp_names_.size()) csp_names_.resize(fresh_.csp + 1);
  fresh_.context = fresh_context();
}

bool NameBindings::is_free_everywhere(std::uint32_t context) const {
  return std::none_of(candidates_.begin(), candidates_.end(), [&](const Candidate& each) {
    return each.world.index.has(context) || each.name_of_context(context);
  });
}

std::uint32_t NameBindings::fresh_context(const std::vector<std::uint32_t>& reserved) const {
  const auto is_reserved = [&](std::uint32_t each) { return std::find(reserved.begin(), reserved.end(), each) != reserved.end(); };
  const std::size_t attempts = 8 + reserved.size();
  for (std::size_t nth = 0; nth < attempts; ++nth) {
    const std::uint32_t context = candidates_.front().world.index.free_index(nth);
    if (!context) break;
    if (is_free_everywhere(context) && !is_reserved(context)) return context;
  }
  std::uint32_t context = first_free_context;
  for (const Candidate& each : candidates_) {
    context = std::max(context, static_cast<std::uint32_t>(each.world.context_exists.size()));
  }
  while (is_reserved(context)) ++context;
  return context;
}

FreshIndices NameBindings::reserve(Thing made, const std::vector<std::uint32_t>& reserved_contexts) {
  choose_fresh();
  FreshIndices reserved;
  switch (made) {
    case Thing::store:
      reserved.store = fresh_.store;
      take_index(free_stores_, next_store_, fresh_.store);
      break;
    case Thing::csp:
      reserved.csp = fresh_.csp;
      take_index(free_csps_, next_csp_, fresh_.csp);
      break;
    case Thing::context: reserved.context = fresh_context(reserved_contexts); break;
    case Thing::file:
    case Thing::unknown: break;
  }
  return reserved;
}

void NameBindings::give_back(const FreshIndices& reserved) {
  if (reserved.store && !store_names_[reserved.store]) free_stores_.push_back(reserved.store);
  if (reserved.csp && !csp_names_[reserved.csp]) free_csps_.push_back(reserved.csp);
}

void NameBindings::adopt_csps(const std::vector<std::string_view>& names) {
  for (const std::string_view name : names) {
    const NameId id = names_.intern(name);
    if (names_[id].is_live(Thing::csp)) continue;
    choose_fresh();
    const Concrete::Csp csp{fresh_.csp};
    for (Candidate& candidate : candidates_) {
      candidate.world.csp_exists.put(csp, true);
      candidate.world.csp_references.put(csp, 1);
      candidate.world.owned_csp_references.put(csp, 1);
    }
    names_.bind(id, Thing::csp, fresh_.csp);
    take_index(free_csps_, next_csp_, fresh_.csp);
    csp_names_[fresh_.csp] = id;
  }
}

// Indices that the call has used are free no more.
void NameBindings::take_indices(const ConcreteCall& call) {
  if (std::holds_alternative<model::OpenStore<Concrete>>(call)) {
    const auto opened = [&](const Candidate& each) { return each.world.store_allocated.at({fresh_.store}); };
    if (std::any_of(candidates_.begin(), candidates_.end(), opened)) take_index(free_stores_, next_store_, fresh_.store);
  }
  if (std::holds_alternative<model::AcquireCsp<Concrete>>(call)) take_index(free_csps_, next_csp_, fresh_.csp);
}

void NameBindings::take_index(std::vector<std::uint32_t>& free, std::uint32_t& next, std::uint32_t taken) {
  if (!free.empty() && free.back() == taken) free.pop_back();
  next = std::max(next, taken + 1);
}

// --- Deaths --------------------------------------------------------------------------------------------------------------

void NameBindings::forget_deaths() {
  dead_contexts_.clear();
  dead_stores_.clear();
  dead_csps_.clear();
}

void NameBindings::Deaths::leave_out(const Deaths& others) {
  const auto drop = [](auto& from, const auto& known) {
    std::erase_if(from, [&](auto each) { return std::find(known.begin(), known.end(), each) != known.end(); });
  };
  drop(contexts, others.contexts);
  drop(stores, others.stores);
  drop(csps, others.csps);
}

NameBindings::Deaths NameBindings::take_deaths() {
  return {std::exchange(dead_contexts_, {}), std::exchange(dead_stores_, {}), std::exchange(dead_csps_, {})};
}

void NameBindings::put_back(Deaths deaths) {
  dead_contexts_ = std::move(deaths.contexts);
  dead_stores_ = std::move(deaths.stores);
  dead_csps_ = std::move(deaths.csps);
}

void NameBindings::note_deaths(Candidate& candidate, const World& view) {
  for (const auto& write : view.context_allocated.writes()) {
    if (write.value || candidate.world.context_allocated.at({write.index})) continue;
    const NameId home = of_home(candidate, {write.index});
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

// The name may be given to something new because what bore it is gone in the candidates that allow this. Those that still
// have it belong to readings that reject the call.
void NameBindings::exclude_those_that_still_have_the_name(const Translation& seen) {
  if (!seen.object || !seen.object->is_text()) return;
  const NameId name = names_.find(seen.object->text);
  if (!name || !names_[name].is_live() || names_[name].thing == Thing::context) return;
  const auto has_it = [&](const Candidate& each) {
    return names_[name].thing == Thing::store ? each.world.store_allocated.at({names_[name].index})
                                              : each.world.csp_references.at({names_[name].index}) > 0;
  };
  bool is_new_somewhere = false;
  for (std::size_t i = 0; i < candidates_.size(); ++i)
    is_new_somewhere |= candidates_.came_by(i) != Candidates::by_none && !has_it(candidates_[i]);
  for (std::size_t i = 0; is_new_somewhere && i < candidates_.size(); ++i)
    if (has_it(candidates_[i])) candidates_.exclude(i);
}

// What lived on only where the trace has not gone is dead now.
void NameBindings::note_what_only_dropped_candidates_had() {
  for (NameId name = 1; name < names_.size(); ++name) {
    if (!names_[name].is_live()) continue;
    switch (names_[name].thing) {
      case Thing::store:   if (names_[name].index >= first_free_store) dead_stores_.push_back(names_[name].index); break;
      case Thing::csp:     if (names_[name].index >= first_free_csp) dead_csps_.push_back(names_[name].index); break;
      case Thing::context: dead_contexts_.push_back(name); break;
      case Thing::file:
      case Thing::unknown: break;
    }
  }
}

bool NameBindings::any_candidate_has(NameId context) const {
  return std::any_of(candidates_.begin(), candidates_.end(),
                     [&](const Candidate& each) { return each.context_called(context) >= first_free_context; });
}

void NameBindings::free_what_is_dead() {
  std::erase_if(dead_contexts_, [&](NameId name) {
    if (any_candidate_has(name)) return false;
    if (names_[name].is_live(Thing::context)) names_.kill(name);
    return true;
  });
  std::erase_if(dead_stores_, [&](std::uint32_t store) { return free_store(store); });
  std::erase_if(dead_csps_, [&](std::uint32_t csp) { return free_csp(csp); });
}

bool NameBindings::free_store(std::uint32_t store) {
  const auto is_allocated = [&](const Candidate& each) { return each.world.store_allocated.at({store}); };
  if (std::any_of(candidates_.begin(), candidates_.end(), is_allocated)) return false;
  if (std::find(free_stores_.begin(), free_stores_.end(), store) != free_stores_.end()) return true;
  const NameId name = store_names_[store];
  store_names_[store] = 0;
  if (name && names_[name].thing == Thing::store && names_[name].index == store) {
    names_[name].index = candidates_.front().world.forfeited.at({store}) ? forced_store : dead_store;
    names_.kill(name);
  }
  for (Candidate& candidate : candidates_) {
    candidate.world.forfeited.put({store}, false);
    candidate.world.changed.put({store}, false);
    candidate.world.csp.put({store}, {});
  }
  free_stores_.push_back(store);
  return true;
}

bool NameBindings::free_csp(std::uint32_t csp) {
  const auto is_live = [&](const Candidate& each) { return each.world.csp_references.at({csp}) > 0; };
  if (std::any_of(candidates_.begin(), candidates_.end(), is_live)) return false;
  const NameId name = csp_names_[csp];
  if (!name) return true;
  names_[name].index = dead_csp;
  names_.kill(name);
  csp_names_[csp] = 0;
  free_csps_.push_back(csp);
  return true;
}

void NameBindings::clear_forgotten_names() {
  for (const NameId name : names_.take_forgotten()) {
    for (Candidate& candidate : candidates_) {
      if (name < candidate.context_of.size()) candidate.context_of[name] = 0;
    }
  }
}

// --- Names given ---------------------------------------------------------------------------------------------------------

void NameBindings::bind_once(NameId name, Thing thing, std::uint32_t index, std::vector<NameId>& own) {
  if (!index || own[index] || names_[name].is_live()) return;
  names_.bind(name, thing, index);
  own[index] = name;
}

void NameBindings::let_go_of(NameId name, const Candidate& candidate) {
  NameEntry& entry = names_[name];
  if (!entry.is_live()) return;
  if (entry.thing == Thing::context ? candidate.context_called(name) >= first_free_context
      : entry.thing == Thing::store ? candidate.world.store_allocated.at({entry.index})
                                    : candidate.world.csp_references.at({entry.index}) > 0)
    return;
  if (entry.thing == Thing::store) store_names_[entry.index] = 0;
  if (entry.thing == Thing::csp) csp_names_[entry.index] = 0;
  entry.dead = true;
}

// The name under which the caller got something, for what this candidate says it is.
void NameBindings::bind_result(Candidate& candidate, const Translation& seen, const model::Answer<Concrete>& answer) {
  if (!seen.object || !seen.object->is_text()) return;
  const NameId name = names_.intern(seen.object->text);
  switch (seen.result) {
    case Translation::Result::store:   return bind_once(name, Thing::store, answer.store.index, store_names_);
    case Translation::Result::csp:     return bind_once(name, Thing::csp, answer.csp.index, csp_names_);
    case Translation::Result::context: return bind_context(candidate, name, answer.context.index);
    case Translation::Result::boolean:
    case Translation::Result::none: return;
  }
}

void NameBindings::bind_context(Candidate& candidate, NameId name, std::uint32_t context) {
  if (!context || candidate.name_of_context(context)) return;
  if (candidate.context_called(name) >= first_free_context) return;
  const NameEntry& entry = names_[name];
  if (entry.is_live() && entry.thing != Thing::context && entry.thing != Thing::store) return;
  if (entry.is_live(Thing::store) && candidate.world.store_allocated.at({entry.index})) return;
  if (!entry.is_live(Thing::context)) names_.bind(name, Thing::context, 0);
  candidate.bind(name, context);
}

// The null store, and it alone, gets its name from what was seen.
void NameBindings::bind_homes(const trace::Line& line) {
  for (const auto& [context, store] : line.observed.home) {
    const NameId of = names_.find(context);
    if (!store.is_text() || !of || !names_[of].is_live(Thing::context)) continue;
    const Candidate& first = candidates_.front();
    const std::uint32_t home = first.world.home.at({first.context_called(of)}).index;
    const NameId name = names_.intern(store.text);
    if (!home || store_names_[home] || names_[name].is_live()) continue;
    names_.bind(name, Thing::store, home);
    store_names_[home] = name;
  }
}

}  // namespace certlife::oracle
