#include "proofs/refute/search.h"

#include <algorithm>
#include <memory>
#include <unordered_set>

#include "model/rules/step.h"
#include "proofs/refute/broken_claim.h"
#include "proofs/refute/trace_lines.h"
#include "proofs/refute/weakening.h"

namespace certlife::proofs {

namespace {

// A world as bytes: equal worlds have equal keys.
class Key {
 public:
  explicit Key(const ConcreteWorld& world) {
    ConcreteWorld::for_each_field([&](const char*, const auto& map) { add_map(map); }, world);
    add(static_cast<double>(world.next_position));
  }
  std::string take() { return std::move(text_); }

 private:
  template <class Map>
  void add_map(const Map& map) {
    std::size_t last = 0;
    const std::size_t size = map.size();
    using V = std::decay_t<decltype(map.at({}))>;
    for (std::size_t i = 0; i < size; ++i) {
      if (!(map.at({static_cast<std::uint32_t>(i)}) == V{})) last = i + 1;
    }
    add(last);
    for (std::size_t i = 0; i < last; ++i) add(map.at({static_cast<std::uint32_t>(i)}));
  }
  template <class V>
    requires(std::is_arithmetic_v<V> || std::is_enum_v<V>)
  void add(V value) { text_.append(reinterpret_cast<const char*>(&value), sizeof value); }
  template <class Tag>
  void add(model::Name<Tag, std::uint32_t> name) { add(name.index); }
  void add(const Concrete::Content& content) { add(content.bytes); }
  void add(const Concrete::Properties& properties) {
    add(properties.entries().size());
    for (const auto& [id, value] : properties.entries()) { add(id); add(value); }
  }
  void add(const Concrete::Image& image) {
    add(image.listed().size());
    for (const auto& record : image.listed()) { add(record.kind); add(record.content); add(record.properties); }
  }

  std::string text_;
};

template <class Map>
bool same_map(const Map& one, const Map& other) {
  std::size_t most = std::max(one.size(), other.size());
  for (const auto* map : {&one, &other}) {
    for (const auto& write : map->writes()) most = std::max<std::size_t>(most, write.index + 1);
  }
  for (std::size_t i = 0; i < most; ++i) {
    if (!(one.at({static_cast<std::uint32_t>(i)}) == other.at({static_cast<std::uint32_t>(i)}))) return false;
  }
  return true;
}

bool same_outcome(const ConcreteOutcome& one, const ConcreteOutcome& other) {
  bool same = one.answer.succeeds == other.answer.succeeds && one.answer.last_error == other.answer.last_error &&
              one.answer.context == other.answer.context && one.answer.store == other.answer.store &&
              one.answer.value == other.answer.value;
  ConcreteWorld::for_each_field([&](const char*, const auto& a, const auto& b) { same = same && same_map(a, b); }, one.after, other.after);
  return same;
}

struct Visited {
  std::shared_ptr<const ConcreteWorld> world;  // Until it was gone through.
  std::size_t from;
  std::string line;
  std::size_t depth;
};

class Search {
 public:
  Search(std::size_t mutant, const Scope& scope) : mutant_(mutant), scope_(scope), choices_(usual_choices()), reading_(reading_of(choices_)) {}

  Shown run() {
    visited_.push_back({std::make_shared<ConcreteWorld>(), 0, "", 0});
    for (std::size_t at = 0; at < visited_.size() && !shown_.found && visited_.size() < scope_.worlds; ++at) {
      if (visited_[at].depth == scope_.calls) break;
      const auto world = std::move(visited_[at].world);
      for_each_small_call(*world, scope_, [&](const ConcreteCall& call) { if (!shown_.found) take(at, *world, call); });
    }
    shown_.worlds = visited_.size();
    return shown_;
  }

 private:
  // Every way that the rule allows; the claims are proved of what the rules say, so that only what the fault changes counts.
  void take(std::size_t at, const ConcreteWorld& before, const ConcreteCall& call) {
    for (model::Choosing way(reading_, choices_);;) {
      const ConcreteOutcome plain = model::step<Concrete>(before, call, way);
      if (!plain.given.holds()) return;
      ConcreteOutcome weakened = plain;
      if (spoils(mutant_, call.index())) {
        const model::Choosing other(reading_, choices_);
        weaken_concrete(mutant_, before, call, weakened, other);
      }
      if (!same_outcome(plain, weakened)) {
        if (const auto* broken = broken_claim(before, call, weakened, choices_)) { show(at, before, call, weakened, *broken); return; }
      }
      go_on(at, before, call, weakened);
      if (!way.next()) return;
    }
  }

  void go_on(std::size_t at, const ConcreteWorld& before, const ConcreteCall& call, const ConcreteOutcome& outcome) {
    auto after = std::make_shared<ConcreteWorld>(Concrete::copy_of(before));
    Concrete::commit(*after, outcome.after);
    if (!keys_.insert(Key(*after).take()).second) return;
    visited_.push_back({std::move(after), at, trace_line(before, call, outcome.answer), visited_[at].depth + 1});
  }

  void show(std::size_t at, const ConcreteWorld& before, const ConcreteCall& call, const ConcreteOutcome& outcome, const model::About& broken) {
    shown_.found = true;
    shown_.by = broken.name;
    shown_.calls.push_back(trace_line(before, call, outcome.answer));
    for (; at != 0; at = visited_[at].from) shown_.calls.push_back(visited_[at].line);
    std::reverse(shown_.calls.begin(), shown_.calls.end());
  }

  std::size_t mutant_;
  Scope scope_;
  model::Assignment choices_;
  model::Reading reading_;
  std::vector<Visited> visited_;
  std::unordered_set<std::string> keys_;
  Shown shown_;
};

}  // namespace

Shown shortest_calls(std::size_t mutant, const Scope& scope) { return Search(mutant, scope).run(); }

}  // namespace certlife::proofs
