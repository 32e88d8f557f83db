// The domain of the oracle: any number of stores, contexts and files.
//
// A world read by a rule is never changed. The world that a rule builds is a view: it refers to the one before it and keeps
// what is different, so that a call costs by what it changes and not by what is alive. `commit` carries the differences
// over; a view must not outlive the world it refers to. `copy_of` makes an independent world.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "model/domain/choosing.h"
#include "model/domain/native.h"

namespace certlife::model {

struct Concrete : Native<std::uint32_t> {
  // What is compared about the bytes of an element. Equal `bytes` means equal bytes.
  struct Content {
    int bytes = 0;
    int key = 0;      // Issuer and serial number; for CRLs and CTLs what their kind is matched by.
    int time = 0;     // NotBefore or ThisUpdate.
    int subject = 0;
    int issuer = 0;
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
  struct Image {
    std::shared_ptr<const Records> records;
    friend bool operator==(const Image& a, const Image& b) { return a.listed() == b.listed(); }
    const Records& listed() const {
      static const Records none;
      return records ? *records : none;
    }
  };

  using Position = double;
  using Choices = Choosing;
  using Citations = std::vector<const char*>;

  template <class Key, class V>
  class Map {
   public:
    struct Write {
      std::uint32_t index;
      V value;
    };

    Map() : own_(std::make_unique<std::vector<V>>()), base_(own_.get()) {}
    Map(const Map& other) : base_(other.base_), writes_(other.writes_) {}
    Map(Map&&) noexcept = default;
    Map& operator=(const Map& other) { own_.reset(); base_ = other.base_; writes_ = other.writes_; return *this; }
    Map& operator=(Map&&) noexcept = default;

    V at(Key key) const {
      for (auto write = writes_.rbegin(); write != writes_.rend(); ++write) {
        if (write->index == key.index) return write->value;
      }
      return key.index < base_->size() ? static_cast<V>((*base_)[key.index]) : V{};
    }
    void set(Key key, V value, bool when) {
      if (when) writes_.push_back({key.index, std::move(value)});
    }

    const std::vector<Write>& writes() const { return writes_; }
    std::size_t size() const { return base_->size(); }

    // Takes over what the view of this map changed.
    void commit(const Map& view) {
      for (const Write& write : view.writes_) {
        if (write.index >= own_->size()) own_->resize(write.index + 1);
        (*own_)[write.index] = write.value;
      }
    }
    // An independent map with the same values.
    Map copy() const {
      Map result;
      *result.own_ = *base_;
      result.commit(*this);
      return result;
    }

   private:
    std::unique_ptr<std::vector<V>> own_;
    const std::vector<V>* base_;
    std::vector<Write> writes_;
  };

  // The contexts that each store has in memory; a view refers to the index of its world.
  class Index {
   public:
    using Lists = std::vector<std::vector<Context>>;
    Index() : own_(std::make_unique<Lists>()), base_(own_.get()) {}
    Index(const Index& other) : base_(other.base_) {}
    Index(Index&&) noexcept = default;
    Index& operator=(const Index& other) { own_.reset(); base_ = other.base_; return *this; }
    Index& operator=(Index&&) noexcept = default;

    const std::vector<Context>& of(Store store) const {
      static const std::vector<Context> none;
      return store.index < base_->size() ? (*base_)[store.index] : none;
    }
    void add(Store store, Context context) {
      if (store.index >= own_->size()) own_->resize(store.index + 1);
      (*own_)[store.index].push_back(context);
    }
    void remove(Store store, Context context) {
      auto& list = (*own_)[store.index];
      for (auto& each : list) {
        if (each == context) { each = list.back(); list.pop_back(); return; }
      }
    }
    Index copy() const { Index result; *result.own_ = *base_; return result; }

   private:
    std::unique_ptr<Lists> own_;
    const Lists* base_;
  };

  struct Filter {
    enum class By : unsigned char { everything, bytes, key, subject, issuer };
    By by = By::everything;
    int wanted = 0;
  };

  static void cite(Citations& citations, bool happens, const char* clause) {
    if (happens) citations.push_back(clause);
  }

  static Filter any_content() { return {}; }
  static bool matches(const Filter& filter, const Content& content) {
    switch (filter.by) {
      case Filter::By::everything: return true;
      case Filter::By::bytes:      return content.bytes == filter.wanted;
      case Filter::By::key:        return content.key == filter.wanted;
      case Filter::By::subject:    return content.subject == filter.wanted;
      case Filter::By::issuer:     return content.issuer == filter.wanted;
    }
    return false;
  }
  static bool same_key(const Content& a, const Content& b) { return a.key == b.key; }
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
    auto entries = properties.entries();
    std::erase_if(entries, [&](const auto& entry) { return drops(entry.first); });
    return Properties(std::move(entries));
  }
  static Properties without_key_handles(const Properties& properties) { return without(properties, is_key_handle); }
  static Properties without_hashes(const Properties& properties) { return without(properties, is_hash); }
  static bool is_archived(const Properties& properties) { return property(properties, archived) != no_value(); }
  // A value unlike all that callers set: those are positive.
  static Value hash_of(const Content& content, PropertyId id) { return -(content.bytes * 8 + static_cast<int>(id) + 1); }

  static World<Concrete> copy_of(const World<Concrete>& world);
  static void commit(World<Concrete>& world, const World<Concrete>& view);
  static Image snapshot(const World<Concrete>& world, Store store);
  static void load(World<Concrete>& after, Store store, const Image& image, bool when);

  template <class Visit>
  static void for_each_context_of(const World<Concrete>& world, Store store, Visit visit);
  template <class Predicate>
  static bool any_context_of(const World<Concrete>& world, Store store, Predicate holds);
  template <class Predicate>
  static std::vector<Context> contexts_of(const World<Concrete>& world, Store store, Predicate holds);
  template <class Predicate>
  static Match<Concrete> some_context_of(const World<Concrete>& world, Store store, Predicate holds, bool when,
                                         const Choices& choice);
  template <class Predicate>
  static Next<Concrete> first_context_of(const World<Concrete>& world, Store store, Predicate holds, Context previous,
                                         bool when, const Choices& choice);
  template <class Predicate, class Set>
  static void set_for_contexts_of(World<Concrete>& world, Store store, Predicate holds, bool when, Set set);
};

// Contexts that came about in this very call are not in the index yet.
template <class Visit>
void Concrete::for_each_context_of(const World<Concrete>& world, Store store, Visit visit) {
  for (const Context c : world.index.of(store)) {
    if (world.context_allocated.at(c)) visit(c);
  }
  for (const auto& write : world.home.writes()) {
    if (write.value == store && world.context_allocated.at({write.index})) visit(Context{write.index});
  }
}

template <class Predicate>
bool Concrete::any_context_of(const World<Concrete>& world, Store store, Predicate holds) {
  bool any = false;
  for_each_context_of(world, store, [&](Context c) { any = any || holds(world, c); });
  return any;
}

template <class Predicate>
std::vector<Concrete::Context> Concrete::contexts_of(const World<Concrete>& world, Store store, Predicate holds) {
  std::vector<Context> found;
  for_each_context_of(world, store, [&](Context c) { if (holds(world, c)) found.push_back(c); });
  return found;
}

// No source says which of several matching elements is meant, so each is tried.
template <class Predicate>
Match<Concrete> Concrete::some_context_of(const World<Concrete>& world, Store store, Predicate holds, bool when,
                                          const Choices& choice) {
  if (!when) return {};
  const auto found = contexts_of(world, store, holds);
  return found.empty() ? Match<Concrete>{} : Match<Concrete>{true, found[choice.pick(found.size())]};
}

// The first by position; an element whose place is not known yet may be it as well, and then takes its place there.
template <class Predicate>
Next<Concrete> Concrete::first_context_of(const World<Concrete>& world, Store store, Predicate holds, Context previous,
                                          bool when, const Choices& choice) {
  if (!when) return {};
  std::vector<Context> candidates;
  Next<Concrete> best;
  for (const Context c : contexts_of(world, store, holds)) {
    const Position position = world.position.at(c);
    if (!world.placed.at(c)) candidates.push_back(c);
    else if (!best.found || position > best.position) best = {true, c, position};
  }
  if (candidates.empty()) return best;
  const std::size_t chosen = choice.pick(candidates.size() + 1);
  if (chosen == candidates.size()) return best;
  const bool after_placed = !(previous == no_context()) && world.placed.at(previous);
  const Position above = after_placed ? world.position.at(previous) : world.next_position + 1;
  const Position place = best.found ? (above + best.position) / 2 : above - 1;
  return {true, candidates[chosen], place};
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
  return result;
}

inline void Concrete::commit(World<Concrete>& world, const World<Concrete>& view) {
  for (const auto& write : view.home.writes()) world.index.add(write.value, Context{write.index});
  World<Concrete>::for_each_field([](const char*, auto& to, auto& from) { to.commit(from); }, world,
                                  const_cast<World<Concrete>&>(view));
  for (const auto& write : view.context_allocated.writes()) {
    const Context context{write.index};
    if (!world.context_allocated.at(context)) world.index.remove(world.home.at(context), context);
  }
  world.next_position = view.next_position;
}

inline Concrete::Image Concrete::snapshot(const World<Concrete>& world, Store store) {
  Records records;
  for_each_context_of(world, store, [&](Context c) {
    if (!world.listed.at(c)) return;
    records.push_back({world.kind.at(c), world.content.at(c), without_key_handles(world.properties.at(c))});
  });
  return {std::make_shared<const Records>(std::move(records))};
}

// Contexts read from a file bear the next names that nothing bears.
inline void Concrete::load(World<Concrete>& after, Store store, const Image& image, bool when) {
  if (!when) return;
  std::uint32_t next = static_cast<std::uint32_t>(std::max<std::size_t>(after.context_exists.size(), 1));
  for (const Record& record : image.listed()) {
    const Context fresh{next++};
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
