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

bool Waiting::Matter::meets(const Matter& other) const {
  return is_all || other.is_all || (bytes != unknown && bytes == other.bytes) || (key != unknown && key == other.key);
}

void Waiting::touch_elements(const OverlappingCall& call, std::uint32_t store, Reach& reach) const {
  if (goes_by_bytes(store)) reach.matter = matter_of(call);
  const auto* add = std::get_if<model::AddContext<Concrete>>(&call.translation.call);
  const bool changes = call.footprint.of_store == Use::changes && !(add && only_finds(*add, store));
  (changes ? reach.changes : reach.reads) = store;
  reach.adds = changes && add;
}

// Those that the call may show, change or be hindered by.
Waiting::Matter Waiting::matter_of(const OverlappingCall& call) const {
  const auto of_context = [&](Concrete::Context named) {
    const Concrete::Context context{state_.context_called(named.index)};
    const Concrete::Content content = state_.world.content.at(context);
    return context.index < first_free_context ? Matter{} : Matter{false, content.bytes, content.key};
  };
  if (const auto* add = std::get_if<model::AddContext<Concrete>>(&call.translation.call))
    return add->from_context || add->encoding != model::Encoding::sound ? Matter{} : Matter{false, add->content.bytes, add->content.key};
  if (const auto* removal = std::get_if<model::DeleteContext<Concrete>>(&call.translation.call)) return of_context(removal->context);
  if (const auto* question = std::get_if<model::GetProperty<Concrete>>(&call.translation.call)) return of_context(question->context);
  const auto* next = std::get_if<model::NextContext<Concrete>>(&call.translation.call);
  if (!next || next->previous.index || call.translation.content_from) return {};
  if (next->filter.by == Concrete::Filter::By::key) return {false, Matter::unknown, next->filter.wanted};
  if (next->filter.by != Concrete::Filter::By::bytes) return {};
  // An element with these bytes may have to go for another with its key.
  Matter matter{false, next->filter.wanted, Matter::unknown};
  for (const std::uint32_t each : state_.world.index.of(next->store.index))
    if (const auto content = state_.world.content.at({each}); content.bytes == matter.bytes) matter.key = content.key;
  return matter;
}

// Elements match by what they are: none is called another by a property, and it is known in which order they are shown.
bool Waiting::goes_by_bytes(std::uint32_t store) const {
  const World& world = state_.world;
  if (!world.index.unplaced(store).empty()) return false;
  const auto& all = world.index.of(store);
  return std::all_of(all.begin(), all.end(), [&](std::uint32_t each) {
    const auto sha1 = Concrete::property(world.properties.at({each}), Concrete::sha1_hash);
    return sha1 == Concrete::no_value() || sha1 == Concrete::sha1_of_bytes(world.content.at({each}).bytes);
  });
}

// Will the add come upon the same element whatever happens before it, and leave all as it is?
bool Waiting::only_finds(const model::AddContext<Concrete>& add, std::uint32_t store) const {
  using model::Disposition;
  if (add.from_context || add.encoding != model::Encoding::sound || !goes_by_bytes(store)) return false;
  if (add.disposition != Disposition::use_existing && add.disposition != Disposition::add_new) return false;
  const auto leaves_elements = [&](const OverlappingCall* each) {
    if (each->footprint.of_store != Use::changes && !each->footprint.is_alone) return true;
    const auto* other = std::get_if<model::AddContext<Concrete>>(&each->translation.call);
    return other && (other->disposition == Disposition::use_existing || other->disposition == Disposition::add_new ||
                     other->disposition == Disposition::always);
  };
  if (!std::all_of(calls_.begin(), calls_.end(), leaves_elements)) return false;
  const World& world = state_.world;
  std::size_t same = 0, matching = 0;
  for (const std::uint32_t each : world.index.of(store)) {
    const bool counts = world.listed.at({each}) && world.kind.at({each}) == add.kind;
    same += counts && world.content.at({each}).bytes == add.content.bytes && !Concrete::is_archived(world.properties.at({each}));
    matching += counts && world.content.at({each}).key == add.content.key;
  }
  return same == 1 && matching == 1;
}

Waiting::Reach Waiting::reach_of(const OverlappingCall& call) const {
  const Footprint& it = call.footprint;
  Reach reach;
  reach.is_alone = it.is_alone;
  const std::uint32_t store = store_of(it);
  const bool is_real = store >= first_free_store;
  if (it.of_store != Use::none && is_real && state_.world.file.at({store}).index) reach.is_alone = true;
  switch (it.of_store) {
    case Use::reads:
    case Use::changes: if (is_real) touch_elements(call, store, reach); break;
    case Use::closes:  if (handles_left(store) < 1) reach.is_alone = true; break;
    case Use::none:
    case Use::handle:  break;
  }
  if (it.alters) reach.alters = it.looks_at;
  const std::uint32_t home_looked_at = state_.world.home.at({state_.context_called(it.looks_at)}).index;
  if (it.looks_at && home_looked_at >= first_free_store && home_looked_at != reach.reads && home_looked_at != reach.changes) {
    reach.reads = home_looked_at;
    reach.matter = {};
  }
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
  const bool one_store = (a.changes && (a.changes == b.changes || a.changes == b.reads)) || (b.changes && b.changes == a.reads);
  if (one_store && ((a.adds && b.adds) || a.matter.meets(b.matter))) return false;
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

std::uint64_t Waiting::in_conflict_with(const OverlappingCall& call) const {
  const std::size_t own = place_of(call);
  std::uint64_t bits = 0;
  for (std::size_t other = 0; other < calls_.size(); ++other)
    if (other != own && !do_commute(own, other)) bits |= calls_[other]->bit;
  return bits;
}

}  // namespace certlife::oracle
