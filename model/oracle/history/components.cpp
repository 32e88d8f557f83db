#include "model/oracle/history/components.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace certlife::oracle {

using trace::Line;
using trace::Value;

namespace {

constexpr std::size_t most_settings = 4'096;

// What the implementation may be, whichever of the states is the case.
std::vector<Variant> variants_of(const Candidates& states) {
  std::vector<Variant> all;
  for (const Candidate& state : states) {
    for (const Variant& each : state.variants)
      if (std::find(all.begin(), all.end(), each) == all.end()) all.push_back(each);
  }
  return all;
}

template <class Visit>
void for_each_name_probed(const Line& line, Visit visit) {
  const trace::Observed& seen = line.observed;
  if (seen.empty()) return;
  for (const auto* probes : {&seen.alive, &seen.csp, &seen.home, &seen.content, &seen.encoding, &seen.properties})
    for (const auto& [name, value] : *probes) visit(name);
}

template <class Visit>
void for_each_result(const Line& line, Visit visit) {
  if (line.ret.is_text()) visit(line.ret.text);
  for (const auto& [parameter, value] : line.out)
    if (value.is_text()) visit(value.text);
}

bool has_a_file(const Line& line, const ConcreteCall& call) {
  if (!line.observed.persisted.empty()) return true;
  return std::visit(
      [](const auto& it) {
        if constexpr (requires { it.file; }) return it.file.index != 0;
        else return false;
      },
      call);
}

bool is_gone_in(const Candidate& state, NameId name, const NameEntry& entry) {
  const std::uint32_t context = state.context_called(name);
  if (entry.thing == Thing::context) return context == dead_context || context == forced_context;
  if (entry.thing == Thing::store) return !state.world.store_allocated.at({entry.index});
  return entry.thing == Thing::csp && state.world.csp_references.at({entry.index}) <= 0;
}

}  // namespace

Components::Components(Knowledge& knowledge, ReadingSet all, std::size_t calls)
    : known_(knowledge), readings_(all), settled_(Candidate::at_the_start(all).variants) {
  all_.push_back(std::make_shared<Component>(std::move(known_.candidates)));
  known_.candidates.clear();
  for (Candidate& each : first().candidates) each.calls.count = calls;
  of_names_.assign(known_.names.size(), all_.front());
  of_names_.front() = nullptr;
}

// --- Who belongs where ---------------------------------------------------------------------------------------------------

Components::Pointer Components::of(NameId name) const {
  auto component = name < of_names_.size() ? root_of(of_names_[name]) : nullptr;
  return component && component->is_over ? nullptr : component;
}

void Components::give(NameId name, const Pointer& to) {
  if (name >= of_names_.size()) of_names_.resize(name + 1);
  of_names_[name] = to;
}

Components::Pointer Components::fresh() {
  Candidate start = Candidate::at_the_start(readings_);
  start.variants = settled_;
  return all_.emplace_back(std::make_shared<Component>(first().candidates.with(std::move(start))));
}

Components::Pointer Components::merged(const Pointer& one, const Pointer& other) {
  if (!one || one == other) return other;
  const bool keeps_one = one == all_.front() || (other != all_.front() && one->candidates.size() >= other->candidates.size());
  const Pointer into = keeps_one ? one : other, from = keeps_one ? other : one;
  too_many_ = too_many_ || !merge(*into, *from, first().candidates.most());
  from->merged_into = into;
  for (OverlappingCall* each : into->waiting) each->component = into.get();
  std::erase(all_, from);
  return into;
}

Component& Components::touched_by(const OverlappingCall& call) {
  Pointer found;
  const auto touch = [&](std::string_view text) {
    if (const auto component = of(known_.names.find(text))) found = merged(found, component);
  };
  for (const auto& [parameter, value] : call.line.args)
    if (value.is_text()) touch(value.text);
  for_each_name_probed(call.line, touch);
  for_each_result(call.line, [&](std::string_view text) {
    if (!is_gone(known_.names.find(text))) touch(text);
  });
  if (has_a_file(call.line, call.translation.call)) found = merged(found, all_.front());
  if (!found) found = fresh();
  // What it gives will be of its component, whether it is judged or not.
  for_each_result(call.line, [&](std::string_view text) {
    if (const NameId name = known_.names.find(text)) give(name, found);
  });
  return *found;
}

void Components::touch_what_was_probed(const OverlappingCall& call) {
  Pointer found = call.component->shared_from_this();
  for_each_name_probed(call.line, [&](std::string_view name) {
    if (const auto component = of(known_.names.find(name))) found = merged(found, component);
  });
}

// Nothing bears the name any more in any state, and no call that is on its way means what bore it.
bool Components::is_gone(NameId name) const {
  const Pointer component = of(name);
  if (!component || !component->passed_over.empty()) return false;
  const NameEntry& entry = known_.names[name];
  const auto may_mean_it = [&](const OverlappingCall* each) { return entry.thing != Thing::context || each->footprint.names(name); };
  return std::none_of(component->waiting.begin(), component->waiting.end(), may_mean_it) &&
         std::all_of(component->candidates.begin(), component->candidates.end(),
                     [&](const Candidate& each) { return is_gone_in(each, name, entry); });
}

// --- Ends ----------------------------------------------------------------------------------------------------------------

void Components::change_guard(Component& component, std::uint64_t now) {
  NameBindings& bindings = known_.bindings;
  append(component.newer, bindings.take_deaths());
  const auto began_before = [&](const OverlappingCall* each) { return each->began <= component.guard_changed; };
  if ((component.older.empty() && component.newer.empty()) || known_.candidates.empty()) return;
  if (std::any_of(component.waiting.begin(), component.waiting.end(), began_before)) return;
  // Those whose names have been given to others since are not meant.
  std::erase_if(component.older.contexts, [&](NameId name) { return of(name).get() != &component; });
  component.newer.leave_out(component.older);
  bindings.put_back(std::exchange(component.older, std::exchange(component.newer, {})));
  bindings.free_what_is_dead();
  append(component.newer, bindings.take_deaths());
  bindings.clear_forgotten_names();
  component.guard_changed = now;
  component.had_deaths = true;
}

void Components::dissolve_if_over(Component& component, std::uint64_t now) {
  if (!component.waiting.empty() || &component == &first() || !component.passed_over.empty()) return;
  if (!std::exchange(component.had_deaths, false) || component.candidates.size() > most_settings) return;
  if (!std::all_of(component.candidates.begin(), component.candidates.end(), is_empty)) return;
  if (!component.older.empty() || !component.newer.empty()) {
    const Looking looking(known_, component);
    change_guard(component, now);
    change_guard(component, now);
  }
  settled_ = agreed(settled_, variants_of(component.candidates));
  component.is_over = true;
  std::erase_if(all_, [&](const Pointer& each) { return each.get() == &component; });
}

std::vector<Variant> Components::settled() const {
  std::vector<Variant> settled = settled_;
  for (const Pointer& each : all_) {
    if (!each->passed_over.empty() || each->candidates.empty()) continue;
    auto both = agreed(settled, variants_of(each->candidates));
    if (both.size() <= most_settings) settled = std::move(both);
  }
  return settled;
}

std::vector<Owed> Components::owed_elsewhere(const Accounts& accounts, ReadingSet own) const {
  std::vector<Owed> owed;
  for (const Pointer& each : all_) {
    if (each == all_.front() || !each->passed_over.empty() || each->candidates.empty()) continue;
    const auto is_own = [&](const Candidate& state) { return (state.readings() & own) != 0; };
    const auto state = std::find_if(each->candidates.begin(), each->candidates.end(), is_own);
    owed = accounts.owed(state == each->candidates.end() ? each->candidates.front() : *state, std::move(owed));
  }
  return owed;
}

}  // namespace certlife::oracle
