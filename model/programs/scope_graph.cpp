#include "model/programs/scope_graph.h"

#include <algorithm>
#include <map>
#include <numeric>

#include "model/explore/canonical.h"
#include "model/explore/every_call.h"
#include "model/explore/packed_state.h"
#include "model/explore/state_set.h"
#include "model/programs/walk.h"

namespace certlife::conformance {
namespace {

namespace explore = model::explore;
using explore::Words;
using Packing = explore::Packing<SmallDomain>;
using Key = explore::WideKey;

// Gives the stores and contexts of a settled world their places: of all orders of the stores the one with the greatest words.
class Naming {
 public:
  Naming(const Packing& packing, const Words<SmallDomain>& words) : packing_(packing), words_(words) {
    std::array<std::uint8_t, SmallDomain::store_count> order{};
    std::iota(order.begin(), order.end(), std::uint8_t{0});
    do {
      consider(order);
    } while (std::next_permutation(order.begin(), order.begin() + packing.scope().stores));
  }

  const Words<SmallDomain>& best() const { return best_; }
  const Slots& slots() const { return slots_; }

 private:
  void consider(const std::array<std::uint8_t, SmallDomain::store_count>& order) {
    Words<SmallDomain> named = words_;
    Slots slots{order, {}};
    std::array<std::uint32_t, SmallDomain::store_count + explore::first_real_store> new_home{0, 1};
    for (std::size_t i = 0; i < order.size(); ++i) {
      named.stores[i] = words_.stores[order[i]];
      new_home[order[i] + std::size_t{explore::first_real_store}] = static_cast<std::uint32_t>(i + explore::first_real_store);
    }
    arrange_contexts(new_home, named, slots);
    if (taken_ && std::pair(named.stores, named.contexts) <= std::pair(best_.stores, best_.contexts)) return;
    taken_ = true;
    best_ = named;
    slots_ = slots;
  }

  template <class Homes>
  void arrange_contexts(const Homes& new_home, Words<SmallDomain>& named, Slots& slots) const {
    const std::uint32_t mask = (1u << packing_.home_bits()) - 1;
    std::array<std::uint32_t, SmallDomain::context_count> moved{};
    for (std::size_t i = 0; i < moved.size(); ++i) {
      const std::uint32_t word = words_.contexts[i];
      moved[i] = (word & ~(mask << packing_.kind_bits())) | new_home[word >> packing_.kind_bits() & mask] << packing_.kind_bits();
    }
    std::iota(slots.contexts.begin(), slots.contexts.end(), std::uint8_t{0});
    std::stable_sort(slots.contexts.begin(), slots.contexts.end(), [&](auto a, auto b) { return moved[a] > moved[b]; });
    for (std::size_t i = 0; i < moved.size(); ++i) named.contexts[i] = moved[slots.contexts[i]];
  }

  const Packing& packing_;
  const Words<SmallDomain>& words_;
  Words<SmallDomain> best_;
  Slots slots_;
  bool taken_ = false;
};

std::uint64_t mixed(std::uint64_t hash, std::uint64_t value) { return explore::mixed(hash ^ (value + 0x9E3779B97F4A7C15u)); }

explore::Scope scope_of(int stores, int contexts, std::initializer_list<explore::Action> more) {
  explore::Scope scope{.stores = stores, .contexts = contexts};
  for (const auto each : more) scope.calls.insert(each);
  return scope;
}

}  // namespace

ScopeRules::ScopeRules(const explore::Scope& scope) : scope_(scope), choices_{explore::windows_assignment()} {}

Settled ScopeRules::settled(const SmallWorld& world) const {
  const Packing packing(scope_);
  SmallWorld copy = world;
  explore::settle(copy, scope_);
  const auto words = packing.words_of(copy);
  const Naming naming(packing, words);
  const Key key = packing.joined<Key>(naming.best());
  return {packing.unpack(key), key.high, key.low, naming.slots()};
}

ScopeGraph::ScopeGraph(std::string name, const explore::Scope& scope) : name_(std::move(name)), scope_(scope) {
  build(ScopeRules(scope));
}

// Breadth first, so that a state's number says something of how far it is from the start.
void ScopeGraph::build(const ScopeRules& rules) {
  std::map<std::pair<std::uint64_t, std::uint64_t>, std::uint32_t> places;
  const auto place_of = [&](const Settled& it) {
    const auto [found, fresh] = places.try_emplace({it.high, it.low}, static_cast<std::uint32_t>(worlds_.size()));
    if (fresh) worlds_.push_back(it.world);
    if (fresh) version_ = mixed(version_, it.high ^ it.low);
    return found->second;
  };
  place_of(rules.settled(SmallWorld{}));
  for (std::uint32_t state = 0; state < worlds_.size(); ++state) {
    first_.push_back(static_cast<std::uint32_t>(transitions_.size()));
    const SmallWorld before = worlds_[state];
    explore::every_candidate(before, scope_, [&](const auto& call) {
      const auto outcome = model::Step<SmallDomain>{before, rules.choices()}(call);
      if (!outcome.given.holds() || !explore::is_within(scope_, outcome.after)) return;
      if (duplicates_a_waiting_store<SmallDomain>(before, call)) return void(++left_out_);
      const Settled after = rules.settled(outcome.after);
      transitions_.push_back({state, place_of(after), call, after.before});
      version_ = mixed(version_, transitions_.back().to);
    });
  }
  first_.push_back(static_cast<std::uint32_t>(transitions_.size()));
}

std::string ScopeGraph::description() const {
  return name_ + " (" + std::to_string(scope_.stores) + " stores, " + std::to_string(scope_.contexts) + " contexts, " +
         std::to_string(scope_.kinds) + " kinds, at most " + std::to_string(scope_.most_handles) + " handles and " +
         std::to_string(scope_.most_references) + " references)";
}

const std::vector<ScopeGraph>& toured_graphs() {
  static const std::vector<ScopeGraph> graphs = [] {
    using explore::Action;
    std::vector<ScopeGraph> all;
    all.emplace_back("lifetimes", scope_of(1, 2, {Action::add_from_context}));
    explore::Scope two = scope_of(2, 2, {Action::add_from_context});
    two.kinds = 1;
    all.emplace_back("two stores", two);
    explore::Scope csp = scope_of(2, 1, {Action::acquire_csp, Action::add_csp_reference, Action::release_csp, Action::ask_csp});
    csp.kinds = 1;
    all.emplace_back("CSP handle", csp);
    return all;
  }();
  return graphs;
}

}  // namespace certlife::conformance
