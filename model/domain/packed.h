// The domain of the explorer: a scope fixed at compile time, every world a few dozen bytes without pointers.
//
// Two properties, the friendly name with one bit of value and the SHA-1 hash with the hashes that there are, and two contents
// a kind and key: an earlier and a later one. A find by hash goes by the bytes.
// There are no files. A world is compared, hashed and copied as bytes once `canonical` has reset what nobody can see.
#pragma once

#include <algorithm>
#include <array>
#include <cstring>

#include "model/domain/native.h"
#include "model/world.h"

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
    std::uint8_t sha1 = 0;  // 0: not set; else that of some content.
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

  static constexpr bool explains = false;
  static void cite(Citations&, bool, const char*) {}
  static Filter any_content() { return {}; }
  static bool passes_all(const Filter& filter) { return filter.any; }
  static bool matches(const Filter& filter, Content content) { return filter.any || filter.wanted == content; }
  static int hash_sought(const Filter&) { return no_value(); }
  static bool asks_for_existing(const Filter&) { return false; }
  static bool same_key(Content a, Content b) { return a.key == b.key; }
  static bool same_date(Content a, Content b) { return a.time == b.time; }
  static bool later(Content a, Content b) { return a.time > b.time; }
  static Position beyond(Position position) { return static_cast<Position>(position + 1); }

  static Properties no_properties() { return {}; }
  static Properties merged(Properties first, Properties second) {
    return {first.friendly_name ? first.friendly_name : second.friendly_name, first.sha1 ? first.sha1 : second.sha1};
  }
  static Properties without_key_handles(Properties properties) { return properties; }
  static Properties without_hashes(Properties properties) { return {properties.friendly_name, 0}; }
  static bool is_archived(Properties) { return false; }
  static int property(Properties properties, PropertyId id) {
    return id == Base::sha1_hash ? properties.sha1 : properties.friendly_name;
  }
  static Properties with_property(Properties properties, PropertyId id, int value) {
    const auto byte = static_cast<std::uint8_t>(value);
    return id == Base::sha1_hash ? Properties{properties.friendly_name, byte} : Properties{byte, properties.sha1};
  }
  static constexpr int hash_of(Content content, PropertyId) { return 1 + 2 * content.key + content.time; }
  static int known_sha1(Properties properties, Content content) {
    return properties.sha1 ? properties.sha1 : hash_of(content, Base::sha1_hash);
  }
  // There are no key contexts, and nobody looks into the bytes.
  static bool is_signed(Content) { return true; }
  static bool has_known_hash(Content) { return true; }
  static bool identifies_key(Content) { return false; }
  static int key_of(int handle, int) { return handle; }
  static int handle_in(int key) { return key; }
  static int spec_in(int key) { return key; }

  static Image empty_image() { return {}; }
  static Image snapshot(const World<Packed>&, Store, bool) { return {}; }
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
