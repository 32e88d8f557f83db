// What a call meets: its arguments, the state of what they name, and what was done with that before. A deviation is known again by what of
// this it needs, whatever program leads to it.
#pragma once

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "model/domain/choosing.h"
#include "model/trace/line.h"

namespace certlife::conformance {

struct Situation {
  std::string act;                  // Which call of the model, of whatever kind: "close_store". Of others the function.
  std::vector<std::string> traits;  // Each once, what matters most first: "check", "cert listed and held".
  std::size_t now = 0;              // So many of them say what is; the others, what was done before.

  bool has(const std::string& trait) const { return std::find(traits.begin(), traits.end(), trait) != traits.end(); }
  bool has_all(const std::vector<std::string>& wanted) const {
    return std::all_of(wanted.begin(), wanted.end(), [&](const std::string& each) { return has(each); });
  }
};

// Without any trait nothing is known of the situation, and it is like no other.
bool is_met_by(const std::string& act, const std::vector<std::string>& needed, const Situation& situation);

// Follows a program in the model, call by call, as an implementation would go that takes the first value of each choice.
class Situations {
 public:
  // The reading outlives it.
  explicit Situations(const model::Reading& reading);
  ~Situations();
  Situations(Situations&&) noexcept;

  // An empty world again.
  void begin();
  // What the call of the line meets; no traits where the model does not know it.
  Situation met_by(const trace::Line& line);
  // The call was made. Not, where the documents do not define it: then what follows cannot be said.
  bool go_on(const trace::Line& line);

 private:
  struct Following;
  std::unique_ptr<Following> following_;
};

// What the last call of the program meets. Without traits where the model cannot be followed so far.
Situation situation_at_the_end(const std::vector<trace::Line>& program, const model::Reading& reading);

}  // namespace certlife::conformance
