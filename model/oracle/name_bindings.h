// What the names of a trace stand for in the states that may be the case: stores and CSP handles by one index in all of them,
// contexts by one in each. What is gone in every state is dead for good, and its index may be used again.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "model/oracle/candidate.h"
#include "model/oracle/names.h"
#include "model/oracle/state_set.h"
#include "model/trace/line.h"

namespace certlife::oracle {

struct Translation;
using Candidates = StateSet<Candidate>;

class NameBindings {
 public:
  NameBindings(Names& names, Candidates& candidates) : names_(names), candidates_(candidates) {}

  NameId of_store(std::uint32_t store) const { return store_names_[store]; }
  NameId of_csp(std::uint32_t csp) const { return csp_names_[csp]; }
  NameId of_home(const Candidate& candidate, Concrete::Context context) const {
    return store_names_[candidate.world.home.at(context).index];
  }
  // How many stores and contexts there is room for.
  std::size_t indices_in_use() const { return store_names_.size() + candidates_.front().world.context_exists.size(); }

  std::size_t stores_in_use() const { return store_names_.size() + csp_names_.size(); }

  // Indices that nothing alive bears in any state, for what the next call may make.
  void choose_fresh();
  const FreshIndices& fresh() const { return fresh_; }
  // Indices that no other call gets until they are given back, for the things of this sort that a call may make.
  FreshIndices reserve(Thing made, const std::vector<std::uint32_t>& reserved_contexts);
  void give_back(const FreshIndices& reserved);
  void use(const FreshIndices& reserved) { fresh_ = reserved; }
  // An HCRYPTPROV first seen as an argument is taken as held once.
  void adopt_csps(const std::vector<std::string_view>& names);

  // What died in some state since this was last asked. What is free may come later, when nobody can mean it any more.
  struct Deaths {
    std::vector<NameId> contexts;
    std::vector<std::uint32_t> stores, csps;
    bool empty() const { return contexts.empty() && stores.empty() && csps.empty(); }
    void leave_out(const Deaths& others);
  };
  Deaths take_deaths();
  void put_back(Deaths deaths);

  // While a call is taken over, in this order.
  void forget_deaths();
  void note_deaths(Candidate& candidate, const World& view);
  void exclude_those_that_still_have_the_name(const Translation& seen);
  void note_what_only_dropped_candidates_had();
  void take_indices(const ConcreteCall& call);
  void free_what_is_dead();  // What lives on in some state is still among the deaths then.
  void bind_result(Candidate& candidate, const Translation& seen, const model::Answer<Concrete>& answer);
  void bind_homes(const trace::Line& line);
  // What bore the name is gone in this state, though perhaps not in others: it may be given to another store or CSP handle.
  void let_go_of(NameId name, const Candidate& candidate);
  void clear_forgotten_names();

 private:
  bool any_candidate_has(NameId context) const;
  bool is_free_everywhere(std::uint32_t context) const;
  std::uint32_t fresh_context(const std::vector<std::uint32_t>& reserved = {}) const;
  void bind_once(NameId name, Thing thing, std::uint32_t index, std::vector<NameId>& own);
  void bind_context(Candidate& candidate, NameId name, std::uint32_t context);
  bool free_store(std::uint32_t store);
  bool free_csp(std::uint32_t csp);
  static void take_index(std::vector<std::uint32_t>& free, std::uint32_t& next, std::uint32_t taken);

  Names& names_;
  Candidates& candidates_;
  std::vector<NameId> store_names_ = std::vector<NameId>(first_free_store), csp_names_ = std::vector<NameId>(first_free_csp);
  std::vector<std::uint32_t> free_stores_, free_csps_;
  std::uint32_t next_store_ = first_free_store, next_csp_ = first_free_csp;
  FreshIndices fresh_;
  std::vector<NameId> dead_contexts_;
  std::vector<std::uint32_t> dead_stores_, dead_csps_;
};

}  // namespace certlife::oracle
