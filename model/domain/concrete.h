// The domain of the oracle: any number of stores, contexts and files.
//
// A world read by a rule is never changed. The world that a rule builds is a view: it refers to the one before it and keeps
// what is different, so that a call costs by what it changes and not by what is alive. `commit` carries the differences
// over; a view must not outlive the world it refers to. `copy_of` makes an independent world.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "model/domain/choosing.h"
#include "model/domain/concrete_index.h"
#include "model/domain/concrete_map.h"
#include "model/domain/native.h"
#include "model/world.h"

namespace certlife::model {

struct Concrete : Native<std::uint32_t> {
  // Texts by their numbers; below 0 what is computed of an element; from `keys` on the key contexts. All fit a double.
  using Value = std::int64_t;
  static constexpr Value no_value() { return 0; }

  // What a certificate's bytes are: signed by an algorithm whose hash is generally known or not, or an unsigned body.
  enum class Signed : unsigned char { as_known, otherwise, not_at_all };

  // What is compared about the bytes of an element. Equal `bytes` means equal bytes.
  struct Content {
    int bytes = 0;
    int key = 0;      // Issuer and serial number; for CRLs and CTLs what their kind is matched by.
    int time = 0;     // NotBefore or ThisUpdate.
    int subject = 0;
    int issuer = 0;
    Signed is_signed = Signed::as_known;
    bool identifies_key = false;  // It has a subject key identifier extension.
    friend bool operator==(const Content&, const Content&) = default;
  };

  class Properties {
   public:
    using Entries = std::map<PropertyId, Value>;
    Properties() = default;
    explicit Properties(Entries entries) : entries_(std::make_shared<const Entries>(std::move(entries))) {}
    const Entries& entries() const {
      static const Entries none;
      return entries_ ? *entries_ : none;
    }
    friend bool operator==(const Properties& a, const Properties& b) { return a.entries() == b.entries(); }

   private:
    std::shared_ptr<const Entries> entries_;
  };

  struct Record {
    Kind kind{};
    Content content;
    Properties properties;
    friend bool operator==(const Record&, const Record&) = default;
  };
  using Records = std::vector<Record>;
  // What a file lists. A snapshot is made only when it is really written somewhere: `settle` does that.
  struct Image {
    std::shared_ptr<const Records> records;
    const World<Concrete>* world = nullptr;
    Store store{};
    bool as_pkcs7 = false;

    friend bool operator==(const Image& a, const Image& b) { return a.records == b.records || a.listed() == b.listed(); }
    const Records& listed() const {
      static const Records none;
      return records ? *records : none;
    }
    inline void settle();
  };

  using Position = ConcreteIndex::Position;
  using Choices = Choosing;

  // The clauses that decided one call, each once.
  class Citations {
   public:
    void add(const char* clause) {
      for (const char* const each : *this) if (each == clause) return;
      if (count_ < clauses_.size()) clauses_[count_++] = clause;
    }
    const char* const* begin() const { return clauses_.data(); }
    const char* const* end() const { return clauses_.data() + count_; }
    std::size_t size() const { return count_; }

   private:
    std::array<const char*, 15> clauses_;
    std::size_t count_ = 0;
  };

  template <class Key, class V>
  using Map = ConcreteMap<Key, V>;
  using Index = ConcreteIndex;

  struct Filter {
    // `existing` is CERT_FIND_EXISTING: by key, unless it goes by hash.
    enum class By : unsigned char { everything, bytes, key, subject, issuer, existing };
    By by = By::everything;
    int wanted = 0;
    int bytes = 0;  // For `existing`: those of the given certificate.
  };

  // Its rules can say what they keep.
  static constexpr bool explains = true;

  static void cite(Citations& citations, bool happens, const char* clause) {
    if (happens) citations.add(clause);
  }

  static Filter any_content() { return {}; }
  static bool passes_all(const Filter& filter) { return filter.by == Filter::By::everything; }
  static bool matches(const Filter& filter, const Content& content) {
    switch (filter.by) {
      case Filter::By::everything: return true;
      case Filter::By::bytes:      return content.bytes == filter.wanted;
      case Filter::By::key:
      case Filter::By::existing:   return content.key == filter.wanted;
      case Filter::By::subject:    return content.subject == filter.wanted;
      case Filter::By::issuer:     return content.issuer == filter.wanted;
    }
    return false;
  }
  // The SHA-1 that a find asks for, if it may go by one.
  static Value hash_sought(const Filter& filter) {
    if (filter.by == Filter::By::bytes) return sha1_of_bytes(filter.wanted);
    return filter.by == Filter::By::existing ? sha1_of_bytes(filter.bytes) : no_value();
  }
  static bool asks_for_existing(const Filter& filter) { return filter.by == Filter::By::existing; }
  static bool same_key(const Content& a, const Content& b) { return a.key == b.key; }
  static bool same_date(const Content& a, const Content& b) { return a.time == b.time; }
  static bool later(const Content& a, const Content& b) { return a.time > b.time; }
  static Position beyond(Position position) { return position + 1; }

  static Properties no_properties() { return {}; }
  static Value property(const Properties& properties, PropertyId id) {
    const auto entry = properties.entries().find(id);
    return entry == properties.entries().end() ? no_value() : entry->second;
  }
  static Properties with_property(const Properties& properties, PropertyId id, Value value) {
    auto entries = properties.entries();
    if (value == no_value()) entries.erase(id); else entries[id] = value;
    return Properties(std::move(entries));
  }
  // The first one's values, and the second one's where the first has none.
  static Properties merged(const Properties& first, const Properties& second) {
    if (second.entries().empty()) return first;
    if (first.entries().empty()) return second;
    auto entries = first.entries();
    entries.insert(second.entries().begin(), second.entries().end());
    return Properties(std::move(entries));
  }
  template <class Drops>
  static Properties without(const Properties& properties, Drops drops) {
    const auto& all = properties.entries();
    if (std::none_of(all.begin(), all.end(), [&](const auto& entry) { return drops(entry.first); })) return properties;
    auto entries = all;
    std::erase_if(entries, [&](const auto& entry) { return drops(entry.first); });
    return Properties(std::move(entries));
  }
  static Properties without_key_handles(const Properties& properties) { return without(properties, is_key_handle); }
  static Properties without_hashes(const Properties& properties) { return without(properties, is_hash); }
  static bool is_archived(const Properties& properties) { return property(properties, archived) != no_value(); }
  // What is computed of the bytes: a value unlike all that callers set, since those are positive.
  static Value hash_of(const Content& content, PropertyId id) {
    return -(static_cast<Value>(content.bytes) * computed_ids + static_cast<Value>(id) + 1);
  }
  static bool is_computed(Value value) { return value < 0; }
  static PropertyId computed_id(Value value) { return static_cast<PropertyId>((-value - 1) % computed_ids); }
  static int computed_from(Value value) { return static_cast<int>((-value - 1) / computed_ids); }

  static Value sha1_of_bytes(int bytes) { return hash_of(Content{.bytes = bytes}, sha1_hash); }
  // The SHA-1 that a context goes by: its property, else that of its bytes.
  static Value known_sha1(const Properties& properties, const Content& content) {
    const Value own = property(properties, sha1_hash);
    return own == no_value() ? hash_of(content, sha1_hash) : own;
  }

  static bool is_hash_value(Value value, PropertyId id) { return is_computed(value) && computed_id(value) == id; }
  static bool is_signed(const Content& content) { return content.is_signed != Signed::not_at_all; }
  static bool has_known_hash(const Content& content) { return content.is_signed == Signed::as_known; }
  static bool identifies_key(const Content& content) { return content.identifies_key; }

  // A key context and its parts: the numbers of two texts, of which either may be 0.
  static constexpr Value computed_ids = 1 << 17, key_parts = Value{1} << 25, keys = key_parts * key_parts;
  static Value key_of(Value handle, Value spec) { return keys + handle * key_parts + spec; }
  static bool is_key(Value value) { return value >= keys; }
  static Value handle_in(Value key) { return is_key(key) ? (key - keys) / key_parts : no_value(); }
  static Value spec_in(Value key) { return is_key(key) ? key % key_parts : no_value(); }

  static World<Concrete> copy_of(const World<Concrete>& world);
  static void commit(World<Concrete>& world, const World<Concrete>& view);
  static void update_index(World<Concrete>& world, const World<Concrete>& view);
  static Image empty_image() { return {}; }
  static Image snapshot(const World<Concrete>& world, Store store, bool as_pkcs7);
  static void load(World<Concrete>& after, Store store, const Image& image, bool when);

  template <class Visit>
  static void for_each_context_of(const World<Concrete>& world, Store store, Visit visit);
  template <class Predicate>
  static bool any_context_of(const World<Concrete>& world, Store store, Predicate holds);
  template <class Predicate>
  static std::vector<Context> contexts_of(const World<Concrete>& world, Store store, Predicate holds);
  template <class Predicate>
  static Next<Concrete> first_placed(const World<Concrete>& world, Store store, Predicate holds, Context previous);
  template <class Predicate>
  static std::vector<Context> unplaced_of(const World<Concrete>& world, Store store, Predicate holds);
  static Next<Concrete> any_or_none(const World<Concrete>& world, std::vector<Context> candidates, const Choices& choice);
  static std::vector<Position> bounds_between(const World<Concrete>& world, Store store, Context previous, const Next<Concrete>& best,
                                              Context context);
  static bool must_follow(const World<Concrete>& world, Context context, Context previous);
  template <class Predicate>
  static Match<Concrete> some_context_of(const World<Concrete>& world, Store store, Predicate holds, bool when,
                                         const Choices& choice);
  template <class Predicate>
  static Next<Concrete> first_context_of(const World<Concrete>& world, Store store, Predicate holds, Context previous,
                                         bool when, const Choices& choice);
  template <class Predicate, class Set>
  static void set_for_contexts_of(World<Concrete>& world, Store store, Predicate holds, bool when, Set set);
};

// Contexts that came about in this very call are not in the index yet. `visit` says whether to go on.
template <class Visit>
void Concrete::for_each_context_of(const World<Concrete>& world, Store store, Visit visit) {
  for (const std::uint32_t index : world.index.of(store.index)) {
    if (world.context_allocated.at({index}) && !visit(Context{index})) return;
  }
  for (const auto& write : world.home.writes()) {
    if (write.value == store && world.context_allocated.at({write.index}) && !visit(Context{write.index})) return;
  }
}

template <class Predicate>
bool Concrete::any_context_of(const World<Concrete>& world, Store store, Predicate holds) {
  bool any = false;
  for_each_context_of(world, store, [&](Context c) { any = holds(world, c); return !any; });
  return any;
}

template <class Predicate>
std::vector<Concrete::Context> Concrete::contexts_of(const World<Concrete>& world, Store store, Predicate holds) {
  std::vector<Context> found;
  for_each_context_of(world, store, [&](Context c) { if (holds(world, c)) found.push_back(c); return true; });
  return found;
}

// No source says which of several matching elements is meant, so each is tried, what was added last before the others.
template <class Predicate>
Match<Concrete> Concrete::some_context_of(const World<Concrete>& world, Store store, Predicate holds, bool when,
                                          const Choices& choice) {
  if (!when) return {};
  auto found = contexts_of(world, store, holds);
  std::stable_sort(found.begin(), found.end(), [&](Context a, Context b) { return world.position.at(a) > world.position.at(b); });
  return found.empty() ? Match<Concrete>{} : Match<Concrete>{true, found[choice.pick(found.size())]};
}

// The first by position of those whose place is known. REQUIRES: `world` is no view.
template <class Predicate>
Next<Concrete> Concrete::first_placed(const World<Concrete>& world, Store store, Predicate holds, Context previous) {
  const bool continues = world.index.is_placed(previous.index) && world.home.at(previous) == store;
  std::uint32_t each = continues ? world.index.after(previous.index) : world.index.first(store.index);
  while (each && !holds(world, Context{each})) each = world.index.after(each);
  return each ? Next<Concrete>{true, {each}, world.position.at({each})} : Next<Concrete>{};
}

// Those whose place is not known.
template <class Predicate>
std::vector<Concrete::Context> Concrete::unplaced_of(const World<Concrete>& world, Store store, Predicate holds) {
  std::vector<Context> found;
  for (const std::uint32_t each : world.index.unplaced(store.index)) {
    if (holds(world, Context{each})) found.push_back({each});
  }
  return found;
}

// Is it known that the context has not been passed when `previous` was shown?
inline bool Concrete::must_follow(const World<Concrete>& world, Context context, Context previous) {
  return previous == no_context() ||
         (world.index.is_placed(previous.index) && world.index.bound(context.index) <= world.position.at(previous));
}

// Behind an element whose place nobody knows any of the others may come, or none.
inline Next<Concrete> Concrete::any_or_none(const World<Concrete>& world, std::vector<Context> candidates, const Choices& choice) {
  choice.keep_possible(candidates, [](Context c) { return c.index; });
  const std::size_t chosen = choice.pick(candidates.size() + 1);
  if (chosen == candidates.size()) return {};
  return {true, candidates[chosen], world.position.at(candidates[chosen])};
}

// The first by position; an element whose place is not known yet may be it as well, and then takes its place there.
template <class Predicate>
Next<Concrete> Concrete::first_context_of(const World<Concrete>& world, Store store, Predicate holds, Context previous,
                                          bool when, const Choices& choice) {
  if (!when) return {};
  if (!(previous == no_context()) && !world.index.is_placed(previous.index)) return any_or_none(world, contexts_of(world, store, holds), choice);
  const Next<Concrete> best = first_placed(world, store, holds, previous);
  auto candidates = unplaced_of(world, store, holds);
  if (candidates.empty()) return best;
  const auto must = std::any_of(candidates.begin(), candidates.end(),
                                [&](Context c) { return must_follow(world, c, previous); });
  const bool best_is_possible = best.found || !must;
  const double ways = static_cast<double>(candidates.size());
  const Context some = candidates.front();
  choice.keep_possible(candidates, [](Context c) { return c.index; });
  if (candidates.empty() && !best_is_possible) candidates.push_back(some);
  const std::size_t chosen = choice.pick(candidates.size() + (best_is_possible ? 1 : 0));
  if (chosen >= candidates.size()) return best;
  const auto bounds = bounds_between(world, store, previous, best, candidates[chosen]);
  const std::size_t gap = choice.pick(bounds.size() - 1);
  // Room is left for as many as may still come to lie between.
  return {true, candidates[chosen], bounds[gap] - (bounds[gap] - bounds[gap + 1]) / (ways + 1)};
}

// From the previous one down to the best: those of its kind that are not shown, because they were deleted for one, divide the
// places that `context` may have.
inline std::vector<Concrete::Position> Concrete::bounds_between(const World<Concrete>& world, Store store, Context previous,
                                                                const Next<Concrete>& best, Context context) {
  const bool continues = world.index.is_placed(previous.index) && world.home.at(previous) == store;
  std::vector<Position> bounds{continues ? world.position.at(previous) : world.next_position};
  std::uint32_t each = continues ? world.index.after(previous.index) : world.index.first(store.index);
  for (; each && each != best.context.index; each = world.index.after(each)) {
    if (world.kind.at({each}) == world.kind.at(context)) bounds.push_back(world.position.at({each}));
  }
  bounds.push_back(best.found ? best.position : bounds.back() - 1);
  return bounds;
}

template <class Predicate, class Set>
void Concrete::set_for_contexts_of(World<Concrete>& world, Store store, Predicate holds, bool when, Set set) {
  if (!when) return;
  for (const Context c : contexts_of(world, store, holds)) {
    set([&](auto field, auto value) { (world.*field).set(c, value, true); });
  }
}

inline World<Concrete> Concrete::copy_of(const World<Concrete>& world) {
  World<Concrete> result;
  World<Concrete>::for_each_field([](const char*, auto& to, auto& from) { to = from.copy(); }, result,
                                  const_cast<World<Concrete>&>(world));
  result.next_position = world.next_position;
  result.index = world.index.copy();
  update_index(result, world);
  return result;
}

inline void Concrete::commit(World<Concrete>& world, const World<Concrete>& view) {
  World<Concrete>::for_each_field([](const char*, auto& to, auto& from) { to.commit(from); }, world,
                                  const_cast<World<Concrete>&>(view));
  world.next_position = view.next_position;
  update_index(world, view);
}

// Carries over to the index of a world what a view changed.
inline void Concrete::update_index(World<Concrete>& world, const World<Concrete>& view) {
  for (const auto& write : view.home.writes()) world.index.add(write.value.index, write.index);
  for (const auto& write : view.placed.writes()) {
    const Context context{write.index};
    if (!world.placed.at(context) || world.index.is_placed(write.index)) continue;
    world.index.place(world.home.at(context).index, write.index,
                      [&](std::uint32_t each) { return world.position.at({each}); });
  }
  for (const auto& write : view.context_allocated.writes()) {
    const Context context{write.index};
    if (!world.context_allocated.at(context)) world.index.remove(world.home.at(context).index, write.index);
  }
}

inline Concrete::Image Concrete::snapshot(const World<Concrete>& world, Store store, bool as_pkcs7) {
  return {{}, &world, store, as_pkcs7};
}

inline void Concrete::Image::settle() {
  if (!world) return;
  Records made;
  for_each_context_of(*world, store, [&](Context c) {
    if (world->listed.at(c) && !(as_pkcs7 && world->kind.at(c) == Kind::ctl)) {
      const Properties kept = as_pkcs7 ? no_properties() : without_key_handles(world->properties.at(c));
      made.push_back({world->kind.at(c), world->content.at(c), kept});
    }
    return true;
  });
  records = std::make_shared<const Records>(std::move(made));
  world = nullptr;
}

// Contexts read from a file bear names that nothing bears.
inline void Concrete::load(World<Concrete>& after, Store store, const Image& image, bool when) {
  if (!when) return;
  std::uint32_t next = static_cast<std::uint32_t>(std::max<std::size_t>(after.context_exists.size(), 1));
  std::size_t taken = 0;
  for (const Record& record : image.listed()) {
    const std::uint32_t used_before = after.index.free_index(taken++);
    const Context fresh{used_before ? used_before : next++};
    after.context_exists.set(fresh, true, true);
    after.context_allocated.set(fresh, true, true);
    after.home.set(fresh, store, true);
    after.kind.set(fresh, record.kind, true);
    after.content.set(fresh, record.content, true);
    after.properties.set(fresh, record.properties, true);
    after.listed.set(fresh, true, true);
    after.placed.set(fresh, false, true);
  }
}

}  // namespace certlife::model
