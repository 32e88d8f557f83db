// The domain of the proofs: every value a solver term, any number of stores, contexts and references.
//
// A map is an unknown function with the changes made to it. Properties are seen through one property id about which nothing
// is known: what holds of it holds of every id, because no rule mixes the values of two ids.
#pragma once

#include <memory>

#include "model/calls.h"
#include "model/choices.h"
#include "model/outcome.h"
#include "proofs/symbolic/theory.h"

namespace certlife::proofs {

struct SymbolicProperties {
  Value value;           // Of the arbitrary property id; "none" where the context has no such property.
  Bool archived = false;
  Value sha1;            // Of CERT_SHA1_HASH_PROP_ID.
};

inline SymbolicProperties choose(const Bool& condition, const SymbolicProperties& then, const SymbolicProperties& otherwise) {
  return {choose(condition, then.value, otherwise.value), choose(condition, then.archived, otherwise.archived),
          choose(condition, then.sha1, otherwise.sha1)};
}
inline Bool operator==(const SymbolicProperties& a, const SymbolicProperties& b) {
  return a.value == b.value && a.archived == b.archived && a.sha1 == b.sha1;
}

// An unknown function to values of the given type.
template <class Key, class V>
struct Unknown {
  static std::function<V(const Key&)> function(const std::string& stem) {
    const auto decl = theory().fresh_function(stem, Key().term().get_sort(), V().term().get_sort());
    return [decl](const Key& key) { return V(decl(key.term())); };
  }
};
template <class Key>
struct Unknown<Key, Bool> {
  static std::function<Bool(const Key&)> function(const std::string& stem) {
    const auto decl = theory().fresh_function(stem, Key().term().get_sort(), theory().z3().bool_sort());
    return [decl](const Key& key) { return Bool(decl(key.term())); };
  }
};
template <class Key>
struct Unknown<Key, SymbolicProperties> {
  static std::function<SymbolicProperties(const Key&)> function(const std::string& stem) {
    const auto value = Unknown<Key, Value>::function(stem + ".value");
    const auto archived = Unknown<Key, Bool>::function(stem + ".archived");
    const auto sha1 = Unknown<Key, Value>::function(stem + ".sha1");
    return [=](const Key& key) { return SymbolicProperties{value(key), archived(key), sha1(key)}; };
  }
};

struct Symbolic {
  using Bool = proofs::Bool;
  using Count = proofs::Count;
  using Store = proofs::Store;
  using Context = proofs::Context;
  using Csp = proofs::Csp;
  using File = proofs::File;
  using Kind = proofs::Count;
  using Content = proofs::Content;
  using Properties = SymbolicProperties;
  using Value = proofs::Value;
  using PropertyId = proofs::Count;
  using Position = proofs::Position;
  using Image = proofs::Image;
  using Filter = proofs::Filter;
  using Code = proofs::Count;
  using ProviderTerm = proofs::Count;
  using DispositionTerm = proofs::Count;
  using EncodingTerm = proofs::Count;
  using FormTerm = proofs::Count;
  struct Index {};
  using Citations = std::vector<std::pair<Bool, const char*>>;  // What decides a call, and under which condition.

  template <class Key, class V>
  class Map {
   public:
    Map() = default;
    explicit Map(const std::string& name) : read_(Unknown<Key, V>::function(name)), base_(read_), state_(theory().next_number()) {}
    // The map that has nothing in it.
    static Map nothing() {
      Map map;
      map.read_ = [](const Key&) { return V(); };
      map.base_ = map.read_;
      return map;
    }
    V at(const Key& key) const { return read_(key); }
    void set(const Key& key, const V& value, const Bool& when) {
      if (when.term().is_false()) return;
      touched_.push_back(key);
      state_ = theory().next_number();
      read_ = [=, old = read_](const Key& asked) {
        const Bool here = when && asked == key;
        return here.term().is_false() ? old(asked) : choose(here, value, old(asked));
      };
    }
    void set_where(const std::function<Bool(const Key&)>& where, const V& value) {
      state_ = theory().next_number();
      read_ = [=, old = read_](const Key& asked) { return choose(where(asked), value, old(asked)); };
    }
    void set_from(const std::function<Bool(const Key&)>& where, const Map& other) {
      state_ = theory().next_number();
      read_ = [=, old = read_](const Key& asked) { return choose(where(asked), other.at(asked), old(asked)); };
    }

    // Equal numbers mean equal maps.
    int state() const { return state_; }
    // The map before any `set`, and the keys that were set since.
    V base_at(const Key& key) const { return base_(key); }
    const std::vector<Key>& touched() const { return touched_; }

   private:
    std::function<V(const Key&)> read_;
    std::function<V(const Key&)> base_;
    std::vector<Key> touched_;
    int state_ = 0;
  };

  // Every choice has one value that nothing is known about.
  struct Choices {
    std::vector<z3::expr> value;
    Choices();
    Bool takes(model::ChoiceValue asked, const Bool& when) const {
      return when && Bool(value[static_cast<std::size_t>(asked.choice)] == static_cast<int>(asked.value));
    }
  };

  static Store no_store() { return {}; }
  static Store null_store() { return Store(theory().z3().constant("null_store", sort_of<StoreTag>())); }
  static Context no_context() { return {}; }
  static Csp no_csp() { return {}; }
  static File no_file() { return {}; }
  static Value no_value() { return {}; }
  static Code code(model::Error error) { return Code(theory().z3().int_val(static_cast<std::int64_t>(error))); }
  static Count kind(model::Kind kind) { return static_cast<int>(kind); }
  static Count provider(model::Provider provider) { return static_cast<int>(provider); }
  static Count disposition(model::Disposition disposition) { return static_cast<int>(disposition); }
  static Count encoding(model::Encoding encoding) { return static_cast<int>(encoding); }
  static Count form(model::FileForm form) { return static_cast<int>(form); }
  static PropertyId property_id(int id) { return id; }
  static Filter any_content() { return {}; }
  static Bool passes_all(const Filter& filter) { return filter == any_content(); }

  template <class T>
  static T choose(const Bool& condition, const T& then, const T& otherwise) {
    return proofs::choose(condition, then, otherwise);
  }
  static constexpr bool explains = false;
  static void cite(Citations& citations, const Bool& happens, const char* clause) { citations.emplace_back(happens, clause); }
  static void note_premise(const Bool& premise) { theory().note_premise(premise); }

  static Bool matches(const Filter& filter, const Content& content);
  static Value hash_sought(const Filter& filter);
  static Bool asks_for_existing(const Filter& filter);
  static Bool same_key(const Content& a, const Content& b);
  static Bool same_date(const Content& a, const Content& b);
  static Bool later(const Content& a, const Content& b);
  static Position beyond(const Position& position) { return position + 1; }

  static PropertyId arbitrary_property();
  static Properties no_properties() { return {}; }
  static Value property(const Properties& properties, const PropertyId& id);
  static Properties with_property(const Properties& properties, const PropertyId& id, const Value& value);
  static Properties merged(const Properties& first, const Properties& second);
  static Properties without_key_handles(const Properties& properties);
  static Properties without_hashes(const Properties& properties);
  static Bool is_archived(const Properties& properties) { return properties.archived; }
  static Bool is_key_handle(const PropertyId& id) { return id == 1 || id == 5 || id == 6; }
  static Bool is_hash(const PropertyId& id) { return id == 3 || id == 4; }
  static Value hash_of(const Content& content, const PropertyId& id);
  static Value known_sha1(const Properties& properties, const Content& content);
  static Bool is_signed(const Content& content);
  static Bool has_known_hash(const Content& content);
  static Bool identifies_key(const Content& content);
  static Value key_of(const Value& handle, const Value& spec);
  static Value handle_in(const Value& key);
  static Value spec_in(const Value& key);

  static Image empty_image() { return {}; }
  static Image snapshot(const model::World<Symbolic>& world, const Store& store, const Bool& as_pkcs7);
  static void load(model::World<Symbolic>& after, const Store& store, const Image& image, const Bool& when);

  struct Match {
    Bool found;
    Context context;
  };
  struct Next {
    Bool found;
    Context context;
    Position position;
  };

  template <class Predicate>
  static ForEveryContext in_store(const model::World<Symbolic>& world, const Store& store, Predicate holds) {
    auto now = std::make_shared<const model::World<Symbolic>>(world);
    return [=](const Context& c) {
      return !(c == no_context()) && now->context_allocated.at(c) && now->home.at(c) == store && holds(*now, c);
    };
  }

  template <class Predicate>
  static Match some_context_of(const model::World<Symbolic>& world, const Store& store, Predicate holds, const Bool&,
                               const Choices&) {
    const ForEveryContext full = in_store(world, store, holds);
    const Match match{fresh_bool("some"), fresh_term<ContextTag>("witness")};
    theory().speak_of(match.context);
    theory().assume(implies(match.found, full(match.context)));
    theory().assume_for_every_context([=](const Context& c) { return implies(full(c), match.found); });
    theory().note_question({match.found, match.context, full});
    return match;
  }

  template <class Predicate>
  static Bool any_context_of(const model::World<Symbolic>& world, const Store& store, Predicate holds) {
    return some_context_of(world, store, holds, true, Choices{}).found;
  }

  // Among those whose place is known it is the first; one whose place is not known may come at any time, and takes its place
  // between the previous one and all that follow. Where nothing was shown yet, one whose place is not known must be. Behind a
  // previous one whose place is not known anything may come, or nothing.
  template <class Predicate>
  static Next first_context_of(const model::World<Symbolic>& world, const Store& store, Predicate holds, const Context& previous,
                               const Bool&, const Choices&) {
    const ForEveryContext full = in_store(world, store, [holds](const model::World<Symbolic>& w, const Context& c) {
      return holds(w, c);
    });
    auto now = std::make_shared<const model::World<Symbolic>>(world);
    const Next next{fresh_bool("found"), fresh_term<ContextTag>("next"), fresh_term<PositionTag>("place")};
    theory().speak_of(next.context);
    theory().assume(implies(next.found, full(next.context)));
    theory().note_question({next.found, next.context, full});
    const Bool first = previous == no_context();
    const Bool was_placed = now->placed.at(next.context);
    theory().assume(implies(was_placed, next.position == now->position.at(next.context)));
    theory().assume(next.position < now->next_position &&
                    implies(!first && now->placed.at(previous), next.position < now->position.at(previous)));
    theory().assume_for_every_context([=](const Context& c) {
      const Bool known = full(c) && now->placed.at(c) && (first || now->placed.at(previous));
      return implies(full(c) && (first || known), next.found) &&
             implies(known, next.context == c || now->position.at(c) < next.position || (was_placed && now->position.at(c) == next.position));
    });
    return next;
  }

  template <class Predicate, class Set>
  static void set_for_contexts_of(model::World<Symbolic>& world, const Store& store, Predicate holds, const Bool& when,
                                  Set set) {
    if (when.term().is_false()) return;
    const ForEveryContext full = in_store(world, store, holds);
    const std::function<Bool(const Context&)> where = [=](const Context& c) { return when && full(c); };
    set([&](auto field, const auto& value) { (world.*field).set_where(where, value); });
  }
};

// A world about which nothing is known.
model::World<Symbolic> unknown_world(const std::string& name);

}  // namespace certlife::proofs
