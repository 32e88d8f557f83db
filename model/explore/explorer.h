// Breadth-first exploration: every world of a scope that defined calls can reach, each once, the nearest first.
//
// A level is worked off in portions. Of each portion first all successors are computed, then all are looked up, so that the
// table's memory is fetched ahead of its use; with several threads each has its own part of the table.
#pragma once

#include <chrono>
#include <cstring>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

#include "model/explore/canonical.h"
#include "model/explore/claims.h"
#include "model/explore/every_call.h"
#include "model/explore/options.h"
#include "model/explore/state_set.h"
#include "model/rules/step.h"

namespace certlife::model::explore {

struct Counts {
  std::uint64_t states = 0;
  std::uint64_t transitions = 0;
  std::vector<std::uint64_t> levels;  // New states by the number of calls that reach them.
  double seconds = 0;
  bool complete = true;
};

// The rules as they are. Faults are planted by putting something else in this place.
struct TheRules {
  template <class D, class Call>
  static Outcome<D> step(const World<D>& before, const Call& call, const Choices<D>& choices) {
    return Step<D>{before, choices}(call);
  }
};

template <class D, class Key, class Claims = NoClaims, class Rules = TheRules>
class Explorer {
  static_assert(std::is_trivially_copyable_v<World<D>>);

 public:
  struct Violation {
    const About* claim;
    Key before;
    Call<D> call;
  };

  Explorer(const Scope& scope, const Choices<D>& choices, const Options& options)
      : scope_(scope), choices_(choices), options_(options), packing_(scope),
        symmetry_(packing_, first_kind_alike(scope, choices.assignment)) {
    for (int i = 0; i < options.threads; ++i) {
      parts_.emplace_back(options.keeps_parents);
      workers_.emplace_back();
      workers_.back().reached.resize(static_cast<std::size_t>(options.threads));
    }
  }

  // Explores all, up to the first violation. REQUIRES: packing().width() < bits_of<Key>; called once.
  const Counts& run() {
    const auto start = std::chrono::steady_clock::now();
    const Key root = key_of(World<D>{});
    parts_[part_of(hash_of(root))].insert(root, hash_of(root), root);
    std::vector<Key> level{root};
    while (!level.empty() && !violation_ && counts_.complete) {
      counts_.levels.push_back(level.size());
      level = successors_of(level);
    }
    counts_.states = states();
    for (const Worker& worker : workers_) counts_.transitions += worker.transitions;
    counts_.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return counts_;
  }

  const Counts& counts() const { return counts_; }
  const std::optional<Violation>& violation() const { return violation_; }
  const Packing<D>& packing() const { return packing_; }
  const Symmetry<D>& symmetry() const { return symmetry_; }
  const Scope& scope() const { return scope_; }
  const Choices<D>& choices() const { return choices_; }

  // The key of a world that a call just made.
  Key key_of(World<D> world) const {
    settle(world, scope_);
    const Words<D> words = packing_.words_of(world);
    return packing_.template joined<Key>(options_.symmetry ? symmetry_.representative(words) : words);
  }

  // The first claim that the step or the world after it breaks.
  template <class ACall>
  const About* broken_by(const World<D>& before, const ACall& call, const Outcome<D>& outcome) const {
    if constexpr (has_claims<Claims>) {
      const About* broken = broken_promise<Claims>(before, call, outcome, choices_, scope_);
      return broken ? broken : broken_invariant<Claims>(outcome.after, choices_, scope_);
    } else {
      return nullptr;
    }
  }

  // The keys from the empty world to this one, both included. REQUIRES: parents are kept.
  std::vector<Key> path_to(Key key) const {
    std::vector<Key> path{key};
    for (Key parent = parent_of(key); !(parent == key); parent = parent_of(key)) path.push_back(key = parent);
    return {path.rbegin(), path.rend()};
  }

  template <class Visit>
  void for_each_state(Visit visit) const {
    for (const auto& part : parts_) part.for_each(visit);
  }

 private:
  struct Reached {
    Key key;
    Key from;
  };
  struct Worker {
    std::vector<std::vector<Reached>> reached;  // For each part of the table.
    std::vector<Key> fresh;
    std::uint64_t transitions = 0;
    std::optional<Violation> violation;
  };
  static constexpr std::size_t portion = 4096;  // States a thread.

  std::size_t part_of(std::uint64_t hash) const { return (hash >> 40) % parts_.size(); }
  Key parent_of(const Key& key) const { return parts_[part_of(hash_of(key))].parent_of(key); }
  std::uint64_t states() const {
    std::uint64_t sum = 0;
    for (const auto& part : parts_) sum += part.size();
    return sum;
  }

  std::vector<Key> successors_of(const std::vector<Key>& level) {
    std::vector<Key> next;
    const std::size_t stride = portion * workers_.size();
    for (std::size_t begin = 0; begin < level.size() && !violation_; begin += stride) {
      in_parallel([&](std::size_t thread) {
        const std::size_t from = std::min(level.size(), begin + thread * portion);
        expand(level.data() + from, level.data() + std::min(level.size(), from + portion), workers_[thread]);
      });
      in_parallel([&](std::size_t thread) { look_up(thread); });
      gather(next);
    }
    return next;
  }

  template <class Work>
  void in_parallel(Work work) {
    std::vector<std::thread> others;
    for (std::size_t thread = 1; thread < workers_.size(); ++thread) others.emplace_back(work, thread);
    work(0);
    for (auto& other : others) other.join();
  }

  void gather(std::vector<Key>& next) {
    for (Worker& worker : workers_) {
      next.insert(next.end(), worker.fresh.begin(), worker.fresh.end());
      worker.fresh.clear();
      for (auto& reached : worker.reached) reached.clear();
      if (worker.violation && !violation_) violation_ = worker.violation;
    }
    counts_.complete = states() <= options_.most_states;
  }

  void expand(const Key* begin, const Key* end, Worker& worker) const {
    for (const Key* key = begin; key != end && !worker.violation; ++key) {
      const World<D> before = packing_.unpack(*key);
      every_candidate(before, scope_, [&](const auto& call) { follow(*key, before, call, worker); });
    }
  }

  template <class ACall>
  void follow(const Key& from, const World<D>& before, const ACall& call, Worker& worker) const {
    Outcome<D> outcome = Rules::template step<D>(before, call, choices_);
    if (!outcome.given.holds()) return;
    const bool changes = std::memcmp(&before, &outcome.after, sizeof before) != 0;  // Many calls change nothing.
    if (changes && !is_within(scope_, outcome.after)) return;
    ++worker.transitions;
    if (const About* broken = broken_by(before, call, outcome)) {
      if (!worker.violation) worker.violation = Violation{broken, from, call};
      return;
    }
    if (!changes) return;
    const Key key = key_of(outcome.after);
    worker.reached[part_of(hash_of(key))].push_back({key, from});
  }

  void look_up(std::size_t part) {
    constexpr std::size_t ahead = 8;
    StateSet<Key>& set = parts_[part];
    for (Worker& worker : workers_) {
      const std::vector<Reached>& reached = worker.reached[part];
      for (std::size_t i = 0; i < reached.size(); ++i) {
        if (i + ahead < reached.size()) set.prefetch(hash_of(reached[i + ahead].key));
        if (set.insert(reached[i].key, hash_of(reached[i].key), reached[i].from)) {
          workers_[part].fresh.push_back(reached[i].key);
        }
      }
    }
  }

  Scope scope_;
  Choices<D> choices_;
  Options options_;
  Packing<D> packing_;
  Symmetry<D> symmetry_;
  std::vector<StateSet<Key>> parts_;
  std::vector<Worker> workers_;
  Counts counts_;
  std::optional<Violation> violation_;
};

}  // namespace certlife::model::explore
