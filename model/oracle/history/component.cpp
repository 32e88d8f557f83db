#include "model/oracle/history/component.h"

#include <algorithm>
#include <unordered_map>

#include "model/oracle/history/overlapping_call.h"

namespace certlife::oracle {

std::shared_ptr<Component> root_of(std::shared_ptr<Component> component) {
  while (component && component->merged_into) component = component->merged_into;
  return component;
}

std::vector<Variant> agreed(const std::vector<Variant>& one, const std::vector<Variant>& other) {
  std::vector<Variant> result;
  for (const Variant& a : one) {
    for (const Variant& b : other) {
      Variant both{a.settled, static_cast<ReadingSet>(a.readings & b.readings)};
      bool agree = both.readings != 0;
      for (std::size_t i = 0; i < model::choice_count; ++i) {
        const std::uint8_t value = b.settled.value[i];
        if (value == model::Assignment::free) continue;
        agree = agree && (both.settled.value[i] == model::Assignment::free || both.settled.value[i] == value);
        both.settled.value[i] = value;
      }
      if (agree && std::find(result.begin(), result.end(), both) == result.end()) result.push_back(both);
    }
  }
  return result;
}

namespace {

// Contexts of one state that another one has indices for already get others.
class Moving {
 public:
  Moving(const Candidate& from, const Candidate& into) : from_(from.world), into_(into.world) {
    auto next = static_cast<std::uint32_t>(std::max({from.world.context_exists.size(), into.world.context_exists.size(), std::size_t{first_free_context}}));
    for (std::uint32_t index = first_free_context; index < from.world.context_exists.size(); ++index)
      if (from.world.index.has(index) && into.world.index.has(index)) moved_.emplace(index, next++);
  }

  Concrete::Context operator()(Concrete::Context context) const {
    const auto place = moved_.find(context.index);
    return {place == moved_.end() ? context.index : place->second};
  }
  template <class Key>
  Key operator()(Key key) const { return key; }

  // What is dead here may stand at the index of what is alive there.
  bool carries(Concrete::Context context) const { return context.index < first_free_context || from_.index.has(context.index); }
  bool carries(Concrete::Store store) const { return from_.store_allocated.at(store) || !into_.store_allocated.at(store); }
  bool carries(Concrete::Csp csp) const { return from_.csp_references.at(csp) > 0 || into_.csp_references.at(csp) <= 0; }
  bool carries(Concrete::File) const { return true; }

 private:
  const World &from_, &into_;
  std::unordered_map<std::uint32_t, std::uint32_t> moved_;
};

template <class Key, class Value>
void add_values(model::ConcreteMap<Key, Value>& into, model::ConcreteMap<Key, Value>& from, const Moving& moved) {
  for (std::uint32_t index = 0; index < from.size(); ++index) {
    Value value = from.at({index});
    if (!(value == Value{}) && moved.carries(Key{index})) into.put(moved(Key{index}), std::move(value));
  }
}

// In the order of the store, and those whose place is not known.
void add_index(Candidate& into, const Candidate& from, const Moving& moved) {
  for (std::uint32_t index = first_free_context; index < from.world.context_exists.size(); ++index) {
    if (!from.world.index.has(index)) continue;
    const Concrete::Context to = moved({index});
    const std::uint32_t home = from.world.home.at({index}).index;
    into.world.index.add(home, to.index);
    if (from.world.index.is_placed(index))
      into.world.index.place(home, to.index, [&](std::uint32_t each) { return into.world.position.at({each}); });
    else into.world.index.set_bound(to.index, from.world.index.bound(index));
  }
}

void add_names(Candidate& into, const Candidate& from, const Moving& moved) {
  for (NameId name = 1; name < from.context_of.size(); ++name) {
    const std::uint32_t context = from.context_of[name];
    if (!context || into.context_called(name) >= first_free_context) continue;
    into.bind(name, moved(Concrete::Context{context}).index);
  }
}

void add_calls(TakenCalls& into, const TakenCalls& from) {
  into.taken |= from.taken;
  into.stranded |= from.stranded;
  into.is_one_order_of_several = into.is_one_order_of_several || from.is_one_order_of_several;
  const std::size_t known = std::min(from.count, from.last.size());
  into.count += from.count - known;
  for (std::size_t i = from.count - known; i < from.count; ++i) into.add(0, from.last[i % from.last.size()]);
}

Candidate both(const Candidate& one, const Candidate& other) {
  Candidate result = one.copy(one.world);
  const Moving moved(other, one);
  World::for_each_field([&](const char*, auto& to, auto& from) { add_values(to, from, moved); }, result.world,
                        const_cast<World&>(other.world));
  result.world.next_position = std::max(one.world.next_position, other.world.next_position);
  add_index(result, other, moved);
  add_names(result, other, moved);
  add_calls(result.calls, other.calls);
  return result;
}

}  // namespace

void append(NameBindings::Deaths& into, const NameBindings::Deaths& from) {
  into.contexts.insert(into.contexts.end(), from.contexts.begin(), from.contexts.end());
  into.stores.insert(into.stores.end(), from.stores.begin(), from.stores.end());
  into.csps.insert(into.csps.end(), from.csps.begin(), from.csps.end());
}

bool merge(Component& into, Component& from, std::size_t most) {
  if (into.candidates.size() * from.candidates.size() > most) return false;
  std::vector<Candidate> merged;
  for (const Candidate& one : into.candidates) {
    for (const Candidate& other : from.candidates) {
      auto variants = agreed(one.variants, other.variants);
      if (variants.empty()) continue;
      merged.push_back(both(one, other));
      merged.back().variants = std::move(variants);
    }
  }
  into.candidates.put_in(std::move(merged));
  into.waiting.insert(into.waiting.end(), from.waiting.begin(), from.waiting.end());
  into.incomplete |= from.incomplete;
  if (into.incomplete_because.empty()) into.incomplete_because = from.incomplete_because;
  if (into.passed_over.empty()) into.passed_over = from.passed_over;
  append(into.newer, from.older);
  append(into.newer, from.newer);
  from.candidates.clear();
  return true;
}

bool is_empty(const Candidate& state) {
  const World& world = state.world;
  const auto nothing = [](const auto& map, std::uint32_t first) {
    for (std::uint32_t index = first; index < map.size(); ++index)
      if (map.at({index}) > 0) return false;
    return true;
  };
  return nothing(world.store_allocated, first_free_store) && nothing(world.context_allocated, first_free_context) &&
         nothing(world.csp_references, first_free_csp) && nothing(world.owned_references, first_free_context);
}

}  // namespace certlife::oracle
