// Follows what was observed through the model to learn which clauses decided it and which choices it settles. Whether an
// observation is allowed is not for this to say: that is the oracle's.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "model/programs/model_calls.h"

namespace certlife::conformance {

class Follower {
 public:
  explicit Follower(const model::Reading& reading);

  // The clauses that decided an accepted line, in the rule's order. None once it has lost track.
  std::vector<std::string> decided_by(const trace::Line& completed);

  // The clauses that a call which never came back would have been decided by.
  std::vector<std::string> would_decide(const trace::Line& request);

  // The values of this choice that what was seen so far leaves; none if nothing has asked for it.
  std::set<std::uint8_t> values_left(model::Choice choice) const;

 private:
  struct Possible {
    ModelState state;
    model::Assignment settled;
  };
  static constexpr std::size_t most_states = 64;

  bool follow(const Possible& before, const trace::Line& line, std::vector<Possible>& all, std::vector<std::string>& clauses);

  const model::Reading* reading_;
  Vocabulary words_;
  std::vector<Possible> possible_;
};

}  // namespace certlife::conformance
