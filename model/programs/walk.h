// What may be the case after some calls, whatever an implementation chose: the states of the model that the reading
// admits. Programs are made by walking here, so that only calls are made that the documents define under every choice.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "model/programs/program_states.h"

namespace certlife::conformance {

class Walk {
 public:
  Walk(const model::Reading& reading, Vocabulary& words) : words_(&words), states_(reading, words, most_states) {}

  // Nothing if the call is undefined in some of the states, or not known to the model.
  std::optional<Walk> after(const trace::Line& line) const;

  // The clauses that decide such a call in any of the states.
  std::set<std::string> deciding(const trace::Line& line) const;

  // The names that stand for something, each thing by its first name only.
  std::vector<const Binding*> names() const { return states_.front().names.firsts(); }
  // What a name stands for, in the first of the states.
  const Binding* find(std::string_view name) const { return states_.front().names.find(name); }
  const ModelWorld& world() const { return states_.front().world; }

 private:
  Walk(Vocabulary& words, ProgramStates states) : words_(&words), states_(std::move(states)) {}
  bool duplicates_a_waiting_store(const trace::Line& line) const;

  // More states than this are not followed: the call then counts as one that is not to be made.
  static constexpr std::size_t most_states = 48;
  Vocabulary* words_;
  ProgramStates states_;
};

// A closed store that waits for its contexts is not duplicated: what becomes of its elements then no source says.
template <class D>
bool duplicates_a_waiting_store(const model::World<D>& world, const model::Call<D>& call) {
  const auto* duplicate = std::get_if<model::DuplicateStore<D>>(&call);
  return duplicate && !(duplicate->store == D::null_store()) && world.store_exists.at(duplicate->store) && world.handles.at(duplicate->store) == 0;
}

// Are all calls of the program defined, one after the other, under every choice that the reading admits?
bool is_defined(const std::vector<trace::Line>& lines, const model::Reading& reading, Vocabulary& words);

}  // namespace certlife::conformance
