#include "tests/conformance/runner/hazard.h"

#include <algorithm>

namespace certlife::conformance {

Hazards::Hazards(const std::vector<Hazard>& hazards, const model::Reading& reading) : reading_(&reading) {
  for (const Hazard& each : hazards) known_.push_back({each.clause, Pattern({each.call})});
}

std::size_t Hazards::first_in(const std::vector<trace::Line>& program) const {
  // Most programs have no call that looks like one: those need not be followed.
  const Pattern whole(program);
  std::size_t last = 0;
  for (const Known& each : known_)
    if (const auto found = each.call.last_in(whole)) last = std::max(last, *found + 1);
  std::optional<Walk> walk(Walk(*reading_, words_));
  for (std::size_t i = 0; i < last; ++i) {
    if (is_one(program[i], *walk)) return i;
    walk = walk->after(program[i]);
    if (!walk) break;
  }
  return program.size();
}

bool Hazards::is_one(const trace::Line& line, const Walk& before) const {
  const Pattern call({line});
  const bool looks_like_one = std::any_of(known_.begin(), known_.end(), [&](const Known& each) { return each.call.ends(call); });
  if (!looks_like_one) return false;
  const auto deciding = before.deciding(line);
  return std::any_of(known_.begin(), known_.end(), [&](const Known& each) { return each.call.ends(call) && deciding.contains(each.clause); });
}

}  // namespace certlife::conformance
