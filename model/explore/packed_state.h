// A world as a number, and back: exactly, for every world within the scope that has been settled (canonical.h).
//
// Each store, each context and the CSP handle is a word of bits; a key strings the words together. The low bits of a
// context's word are its kind and its home, so that renaming touches nothing else.
#pragma once

#include <array>
#include <bit>
#include <cstdint>

#include "model/explore/scope.h"
#include "model/explore/slots.h"
#include "model/world.h"

namespace certlife::model::explore {

using NarrowKey = std::uint64_t;
struct WideKey {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  friend constexpr auto operator<=>(const WideKey&, const WideKey&) = default;
};

template <class Key>
inline constexpr int bits_of = static_cast<int>(sizeof(Key)) * 8;

// No key is all ones: a key that fits always leaves a bit free.
template <class Key>
constexpr Key no_key() {
  if constexpr (sizeof(Key) == sizeof(NarrowKey)) return ~std::uint64_t{0};
  else return {~std::uint64_t{0}, ~std::uint64_t{0}};
}

// Widths are below 32.
constexpr void append(NarrowKey& key, std::uint32_t word, int width) { key = key << width | word; }
constexpr void append(WideKey& key, std::uint32_t word, int width) {
  key.high = key.high << width | (key.low >> 1) >> (63 - width);
  key.low = key.low << width | word;
}
constexpr std::uint32_t take(NarrowKey& key, int width) {
  const auto word = static_cast<std::uint32_t>(key & ((std::uint64_t{1} << width) - 1));
  key >>= width;
  return word;
}
constexpr std::uint32_t take(WideKey& key, int width) {
  const auto word = static_cast<std::uint32_t>(key.low & ((std::uint64_t{1} << width) - 1));
  key.low = key.low >> width | (key.high << 1) << (63 - width);
  key.high >>= width;
  return word;
}

template <class D>
struct Words {
  std::array<std::uint32_t, D::store_count> stores{};
  std::array<std::uint32_t, D::context_count> contexts{};
  std::uint32_t csp = 0;
};

// Writes fields into a word, the first into the lowest bits, and reads them back in the same order.
class WordWriter {
 public:
  template <class Map, class Key>
  void operator()(const Map& field, Key key, int width) {
    word_ |= bits_in(field.at(key)) << at_;
    at_ += width;
  }
  std::uint32_t word() const { return word_; }

  template <class V>
  static constexpr std::uint32_t bits_in(V value) {
    if constexpr (requires { value.index; }) return value.index;
    else if constexpr (requires { value.friendly_name; }) return static_cast<std::uint32_t>(value.friendly_name | value.sha1 << 1);
    else if constexpr (requires { value.key; }) return static_cast<std::uint32_t>(value.key << 1 | value.time);
    else return static_cast<std::uint32_t>(value);
  }

 private:
  std::uint32_t word_ = 0;
  int at_ = 0;
};

class WordReader {
 public:
  explicit WordReader(std::uint32_t word) : word_(word) {}
  template <class Map, class Key>
  void operator()(Map& field, Key key, int width) {
    const std::uint32_t bits = word_ & ((1u << width) - 1);
    word_ >>= width;
    field.set(key, value_of<decltype(field.at(key))>(bits), true);
  }

  static constexpr std::uint8_t half(std::uint8_t byte) { return static_cast<std::uint8_t>(byte >> 1); }

  template <class V>
  static constexpr V value_of(std::uint32_t bits) {
    const auto byte = static_cast<std::uint8_t>(bits);
    if constexpr (requires(V v) { v.index; }) return V{byte};
    else if constexpr (requires(V v) { v.friendly_name; }) return V{static_cast<std::uint8_t>(byte & 1), half(byte)};
    else if constexpr (requires(V v) { v.key; }) return V{half(byte), static_cast<std::uint8_t>(byte & 1)};
    else return static_cast<V>(bits);
  }

 private:
  std::uint32_t word_;
};

template <class D>
class Packing {
 public:
  explicit Packing(const Scope& scope)
      : scope_(scope),
        handle_bits_(bits_up_to(scope.most_handles)),
        reference_bits_(bits_up_to(scope.most_references)),
        kind_bits_(bits_up_to(scope.kinds - 1)),
        home_bits_(bits_up_to(scope.stores + 1)),
        content_bits_(bits_up_to(scope.contents - 1)),
        property_bits_(scope.has_properties() ? 1 + hash_bits(scope) : 0),
        position_bits_(bits_up_to(scope.contexts)),
        csp_bit_(scope.has_csp() ? 1 : 0),
        csp_reference_bits_(scope.has_csp() ? reference_bits_ : 0) {
    World<D> world{};
    store_width_ = width_of([&](auto visit) { store_fields(world, store_at<D>(0), visit); });
    context_width_ = width_of([&](auto visit) { context_fields(world, context_at<D>(0), visit); });
    csp_width_ = width_of([&](auto visit) { csp_fields(world, visit); });
  }

  int width() const { return scope_.stores * store_width_ + scope_.contexts * context_width_ + csp_width_; }
  int kind_bits() const { return kind_bits_; }
  int home_bits() const { return home_bits_; }
  const Scope& scope() const { return scope_; }

  Words<D> words_of(const World<D>& world) const {
    Words<D> words;
    for (int i = 0; i < scope_.stores; ++i) {
      words.stores[static_cast<std::size_t>(i)] = written([&](auto& w) { store_fields(world, store_at<D>(i), w); });
    }
    for (int i = 0; i < scope_.contexts; ++i) {
      words.contexts[static_cast<std::size_t>(i)] = written([&](auto& w) { context_fields(world, context_at<D>(i), w); });
    }
    if (csp_width_ > 0) words.csp = written([&](auto& w) { csp_fields(world, w); });
    return words;
  }

  template <class Key>
  Key joined(const Words<D>& words) const {
    Key key{};
    for (int i = 0; i < scope_.stores; ++i) append(key, words.stores[static_cast<std::size_t>(i)], store_width_);
    for (int i = 0; i < scope_.contexts; ++i) append(key, words.contexts[static_cast<std::size_t>(i)], context_width_);
    append(key, words.csp, csp_width_);
    return key;
  }

  template <class Key>
  Key pack(const World<D>& world) const {
    return joined<Key>(words_of(world));
  }

  template <class Key>
  World<D> unpack(Key key) const {
    World<D> world{};
    read(take(key, csp_width_), [&](auto& r) { csp_fields(world, r); });
    for (int i = scope_.contexts - 1; i >= 0; --i) {
      read(take(key, context_width_), [&](auto& r) { context_fields(world, context_at<D>(i), r); });
    }
    for (int i = scope_.stores - 1; i >= 0; --i) {
      read(take(key, store_width_), [&](auto& r) { store_fields(world, store_at<D>(i), r); });
    }
    world.next_position = static_cast<Position<D>>(scope_.contexts);
    return world;
  }

 private:
  static constexpr int bits_up_to(int most) { return std::bit_width(static_cast<unsigned>(most)); }

  // Of the SHA-1 property: not set, or the hash of one of the contents.
  static constexpr int hash_bits(const Scope& scope) { return scope.hash_properties ? bits_up_to(scope.contents) : 0; }

  // The fields of a store, a context and the CSP handle with their widths: one list for both ways. What is missing is the
  // same in every settled world: nothing is archived, and there are no files, so that no store commits or has changed.
  template <class W, class Visit>
  void store_fields(W& world, Store<D> store, Visit&& visit) const {
    visit(world.store_exists, store, 1);
    visit(world.store_allocated, store, 1);
    visit(world.handles, store, handle_bits_);
    visit(world.owned_handles, store, handle_bits_);
    visit(world.forfeited, store, 1);
    visit(world.csp, store, csp_bit_);
    visit(world.releases_csp, store, csp_bit_);
  }
  template <class W, class Visit>
  void context_fields(W& world, Context<D> context, Visit&& visit) const {
    visit(world.kind, context, kind_bits_);
    visit(world.home, context, home_bits_);
    visit(world.context_exists, context, 1);
    visit(world.context_allocated, context, 1);
    visit(world.references, context, reference_bits_);
    visit(world.owned_references, context, reference_bits_);
    visit(world.listed, context, 1);
    visit(world.content, context, content_bits_);
    visit(world.properties, context, property_bits_);
    visit(world.position, context, position_bits_);
    visit(world.placed, context, 1);
  }
  template <class W, class Visit>
  void csp_fields(W& world, Visit&& visit) const {
    visit(world.csp_exists, the_csp<D>(), csp_bit_);
    visit(world.csp_references, the_csp<D>(), csp_reference_bits_);
    visit(world.owned_csp_references, the_csp<D>(), csp_reference_bits_);
  }

  template <class Fields>
  static int width_of(Fields fields) {
    int width = 0;
    fields([&](const auto&, auto, int bits) { width += bits; });
    return width;
  }
  template <class Fields>
  static std::uint32_t written(Fields fields) {
    WordWriter writer;
    fields(writer);
    return writer.word();
  }
  template <class Fields>
  static void read(std::uint32_t word, Fields fields) {
    WordReader reader{word};
    fields(reader);
  }

  Scope scope_;
  int handle_bits_, reference_bits_, kind_bits_, home_bits_, content_bits_, property_bits_, position_bits_;
  int csp_bit_, csp_reference_bits_;
  int store_width_ = 0, context_width_ = 0, csp_width_ = 0;
};

}  // namespace certlife::model::explore
