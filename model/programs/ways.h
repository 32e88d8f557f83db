// Every way that a program may go under a reading, with what would be seen on each: what tells choices and readings apart.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "model/programs/model_calls.h"

namespace certlife::conformance {

// One way: where it has led, what the implementation then is, and what was seen.
struct Way {
  ModelState state;
  model::Assignment settled;
  std::string last;           // What may be seen of the last call, with what is promised about last error.
  std::uint64_t seen = 0;     // Stands for all that was seen, as far as it is surely told apart from the other ways.
};

class Ways {
 public:
  // Both outlive the ways.
  Ways(const model::Reading& reading, Vocabulary& words);

  // Nothing if the call is undefined on some way, or not known to the model. The probes that the line asks for are answered.
  std::optional<Ways> after(const trace::Line& line) const;

  const std::vector<Way>& all() const { return ways_; }
  std::vector<const Binding*> names() const { return ways_.front().state.names.firsts(); }
  const ModelWorld& world() const { return ways_.front().state.world; }
  // What may be seen of the last call, each once.
  std::set<std::string> seen_last() const;

 private:
  static constexpr std::size_t most_ways = 64;
  struct Promises;
  bool follow(const Way& before, const trace::Line& line, std::vector<Way>& all, Promises& promises) const;

  const model::Reading* reading_;
  Vocabulary* words_;
  std::vector<Way> ways_;
};

// How far what may be seen tells the values of a choice apart.
enum class Telling {
  nothing,
  something,  // Some of what may be seen rules a value out.
  all,        // Whatever is seen leaves one value, and each value can be left.
};
Telling telling_of(const Ways& ways, model::Choice choice);

}  // namespace certlife::conformance
