// The state graph of a small scope: every state that defined calls can reach, and every call in each of them. It is the graph
// that model/explore counts, kept in memory so that it can be walked.
//
// States are told apart up to the names of stores and contexts; kinds stay apart, since implementations have code for each.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/domain/packed.h"
#include "model/explore/scope.h"

namespace certlife::conformance {

using SmallDomain = model::Packed<2, 3>;
using SmallWorld = model::World<SmallDomain>;
using SmallCall = model::Call<SmallDomain>;

// Which slot of the world before each slot of the world after was.
struct Slots {
  std::array<std::uint8_t, SmallDomain::store_count> stores{};
  std::array<std::uint8_t, SmallDomain::context_count> contexts{};
};

// A world as one of all that differ in names only, and how its things were named before.
struct Settled {
  SmallWorld world;
  std::uint64_t high = 0, low = 0;  // The same for the same state only.
  Slots before;
};

class ScopeRules {
 public:
  explicit ScopeRules(const model::explore::Scope& scope);
  Settled settled(const SmallWorld& world) const;
  const model::explore::Scope& scope() const { return scope_; }
  const SmallDomain::Choices& choices() const { return choices_; }

 private:
  model::explore::Scope scope_;
  SmallDomain::Choices choices_;
};

struct Transition {
  std::uint32_t from = 0, to = 0;
  SmallCall call;
  Slots before;
};

class ScopeGraph {
 public:
  // REQUIRES: at most 2 stores and 3 contexts.
  ScopeGraph(std::string name, const model::explore::Scope& scope);

  const std::string& name() const { return name_; }
  // Changes whenever the states or transitions do: what was counted on one graph means nothing on another.
  std::uint64_t version() const { return version_; }
  std::string description() const;

  std::size_t states() const { return worlds_.size(); }
  const std::vector<Transition>& transitions() const { return transitions_; }
  // Defined calls that no program makes, since no source says what follows: see duplicates_a_waiting_store().
  std::size_t left_out() const { return left_out_; }
  const SmallWorld& world(std::uint32_t state) const { return worlds_[state]; }
  // The transitions that leave a state: a range of indices into transitions().
  std::uint32_t first_of(std::uint32_t state) const { return first_[state]; }
  std::uint32_t end_of(std::uint32_t state) const { return first_[state + 1]; }

 private:
  void build(const ScopeRules& rules);

  std::string name_;
  model::explore::Scope scope_;
  std::uint64_t version_ = 0;
  std::size_t left_out_ = 0;
  std::vector<SmallWorld> worlds_;
  std::vector<Transition> transitions_;
  std::vector<std::uint32_t> first_;
};

// The graphs that a default run tours. Made when first asked for.
const std::vector<ScopeGraph>& toured_graphs();

}  // namespace certlife::conformance
