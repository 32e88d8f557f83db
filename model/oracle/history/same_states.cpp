#include "model/oracle/history/same_states.h"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <utility>

namespace certlife::oracle {
namespace {

void mix(std::uint64_t& hash, std::uint64_t value) {
  hash = (hash ^ value) * 0x9E3779B97F4A7C15u;
  hash ^= hash >> 29;
}

// Of what differs most often. The same state has the same hash, whatever has grown on the way.
std::uint64_t hash_of(const Candidate& state) {
  std::uint64_t hash = state.calls.taken;
  mix(hash, state.calls.stranded);
  const auto add = [&](const auto& map) {
    for (std::uint32_t index = 0; index < map.size(); ++index)
      if (const auto value = map.at({index})) mix(hash, (std::uint64_t{index} << 32) ^ static_cast<std::uint64_t>(value));
    mix(hash, 1);
  };
  const World& world = state.world;
  add(world.handles);
  add(world.references);
  add(world.owned_references);
  add(world.listed);
  add(world.csp_references);
  return hash;
}

// What is placed is so in both.
bool has_same_chain(const Candidate& a, const Candidate& b, std::uint32_t store) {
  const auto &of_a = a.world.index, &of_b = b.world.index;
  const auto has_same_bound = [&](std::uint32_t each) { return of_a.bound(each) == of_b.bound(each); };
  if (!std::all_of(of_a.unplaced(store).begin(), of_a.unplaced(store).end(), has_same_bound)) return false;
  std::uint32_t each = of_a.first(store), other = of_b.first(store);
  while (each && each == other) {
    each = of_a.after(each);
    other = of_b.after(other);
  }
  return each == other;
}

// Positions are compared by the order that they give.
bool is_same_order(const Candidate& a, const Candidate& b) {
  if (a.world.position.agrees_with(b.world.position)) return true;
  for (std::uint32_t store = 0; store < a.world.store_exists.size(); ++store)
    if (!has_same_chain(a, b, store)) return false;
  return true;
}

bool is_same(const Candidate& a, const Candidate& b, Order order) {
  if (a.calls.taken != b.calls.taken || a.calls.stranded != b.calls.stranded || a.context_of != b.context_of) return false;
  bool same = true;
  World::for_each_field(
      [&](std::string_view name, const auto& one, const auto& other) {
        if (same && name != "position") same = one.agrees_with(other);
      },
      const_cast<World&>(a.world), const_cast<World&>(b.world));
  return same && (order == Order::does_not_count || is_same_order(a, b));
}

}  // namespace

std::size_t merge_same_states(std::vector<Candidate>& states, Order order, std::vector<Early>* early) {
  if (states.size() < 2) return 0;
  std::unordered_multimap<std::uint64_t, std::size_t> known;
  std::size_t kept = 0;
  for (std::size_t i = 0; i < states.size(); ++i) {
    const std::uint64_t hash = hash_of(states[i]);
    const auto [begin, end] = known.equal_range(hash);
    auto same = begin;
    while (same != end && !is_same(states[same->second], states[i], order)) ++same;
    if (same != end) {
      Candidate& other = states[same->second];
      if (early) (*early)[same->second].idle &= (*early)[i].idle;
      other.absorb(states[i].variants);
      const bool differs = order == Order::does_not_count && !is_same_order(other, states[i]);
      other.calls.is_one_order_of_several = other.calls.is_one_order_of_several || differs || states[i].calls.is_one_order_of_several;
      continue;
    }
    if (kept != i) states[kept] = std::move(states[i]);
    if (early) (*early)[kept] = (*early)[i];
    known.emplace(hash, kept++);
  }
  const std::size_t merged = states.size() - kept;
  states.erase(states.begin() + static_cast<std::ptrdiff_t>(kept), states.end());
  if (early) early->resize(kept);
  return merged;
}

}  // namespace certlife::oracle
