// The canonical representative of a symmetry class of worlds.
//
// `settle` resets what is dead and turns positions into ranks. `Symmetry` picks one of the worlds that differ only in how
// stores, contexts and kinds are named. That is sound because order is kept as positions and not as the order of slots.
#pragma once

#include <algorithm>
#include <functional>
#include <utility>

#include "model/explore/packed_state.h"

namespace certlife::model::explore {

// A context of which neither memory nor a count is left is as good as one never made.
template <class D>
bool is_blank(const World<D>& world, Context<D> context) {
  return !world.context_allocated.at(context) && !world.listed.at(context) && world.references.at(context) == 0 &&
         world.owned_references.at(context) == 0;
}

template <class D>
void make_blank(World<D>& world, Context<D> context) {
  world.context_exists.set(context, false, true);
  world.kind.set(context, {}, true);
  world.home.set(context, D::no_store(), true);
  world.content.set(context, {}, true);
  world.properties.set(context, {}, true);
  world.position.set(context, 0, true);
  world.placed.set(context, false, true);
}

template <class D>
bool is_blank(const World<D>& world, Store<D> store) {
  return !world.store_allocated.at(store) && world.handles.at(store) == 0 && world.owned_handles.at(store) == 0 &&
         !world.releases_csp.at(store) && !world.commits.at(store);
}

template <class D>
void make_blank(World<D>& world, Store<D> store) {
  world.store_exists.set(store, false, true);
  world.forfeited.set(store, false, true);
  world.shows_archived.set(store, false, true);
  world.csp.set(store, D::no_csp(), true);
  world.changed.set(store, false, true);
}

template <class D>
bool is_home(const World<D>& world, const Scope& scope, Store<D> store) {
  bool any = false;
  for (int i = 0; i < scope.contexts; ++i) any |= world.home.at(context_at<D>(i)) == store;
  return any;
}

// Resets what is left of dead slots, and what a memory store keeps but never uses. A slot that is dead in one respect and
// not in another is left alone: so that no claim is masked.
template <class D>
void reset_what_nobody_sees(World<D>& world, const Scope& scope) {
  for (int i = 0; i < scope.contexts; ++i) {
    if (is_blank(world, context_at<D>(i))) make_blank(world, context_at<D>(i));
  }
  for (int i = 0; i < scope.stores; ++i) {
    const auto store = store_at<D>(i);
    world.changed.set(store, false, !world.commits.at(store));
    world.csp.set(store, D::no_csp(), !world.releases_csp.at(store));
    if (is_blank(world, store) && !is_home(world, scope, store)) make_blank(world, store);
  }
}

// A context's position becomes the number of listed contexts of its store and kind that lie below it. Contexts that are no
// longer listed keep their place between those that are; nobody can compare them with one another.
template <class D>
void rank_positions(World<D>& world, const Scope& scope) {
  std::array<std::uint8_t, D::context_count> rank{};
  for (int i = 0; i < scope.contexts; ++i) {
    const auto context = context_at<D>(i);
    for (int j = 0; j < scope.contexts; ++j) {
      const auto other = context_at<D>(j);
      const bool below = world.listed.at(other) && world.home.at(other) == world.home.at(context) &&
                         world.kind.at(other) == world.kind.at(context) &&
                         world.position.at(other) < world.position.at(context);
      rank[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(rank[static_cast<std::size_t>(i)] + below);
    }
  }
  for (int i = 0; i < scope.contexts; ++i) world.position.set(context_at<D>(i), rank[static_cast<std::size_t>(i)], true);
  world.next_position = static_cast<Position<D>>(scope.contexts);
}

template <class D>
void settle(World<D>& world, const Scope& scope) {
  reset_what_nobody_sees(world, scope);
  rank_positions(world, scope);
}

// Sorts a few elements, those that come first to the front.
template <class Elements, class ComesFirst>
void arrange(Elements& elements, int begin, int end, ComesFirst comes_first) {
  for (int i = begin + 1; i < end; ++i) {
    for (int j = i; j > begin; --j) {
      auto& here = elements[static_cast<std::size_t>(j)];
      auto& before = elements[static_cast<std::size_t>(j - 1)];
      if (!comes_first(here, before)) break;
      std::swap(here, before);
    }
  }
}

template <class D>
class Symmetry {
 public:
  Symmetry(const Packing<D>& packing, int first_kind_alike)
      : stores_(packing.scope().stores), contexts_(packing.scope().contexts), kinds_(packing.scope().kinds),
        kind_bits_(packing.kind_bits()), home_mask_((1u << packing.home_bits()) - 1),
        first_movable_kind_(first_kind_alike) {}

  // The representative of the words' orbit: among the orders that sort the stores, the one with the greatest contexts.
  Words<D> representative(const Words<D>& words) const {
    Order order{};
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<std::uint8_t>(i);
    arrange(order, 0, stores_, [&](auto a, auto b) { return words.stores[a] > words.stores[b]; });
    Words<D> best = renamed(words, order);
    if (!has_twins(best)) return best;
    arrange(order, 0, stores_, std::less<>{});
    do {
      const Words<D> other = renamed(words, order);
      if (std::is_sorted(other.stores.begin(), other.stores.begin() + stores_, std::greater<>{}) &&
          other.contexts > best.contexts) {
        best = other;
      }
    } while (std::next_permutation(order.begin(), order.begin() + stores_));
    return best;
  }

 private:
  using Order = std::array<std::uint8_t, D::store_count>;
  using Contexts = std::array<std::uint32_t, D::context_count>;

  // Two stores in use that only the contexts may tell apart.
  bool has_twins(const Words<D>& sorted) const {
    for (int i = 1; i < stores_; ++i) {
      const auto word = sorted.stores[static_cast<std::size_t>(i)];
      if (word != 0 && word == sorted.stores[static_cast<std::size_t>(i - 1)]) return true;
    }
    return false;
  }

  // The stores in the given order, the kinds and contexts in the order that follows from it.
  Words<D> renamed(const Words<D>& words, const Order& order) const {
    Words<D> result = words;
    std::array<std::uint32_t, D::store_count + first_real_store> new_home{0, 1};
    for (int i = 0; i < stores_; ++i) {
      const auto from = order[static_cast<std::size_t>(i)];
      result.stores[static_cast<std::size_t>(i)] = words.stores[from];
      new_home[static_cast<std::size_t>(from + first_real_store)] = static_cast<std::uint32_t>(i + first_real_store);
    }
    for (int i = 0; i < contexts_; ++i) {
      auto& word = result.contexts[static_cast<std::size_t>(i)];
      const std::uint32_t home = word >> kind_bits_ & home_mask_;
      word = (word & ~(home_mask_ << kind_bits_)) | new_home[home] << kind_bits_;
    }
    rename_kinds(result.contexts);
    arrange(result.contexts, 0, contexts_, std::greater<>{});
    return result;
  }

  // Kinds are numbered by what there is of each. Two kinds with the same contexts, kind apart, may be numbered either way.
  void rename_kinds(Contexts& words) const {
    if (kinds_ < 2) return;
    arrange(words, 0, contexts_, [&](auto a, auto b) { return a >> kind_bits_ > b >> kind_bits_; });
    std::array<std::uint32_t, 3> tally{};  // For each kind: how many contexts of each distinct word, in three bits each.
    int place = 3 * (D::context_count - 1);
    for (int i = 0; i < contexts_ && words[static_cast<std::size_t>(i)] != 0; ++i) {
      const auto here = static_cast<std::size_t>(i);
      if (i > 0 && words[here] >> kind_bits_ != words[here - 1] >> kind_bits_) place -= 3;
      tally[kind_of(words[here])] += 1u << place;
    }
    std::array<std::uint8_t, 3> order{0, 1, 2};
    arrange(order, first_movable_kind_, kinds_, [&](auto a, auto b) { return tally[a] > tally[b]; });
    std::array<std::uint32_t, 4> new_kind{};
    for (std::uint32_t i = 0; i < 3; ++i) new_kind[order[i]] = i;
    for (auto& word : words) {
      if (word != 0) word = (word >> kind_bits_) << kind_bits_ | new_kind[kind_of(word)];
    }
  }

  std::size_t kind_of(std::uint32_t word) const { return word & ((1u << kind_bits_) - 1); }

  int stores_, contexts_, kinds_, kind_bits_;
  std::uint32_t home_mask_;
  int first_movable_kind_;
};

}  // namespace certlife::model::explore
