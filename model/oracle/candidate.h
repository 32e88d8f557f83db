// One candidate state that the trace has not excluded: a world, what the implementation may be in it, and who is called what.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "model/oracle/concrete_calls.h"
#include "model/oracle/names.h"
#include "model/oracle/readings.h"

namespace certlife::oracle {

using model::Variant;

// Which of the calls of a history that overlap have been taken in a state, and which ones last.
struct TakenCalls {
  std::uint64_t taken = 0;     // By their bits.
  std::uint64_t stranded = 0;  // Those whose object is gone, and its name another one's.
  std::size_t count = 0;
  std::array<std::uint32_t, 16> last{};  // Their lines; the latest at (count - 1) % 16.
  bool is_one_order_of_several = false;  // States that differ in the order of elements alone are not followed.

  void add(std::uint64_t bit, std::uint32_t line) {
    taken |= bit;
    last[count++ % last.size()] = line;
  }
};

struct Candidate {
  World world;
  std::vector<Variant> variants;
  std::vector<std::uint32_t> context_of;  // By NameId; `dead_context` and `forced_context` for dead names.
  std::vector<NameId> name_of;            // By context.
  TakenCalls calls;                       // Of a history.

  ReadingSet readings() const { return readings_of(variants); }
  std::uint32_t context_called(NameId name) const { return name < context_of.size() ? context_of[name] : 0; }
  NameId name_of_context(std::uint32_t context) const { return context < name_of.size() ? name_of[context] : 0; }

  void bind(NameId name, std::uint32_t context) {
    set(context_of, name, context);
    if (context >= first_free_context) set(name_of, context, name);
  }
  // The context is gone: its name is dead, and its index may be used again.
  NameId retire(Concrete::Context context) {
    const NameId name = name_of_context(context.index);
    const bool by_force = world.forfeited.at(world.home.at(context));
    if (name) {
      context_of[name] = by_force ? forced_context : dead_context;
      name_of[context.index] = 0;
    }
    world.home.put(context, {});
    world.kind.put(context, {});
    world.content.put(context, {});
    world.position.put(context, 0);
    world.placed.put(context, false);
    return name;
  }

  // A world in which nothing has happened yet.
  static Candidate at_the_start(ReadingSet readings = every_reading()) {
    Candidate start;
    start.world.store_exists.put(Concrete::null_store(), true);
    start.world.store_allocated.put(Concrete::null_store(), true);
    start.world.forfeited.put({forced_store}, true);
    start.world.context_exists.put({dead_context}, true);
    start.world.context_exists.put({forced_context}, true);
    start.world.home.put({forced_context}, {forced_store});
    start.world.csp_exists.put({dead_csp}, true);
    start.variants = {{{}, readings}};
    return start;
  }
  Candidate copy(const World& of_world) const {
    return {Concrete::copy_of(of_world), variants, context_of, name_of, calls};
  }
  bool is_same_state(const Candidate& other) const;
  // What the implementation may be in the same state according to another candidate, it may be here.
  void absorb(const std::vector<Variant>& others) {
    for (const Variant& other : others) {
      const auto same = std::find_if(variants.begin(), variants.end(),
                                     [&](const Variant& each) { return each.settled == other.settled; });
      if (same == variants.end()) variants.push_back(other);
      else same->readings |= other.readings;
    }
  }

 private:
  template <class T>
  static void set(std::vector<T>& in, std::uint32_t index, T value) {
    if (index >= in.size()) in.resize(index + 1);
    in[index] = value;
  }
};

inline bool Candidate::is_same_state(const Candidate& other) const {
  if (context_of != other.context_of) return false;
  bool same = true;
  World::for_each_field([&](const char*, auto& a, auto& b) { same = same && a.agrees_with(b); },
                        const_cast<World&>(world), const_cast<World&>(other.world));
  return same;
}

}  // namespace certlife::oracle
