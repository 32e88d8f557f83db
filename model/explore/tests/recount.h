// A plain recount of what the explorer counts: uncompressed descriptions in a std::set, calls by brute force over all names
// and flags, no symmetry, no ranks. It shares the rules with the explorer and nothing else.
#pragma once

#include <deque>
#include <set>
#include <vector>

#include "model/explore/scope.h"
#include "model/rules/step.h"

namespace certlife::model::explore {

struct Recount {
  std::uint64_t states = 0;
  std::uint64_t transitions = 0;
};

template <class D>
class Recounter {
 public:
  Recounter(const Scope& scope, const Assignment& settled) : scope_(scope), choices_{settled} {}

  Recount run() {
    see(World<D>{});
    while (!waiting_.empty()) {
      const World<D> world = waiting_.front();
      waiting_.pop_front();
      every_combination(world);
    }
    return {seen_.size(), transitions_};
  }

 private:
  using Description = std::vector<int>;

  static Store<D> store(int i) { return {static_cast<std::uint8_t>(i + 2)}; }
  static Context<D> context(int i) { return {static_cast<std::uint8_t>(i + 1)}; }

  template <class Name>
  static void wipe(World<D>& world, Name name) {
    World<D>::for_each_field(
        [&](const char*, auto& field) {
          if constexpr (requires { field.at(name); }) field.set(name, {}, true);
        },
        world);
  }

  // What one can tell of a world, element for element; order is told pair by pair.
  Description described(const World<D>& world) const {
    Description it;
    for (int i = 0; i < scope_.stores; ++i) {
      const auto s = store(i);
      const int owed = world.releases_csp.at(s) ? world.csp.at(s).index : 0;
      it.insert(it.end(), {world.store_allocated.at(s), world.handles.at(s), world.owned_handles.at(s), world.forfeited.at(s), owed});
    }
    for (int i = 0; i < scope_.contexts; ++i) {
      const auto c = context(i);
      it.insert(it.end(), {world.context_allocated.at(c), static_cast<int>(world.kind.at(c)), world.home.at(c).index,
                           world.references.at(c), world.owned_references.at(c), world.listed.at(c), world.content.at(c).key,
                           world.content.at(c).time, world.properties.at(c).friendly_name, world.properties.at(c).sha1,
                           world.placed.at(c)});
      for (int j = 0; j < scope_.contexts; ++j) {
        const auto other = context(j);
        it.push_back(world.listed.at(other) && world.home.at(other) == world.home.at(c) &&
                     world.kind.at(other) == world.kind.at(c) && world.position.at(other) < world.position.at(c));
      }
    }
    const Csp<D> csp{1};
    it.insert(it.end(), {world.csp_exists.at(csp), world.csp_references.at(csp), world.owned_csp_references.at(csp)});
    return it;
  }

  // Names of what is gone may be given anew.
  void see(World<D> world) {
    for (int i = 0; i < scope_.contexts; ++i) {
      if (!world.context_allocated.at(context(i))) wipe(world, context(i));
    }
    for (int i = 0; i < scope_.stores; ++i) {
      if (!world.store_allocated.at(store(i))) wipe(world, store(i));
    }
    if (seen_.insert(described(world)).second) waiting_.push_back(world);
  }

  bool is_too_large(const World<D>& world) const {
    if (world.store_exists.at(D::no_store()) || world.context_exists.at(D::no_context())) return true;
    for (int i = 0; i < scope_.stores; ++i) if (world.handles.at(store(i)) > scope_.most_handles) return true;
    for (int i = 0; i < scope_.contexts; ++i) if (world.references.at(context(i)) > scope_.most_references) return true;
    return world.csp_references.at({1}) > scope_.most_references;
  }

  template <class ACall>
  void attempt(const World<D>& world, Action action, const ACall& call) {
    if (!scope_.makes(action)) return;
    const Outcome<D> outcome = step(world, Call<D>{call}, choices_);
    if (!outcome.given.holds() || is_too_large(outcome.after)) return;
    ++transitions_;
    see(outcome.after);
  }

  Store<D> fresh_store(const World<D>& world) const {
    for (int i = 0; i < scope_.stores; ++i) if (!world.store_exists.at(store(i))) return store(i);
    return D::no_store();
  }
  Context<D> fresh_context(const World<D>& world) const {
    for (int i = 0; i < scope_.contexts; ++i) if (!world.context_exists.at(context(i))) return context(i);
    return D::no_context();
  }

  void every_combination(const World<D>& world) {
    attempt(world, Action::open_store, OpenStore<D>{.provider = Provider::memory, .fresh_store = fresh_store(world)});
    if (world.csp_exists.at({1})) {
      for (int keep = 0; keep < 2; ++keep) {
        attempt(world, Action::acquire_csp, OpenStore<D>{.provider = Provider::memory, .csp = {1}, .no_crypt_release = keep == 1,
                                                         .fresh_store = fresh_store(world)});
      }
      attempt(world, Action::add_csp_reference, AddCspReference<D>{{1}});
      attempt(world, Action::release_csp, ReleaseCsp<D>{{1}});
      attempt(world, Action::ask_csp, AskCsp<D>{{1}});
    }
    if (world.csp_references.at({1}) == 0) attempt(world, Action::acquire_csp, AcquireCsp<D>{{1}});
    for (int k = 0; k < scope_.kinds; ++k) {
      for (int content = 0; content < scope_.contents; ++content) {
        attempt(world, Action::create_context, CreateContext<D>{static_cast<Kind>(k), Encoding::sound,
                                                                {static_cast<std::uint8_t>(content / 2), static_cast<std::uint8_t>(content % 2)},
                                                                fresh_context(world)});
      }
    }
    for (int c = 0; c < scope_.contexts; ++c) every_call_on(world, context(c));
    for (int s = 0; s < scope_.stores; ++s) every_call_on(world, store(s));
  }

  void every_call_on(const World<D>& world, Context<D> c) {
    attempt(world, Action::duplicate_context, DuplicateContext<D>{c});
    attempt(world, Action::free_context, FreeContext<D>{c});
    attempt(world, Action::delete_context, DeleteContext<D>{c});
    attempt(world, Action::get_property, GetProperty<D>{c, 11});
    for (int value = 0; value < 2; ++value) attempt(world, Action::set_property, SetProperty<D>{c, 11, value});
    for (int hash = 0; scope_.hash_properties && hash <= scope_.contents; ++hash) {
      attempt(world, Action::set_property, SetProperty<D>{c, 3, hash});
    }
  }

  void every_call_on(const World<D>& world, Store<D> s) {
    attempt(world, Action::duplicate_store, DuplicateStore<D>{s});
    for (int flags = 0; flags < 4; ++flags) {
      attempt(world, Action::close_store, CloseStore<D>{.store = s, .check = flags % 2 == 1, .force = flags / 2 == 1});
    }
    for (int k = 0; k < scope_.kinds; ++k) {
      const Kind kind = static_cast<Kind>(k);
      for (int c = -1; c < scope_.contexts; ++c) {
        attempt(world, Action::next_context, NextContext<D>{.store = s, .kind = kind, .previous = context(c)});
      }
      for (int content = 0; content < scope_.contents; ++content) every_add_to(world, s, kind, content);
    }
    for (int c = 0; c < scope_.contexts; ++c) every_copy_to(world, s, context(c));
  }

  void every_add_to(const World<D>& world, Store<D> s, Kind kind, int content) {
    for (int disposition = 0; disposition < 9; ++disposition) {
      if (!scope_.dispositions.has(static_cast<Disposition>(disposition))) continue;
      for (int wants = 0; wants < 2; ++wants) {
        attempt(world, Action::add_context,
                AddContext<D>{.store = s, .kind = kind, .encoding = Encoding::sound,
                              .content = {static_cast<std::uint8_t>(content / 2), static_cast<std::uint8_t>(content % 2)},
                              .disposition = static_cast<Disposition>(disposition), .wants_result = wants == 1,
                              .fresh_context = fresh_context(world)});
      }
    }
  }

  void every_copy_to(const World<D>& world, Store<D> s, Context<D> source) {
    for (int disposition = 0; disposition < 9; ++disposition) {
      if (!scope_.dispositions.has(static_cast<Disposition>(disposition))) continue;
      for (int wants = 0; wants < 2; ++wants) {
        attempt(world, Action::add_from_context,
                AddContext<D>{.store = s, .kind = world.kind.at(source), .encoding = Encoding::sound, .content = world.content.at(source),
                              .from_context = true, .source = source, .disposition = static_cast<Disposition>(disposition),
                              .wants_result = wants == 1, .fresh_context = fresh_context(world)});
      }
    }
  }

  Scope scope_;
  Choices<D> choices_;
  std::set<Description> seen_;
  std::deque<World<D>> waiting_;
  std::uint64_t transitions_ = 0;
};

}  // namespace certlife::model::explore
