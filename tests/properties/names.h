// How the tests speak the two concrete domains of the model: the small packed one, in which millions of programs run, and the
// growing one, which has files and every property.
#pragma once

#include <algorithm>
#include <array>
#include <vector>

#include "model/domain/concrete.h"
#include "model/domain/packed.h"
#include "model/first_values.h"
#include "model/outcome.h"
#include "tests/properties/samples.h"

namespace certlife::properties {

using model::Kind;
using Small = model::Packed<2, 3>;
using Growing = model::Concrete;

// What our library does where the documents and Windows leave a choice, as its header's comments say: often the first value.
inline model::Assignment choices_of_the_library() {
  using model::Choice;
  model::Assignment settled = model::first_values("windows");
  settled[Choice::pending_store_keeps_unreferenced] = 1;  // no
  settled[Choice::inherit_replaces] = 1;                  // new_pointer
  settled[Choice::newer_inherit_replaces] = 1;            // new_pointer
  settled[Choice::find_any_shows_archived] = 1;           // no
  return settled;
}

template <class D>
struct Speaks;

template <>
struct Speaks<Small> {
  static constexpr bool has_files = false;
  static constexpr int keys = 2;
  static constexpr std::array<std::uint32_t, 2> properties{CERT_FRIENDLY_NAME_PROP_ID, CERT_SHA1_HASH_PROP_ID};
  static constexpr int values = 1;

  static Small::Content content(Kind, int key, int time) {
    return {static_cast<std::uint8_t>(key), static_cast<std::uint8_t>(time)};
  }
  static const Sample& sample_of(Kind kind, Small::Content content) { return sample(kind, content.key, content.time); }
  static model::World<Small> empty_world() { return {}; }

  // A slot is free when nothing is in it and the caller holds nothing of what was.
  static Small::Store fresh_store(const model::World<Small>& world) {
    for (std::uint8_t i = 2; i < Small::store_count + 2; ++i) {
      if (!world.store_allocated.at({i}) && world.owned_handles.at({i}) == 0) return {i};
    }
    return Small::no_store();
  }
  static Small::Context fresh_context(const model::World<Small>& world) {
    for (std::uint8_t i = 1; i <= Small::context_count; ++i) {
      if (!world.context_allocated.at({i}) && world.owned_references.at({i}) == 0) return {i};
    }
    return Small::no_context();
  }
  static Small::Csp fresh_csp(const model::World<Small>& world) {
    return {static_cast<std::uint8_t>(world.csp_references.at({1}) == 0 ? 1 : 0)};
  }
  static bool store_is_fresh(const model::World<Small>& w, Small::Store s) {
    return s.index > 1 && !w.store_allocated.at(s) && w.owned_handles.at(s) == 0;
  }
  static bool context_is_fresh(const model::World<Small>& w, Small::Context c) {
    return c.index > 0 && !w.context_allocated.at(c) && w.owned_references.at(c) == 0;
  }
  static bool csp_is_fresh(const model::World<Small>& w, Small::Csp c) { return c.index > 0 && w.csp_references.at(c) == 0; }

  template <class Value, class Key>
  using Table = std::array<Value, 6>;
};

template <>
struct Speaks<Growing> {
  static constexpr bool has_files = true;
  static constexpr int keys = keys_in_use;
  static constexpr std::array<std::uint32_t, 4> properties{CERT_FRIENDLY_NAME_PROP_ID, CERT_DESCRIPTION_PROP_ID,
                                                           CERT_ARCHIVED_PROP_ID, CERT_SHA1_HASH_PROP_ID};
  static constexpr int values = values_in_use;

  static Growing::Content content(Kind kind, int key, int time) {
    const Sample& from = sample(kind, key, time);
    const int of_kind = static_cast<int>(kind) * keys_in_use;
    return {1 + (of_kind + key) * times_in_use + time, 1 + of_kind + key, 1 + time, from.subject_number, from.issuer_number};
  }
  static const Sample& sample_of(Kind kind, const Growing::Content& content) {
    const int number = (content.bytes - 1) - static_cast<int>(kind) * keys_in_use * times_in_use;
    return sample(kind, number / times_in_use, number % times_in_use);
  }
  static model::World<Growing> empty_world() { return {}; }

  // Names are never used twice. Loading a file gives the next ones too.
  static Growing::Store fresh_store(const model::World<Growing>& world) { return {next(world.store_exists, 2)}; }
  static Growing::Context fresh_context(const model::World<Growing>& world) { return {next(world.context_exists, 1)}; }
  static Growing::Csp fresh_csp(const model::World<Growing>& world) { return {next(world.csp_exists, 1)}; }
  static bool store_is_fresh(const model::World<Growing>& w, Growing::Store s) { return !w.store_exists.at(s); }
  static bool context_is_fresh(const model::World<Growing>& w, Growing::Context c) { return !w.context_exists.at(c); }
  static bool csp_is_fresh(const model::World<Growing>& w, Growing::Csp c) { return !w.csp_exists.at(c); }

  template <class Value, class Key>
  using Table = std::vector<Value>;

 private:
  template <class Names>
  static std::uint32_t next(const Names& names, std::size_t first) {
    return static_cast<std::uint32_t>(std::max<std::size_t>(names.size(), first));
  }
};

// Every name that the world has used, but for "none" and the null store. A world that a rule has just built may have names
// that its maps do not count yet: `expected` is one of them, others follow the last one counted.
template <class Name, class Exists, class Visit>
void for_each_name(const Exists& exists, std::size_t first, Name expected, Visit visit) {
  const std::size_t counted = std::max<std::size_t>(exists.size(), first);
  if constexpr (requires { exists.copy(); }) {
    for (std::size_t i = first; i < counted || exists.at({static_cast<decltype(expected.index)>(i)}); ++i) {
      const Name name{static_cast<decltype(expected.index)>(i)};
      if (!(name == expected) && exists.at(name)) visit(name);
    }
    if (expected.index >= first && exists.at(expected)) visit(expected);
  } else {
    for (std::size_t i = first; i < counted; ++i) {
      if (const Name name{static_cast<decltype(expected.index)>(i)}; exists.at(name)) visit(name);
    }
  }
}
template <class D, class Visit>
void for_each_store(const model::World<D>& world, Visit visit, typename D::Store expected = {}) {
  for_each_name(world.store_exists, 2, expected, visit);
}
template <class D, class Visit>
void for_each_context(const model::World<D>& world, Visit visit, typename D::Context expected = {}) {
  for_each_name(world.context_exists, 1, expected, visit);
}
template <class D, class Visit>
void for_each_csp(const model::World<D>& world, Visit visit, typename D::Csp expected = {}) {
  for_each_name(world.csp_exists, 1, expected, visit);
}

}  // namespace certlife::properties
