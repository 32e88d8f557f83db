// The states of the model that a program may have led to, whatever an implementation chose: all that a reading admits. What a program
// asks for is followed here; whether something that was seen is allowed is for the oracle to say.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "model/oracle/state_set.h"
#include "model/programs/model_calls.h"

namespace certlife::conformance {

// How a call may go.
struct ProgramBranches {
  std::vector<oracle::Branch> all;     // In the order of the states they come from.
  std::size_t not_modelled = 0;        // In so many states the call is none of the model's.
  const char* undefined_by = nullptr;  // In some state the documents leave it undefined, by this clause.
  bool are_too_many = false;           // Those behind the bound are missing.

  // Is the call defined in every state, and are these all of its branches?
  bool are_whole() const { return not_modelled == 0 && !undefined_by && !are_too_many; }
};

class ProgramStates {
 public:
  // The vocabulary outlives the states. At most so many are followed.
  ProgramStates(const model::Reading& reading, Vocabulary& words, std::size_t most)
      : words_(&words), states_(model::Readings(reading), ModelState{}, most) {}

  std::size_t size() const { return states_.size(); }
  bool empty() const { return states_.empty(); }
  const ModelState& operator[](std::size_t at) const { return states_[at]; }
  ModelState& operator[](std::size_t at) { return states_[at]; }
  const ModelState& front() const { return states_.front(); }
  auto begin() const { return states_.begin(); }
  auto end() const { return states_.end(); }
  void clear() { states_.clear(); }
  // Only those of which stays(place) says so go on.
  template <class Stays>
  void keep_if(Stays stays) {
    states_.keep_if(stays);
  }

  // The branches of the line's call in every state, or until it turns out that they are not whole.
  ProgramBranches branches(const trace::Line& line) const { return find(line, false); }
  ProgramBranches branches_if_whole(const trace::Line& line) const { return find(line, true); }
  // The states after these branches, in their order, with the names that the line asks for.
  ProgramStates after(const trace::Line& line, const ProgramBranches& branches) const;
  // After a file line.
  ProgramStates with_file(const trace::FileSetup& file) const;
  // After a line of either sort; nothing if a call's branches are not whole.
  std::optional<ProgramStates> after(const trace::Line& line) const;

  // Calls use(outcome) for every branch of the call in every state of which it is a call, defined or not.
  template <class Use>
  void for_each_outcome(const trace::Line& line, Use use) const;

 private:
  ProgramStates(Vocabulary& words, oracle::StateSet<ModelState> states) : words_(&words), states_(std::move(states)) {}
  ProgramBranches find(const trace::Line& line, bool only_whole) const;

  Vocabulary* words_;
  oracle::StateSet<ModelState> states_;
};

template <class Use>
void ProgramStates::for_each_outcome(const trace::Line& line, Use use) const {
  for (const ModelState& state : states_) {
    const auto call = model_call(line, state, *words_);
    if (!call) continue;
    const auto never = [](const ModelOutcome&) -> const char* { return nullptr; };
    states_.for_each_branch(state, *call, {}, never, [&](const ModelOutcome& outcome, const oracle::Choosing&) {
      use(outcome);
      return true;
    });
  }
}

}  // namespace certlife::conformance
