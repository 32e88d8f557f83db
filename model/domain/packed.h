// The domain of the explorer: a scope fixed at compile time, every world a few dozen bytes without pointers.
//
// One property (the friendly name) with one bit of value, and two contents a kind and key: an earlier and a later one.
// There are no files. A world is compared, hashed and copied as bytes once `canonical` has reset what nobody can see.
#pragma once

#include <algorithm>
#include <array>
#include <cstring>

#include "model/domain/native.h"

namespace certlife::model {

template <int Stores, int Contexts>
struct Packed : Native<std::uint8_t> {
  using Base = Native<std::uint8_t>;
  using typename Base::Context;
  using typename Base::Store;

  static constexpr int store_count = Stores;
  static constexpr int context_count = Contexts;

  static constexpr int capacity_of(Store*) { return Stores + 2; }
  static constexpr int capacity_of(Context*) { return Contexts + 1; }
  static constexpr int capacity_of(Csp*) { return 2; }
  static constexpr int capacity_of(File*) { return 1; }

  // Counts are kept in a byte; everything else is a byte already.
  template <class V>
  struct Cell { using Type = V; };

  template <class Key, class V>
  class Map {
   public:
    using Held = std::conditional_t<std::is_same_v<V, int>, std::int8_t, V>;
    V at(Key key) const { return static_cast<V>(values_[key.index]); }
    void set(Key key, V value, bool when) {
      if (when) values_[key.index] = static_cast<Held>(value);
    }
    static constexpr int size() { return capacity_of(static_cast<Key*>(nullptr)); }

   private:
    std::array<Held, static_cast<std::size_t>(size())> values_{};
  };

  struct Content {
    std::uint8_t key = 0;
    std::uint8_t time = 0;
    friend constexpr bool operator==(Content, Content) = default;
  };
  struct Properties {
    std::uint8_t friendly_name = 0;
    friend constexpr bool operator==(Properties, Properties) = default;
  };
  struct Image {
    friend constexpr bool operator==(Image, Image) { return true; }
  };
  struct Index {};
  struct Citations {};
  using Position = std::uint8_t;

  struct Filter {
    bool any = true;
    Content wanted{};
  };

  // Every choice has its value.
  struct Choices {
    Assignment assignment;
    bool takes(ChoiceValue value, bool when) const { return when && assignment[value.choice] == value.value; }
  };

  static void cite(Citations&, bool, const char*) {}
  static Filter any_content() { return {}; }
  static bool passes_all(const Filter& filter) { return filter.any; }
  static bool matches(const Filter& filter, Content content) { return filter.any || filter.wanted == content; }
  static bool same_key(Content a, Content b) { return a.key == b.key; }
  static bool later(Content a, Content b) { return a.time > b.time; }
  static Position beyond(Position position) { return static_cast<Position>(position + 1); }

  static Properties no_properties() { return {}; }
  static Properties merged(Properties first, Properties second) { return first.friendly_name ? first : second; }
  static Properties without_key_handles(Properties properties) { return properties; }
  static Properties without_hashes(Properties properties) { return properties; }
  static bool is_archived(Properties) { return false; }
  static int property(Properties properties, PropertyId) { return properties.friendly_name; }
  static Properties with_property(Properties, PropertyId, int value) { return {static_cast<std::uint8_t>(value)}; }
  static int hash_of(Content, PropertyId) { return 0; }

  static Image empty_image() { return {}; }
  static Image snapshot(const World<Packed>&, Store) { return {}; }
  static void load(World<Packed>&, Store, Image, bool) {}

  template <class Visit>
  static void for_each_context_of(const World<Packed>& world, Store store, Visit visit) {
    for (std::uint8_t i = 1; i <= Contexts; ++i) {
      if (world.home.at(Context{i}) == store && world.context_allocated.at(Context{i})) visit(Context{i});
    }
  }

  template <class Predicate>
  static bool any_context_of(const World<Packed>& world, Store store, Predicate holds) {
    bool any = false;
    for_each_context_of(world, store, [&](Context c) { any = any || holds(world, c); });
    return any;
  }

  template <class Predicate>
  static Match<Packed> some_context_of(const World<Packed>& world, Store store, Predicate holds, bool when, const Choices&) {
    const auto first = first_context_of(world, store, holds, no_context(), when, {});
    return {first.found, first.context};
  }

  template <class Predicate>
  static Next<Packed> first_context_of(const World<Packed>& world, Store store, Predicate holds, Context, bool when,
                                       const Choices&) {
    Next<Packed> best;
    if (!when) return best;
    for_each_context_of(world, store, [&](Context c) {
      const Position position = world.position.at(c);
      if (holds(world, c) && (!best.found || position > best.position)) best = {true, c, position};
    });
    return best;
  }

  template <class Predicate, class Set>
  static void set_for_contexts_of(World<Packed>& world, Store store, Predicate holds, bool when, Set set) {
    if (!when) return;
    for_each_context_of(world, store, [&](Context c) {
      if (holds(world, c)) set([&](auto field, auto value) { (world.*field).set(c, value, true); });
    });
  }

  using Base::no_context;
};

}  // namespace certlife::model
