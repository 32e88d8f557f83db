#include "model/oracle/history/footprint.h"

#include <algorithm>

#include "model/oracle/history/overlapping_call.h"

namespace certlife::oracle {

using Use = Footprint::Use;

bool Footprint::has(NameId context) const {
  return std::find(contexts.begin(), contexts.end(), context) != contexts.end();
}

void Footprint::add(NameId context) {
  if (!context || has(context)) return;
  const auto free = std::find(contexts.begin(), contexts.end(), 0u);
  if (free == contexts.end()) is_alone = true;
  else *free = context;
}

namespace {

// What each call touches beside the contexts that it names. Calls that are not listed may touch anything.
struct Touching {
  Footprint& it;

  // With a CSP handle it may take the caller's reference to that.
  void operator()(const model::OpenStore<Concrete>& call) const { it.is_alone = call.file.index != 0 || call.csp.index != 0; }
  void operator()(const model::CreateContext<Concrete>&) const {}
  void operator()(const model::AcquireCsp<Concrete>&) const {}
  void operator()(const model::AskCsp<Concrete>&) const {}
  void operator()(const model::DuplicateContext<Concrete>&) const {}
  void operator()(const model::DuplicateStore<Concrete>& call) const { use(Use::handle, call.store); }
  void operator()(const model::AddContext<Concrete>& call) const {
    use(Use::changes, call.store);
    it.looks_at = call.source.index;
  }
  void operator()(const model::NextContext<Concrete>& call) const {
    use(Use::reads, call.store);
    it.drops = call.previous.index;
  }
  void operator()(const model::CloseStore<Concrete>& call) const {
    use(Use::closes, call.store);
    it.is_alone = call.check || call.force || call.unknown_flags;
  }
  void operator()(const model::FreeContext<Concrete>& call) const { it.drops = call.context.index; }
  void operator()(const model::DeleteContext<Concrete>& call) const {
    use_home(Use::changes, call.context);
    it.drops = call.context.index;
  }
  void operator()(const model::SetProperty<Concrete>& call) const {
    use_home(Use::changes, call.context);
    it.looks_at = call.context.index;
    it.alters = true;
  }
  void operator()(const model::GetProperty<Concrete>& call) const {
    use_home(Use::reads, call.context);
    it.looks_at = call.context.index;
  }
  void operator()(const auto&) const { it.is_alone = true; }

 private:
  void use(Use use, Concrete::Store store) const {
    it.of_store = use;
    it.store = store.index;
  }
  void use_home(Use use, Concrete::Context context) const {
    it.of_store = use;
    it.home_of = context.index;
  }
};

}  // namespace

Footprint footprint_of(const trace::Line& line, const Translation& translation, NameId given) {
  Footprint it;
  std::visit(Touching{it}, translation.call);
  std::visit(
      [&](const auto& call) {
        if constexpr (requires { call.context; }) it.add(call.context.index);
        if constexpr (requires { call.previous; }) it.add(call.previous.index);
        if constexpr (requires { call.source; }) it.add(call.source.index);
      },
      translation.call);
  it.store_from = translation.store_from;
  it.add(translation.store_from);
  it.add(translation.content_from);
  it.given = given;
  // What was probed hangs on everything.
  if (!line.observed.empty()) it.is_alone = true;
  return it;
}

Waiting::Waiting(const Candidate& state, std::vector<OverlappingCall*> calls) : state_(state), calls_(std::move(calls)) {
  if (calls_.size() < 2) return;
  reaches_.reserve(calls_.size());
  for (const OverlappingCall* each : calls_) reaches_.push_back(reach_of(*each));
}

// How many there are if all that wait have given up theirs.
std::int64_t Waiting::references_left(NameId context) const {
  std::int64_t left = state_.world.owned_references.at({state_.context_called(context)});
  for (const OverlappingCall* each : calls_) left -= each->footprint.drops == context ? 1 : 0;
  return left;
}

std::int64_t Waiting::handles_left(std::uint32_t store) const {
  std::int64_t left = state_.world.owned_handles.at({store});
  for (const OverlappingCall* each : calls_)
    left -= each->footprint.of_store == Use::closes && store_of(each->footprint) == store ? 1 : 0;
  return left;
}

std::uint32_t Waiting::store_of(const Footprint& footprint) const {
  const NameId of = footprint.store_from ? footprint.store_from : footprint.home_of;
  return of ? state_.world.home.at({state_.context_called(of)}).index : footprint.store;
}

Waiting::Reach Waiting::reach_of(const OverlappingCall& call) const {
  const Footprint& it = call.footprint;
  Reach reach;
  reach.is_alone = it.is_alone;
  const std::uint32_t store = store_of(it);
  const bool is_real = store >= first_free_store;
  if (it.of_store != Use::none && is_real && state_.world.file.at({store}).index) reach.is_alone = true;
  switch (it.of_store) {
    case Use::reads:   if (is_real) reach.reads = store; break;
    case Use::changes: if (is_real) reach.changes = store; break;
    case Use::closes:  if (handles_left(store) < 1) reach.is_alone = true; break;
    case Use::none:
    case Use::handle:  break;
  }
  if (it.alters) reach.alters = it.looks_at;
  const std::uint32_t home_looked_at = state_.world.home.at({state_.context_called(it.looks_at)}).index;
  if (it.looks_at && home_looked_at >= first_free_store) reach.reads = home_looked_at;
  if (it.given && references_left(it.given) < 1) reach.starts = it.given;
  if (!it.drops || references_left(it.drops) >= 1) return reach;
  // With the last reference the context may go, and with it a store that waits for it.
  reach.ends = it.drops;
  const std::uint32_t home = state_.world.home.at({state_.context_called(it.drops)}).index;
  if (home >= first_free_store && state_.world.handles.at({home}) <= 0) reach.is_alone = true;
  return reach;
}

bool Waiting::do_commute(std::size_t one, std::size_t other) const {
  const Reach &a = reaches_[one], &b = reaches_[other];
  if (a.is_alone || b.is_alone) return false;
  if (a.changes && (a.changes == b.changes || a.changes == b.reads)) return false;
  if (b.changes && b.changes == a.reads) return false;
  const auto disturbs = [&](const Reach& reach, const OverlappingCall& call) {
    return (reach.ends && call.footprint.names(reach.ends)) || (reach.starts && call.footprint.has(reach.starts)) || (reach.alters && call.footprint.looks_at == reach.alters);
  };
  return !disturbs(a, *calls_[other]) && !disturbs(b, *calls_[one]);
}

std::size_t Waiting::place_of(const OverlappingCall& call) const {
  return static_cast<std::size_t>(std::find(calls_.begin(), calls_.end(), &call) - calls_.begin());
}

bool Waiting::commutes_with_all(const OverlappingCall& call) const {
  const std::size_t own = place_of(call);
  for (std::size_t other = 0; other < calls_.size(); ++other)
    if (other != own && !do_commute(own, other)) return false;
  return true;
}

std::vector<OverlappingCall*> Waiting::entangled_with(const OverlappingCall& call) const {
  std::vector<std::size_t> found{place_of(call)};
  std::vector<bool> is_found(calls_.size(), false);
  is_found[found.front()] = true;
  for (std::size_t next = 0; next < found.size(); ++next) {
    for (std::size_t other = 0; other < calls_.size(); ++other) {
      if (is_found[other] || do_commute(found[next], other)) continue;
      is_found[other] = true;
      found.push_back(other);
    }
  }
  std::vector<OverlappingCall*> calls;
  for (const std::size_t each : found) calls.push_back(calls_[each]);
  return calls;
}

}  // namespace certlife::oracle
