// Every way that a program may go under a reading, with what would be seen on each: what tells choices and readings apart.
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "model/programs/program_states.h"
#include "model/programs/seen_answer.h"
#include "model/trace/line.h"

namespace certlife::conformance {

class Ways {
 public:
  // Both outlive the ways.
  Ways(const model::Reading& reading, Vocabulary& words) : words_(&words), states_(reading, words, most_ways), shown_(1) {}

  // Nothing if the call is undefined on some way, or not known to the model. The probes that the line asks for are answered.
  std::optional<Ways> after(const trace::Line& line) const;

  std::vector<const Binding*> names() const { return states_.front().names.firsts(); }
  const ModelWorld& world() const { return states_.front().world; }

  std::size_t count() const { return states_.size(); }
  // Of a way: the value that the implementation has of the choice, which may be free; what was seen last; and a number that it shares
  // with those ways from which all that was seen does not surely tell it apart.
  std::uint8_t value_of(std::size_t way, model::Choice choice) const { return states_[way].value_of(choice); }
  const SeenAnswer& last(std::size_t way) const { return shown_[way].last; }
  std::size_t group(std::size_t way) const { return shown_[way].group; }

  // What may be seen of the last call, each once.
  std::set<SeenAnswer> seen_last() const;

 private:
  static constexpr std::size_t most_ways = 64;
  struct Shown {
    SeenAnswer last;
    std::size_t group = 0;
  };
  Ways(Vocabulary& words, ProgramStates states) : words_(&words), states_(std::move(states)) {}
  void look(const trace::Line& line, const ProgramBranches& branches, const std::vector<Shown>& before);

  Vocabulary* words_;
  ProgramStates states_;
  std::vector<Shown> shown_;  // One for each state.
};

// How far what may be seen tells the values of a choice apart.
enum class Distinction {
  nothing,
  something,  // Some of what may be seen rules a value out.
  all,        // Whatever is seen leaves one value, and each value can be left.
};
Distinction distinction_of(const Ways& ways, model::Choice choice);

}  // namespace certlife::conformance
