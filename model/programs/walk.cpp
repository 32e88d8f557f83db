#include "model/programs/walk.h"

#include <algorithm>

namespace certlife::conformance {

bool Walk::duplicates_a_waiting_store(const trace::Line& line) const {
  if (line.which != trace::Call::CertDuplicateStore) return false;
  return std::any_of(states_.begin(), states_.end(), [&](const ModelState& state) {
    const auto call = model_call(line, state, *words_);
    return call && conformance::duplicates_a_waiting_store(state.world, *call);
  });
}

std::optional<Walk> Walk::after(const trace::Line& line) const {
  if (duplicates_a_waiting_store(line)) return std::nullopt;
  auto next = states_.after(line);
  if (!next) return std::nullopt;
  return Walk(*words_, std::move(*next));
}

std::set<std::string> Walk::deciding(const trace::Line& line) const {
  std::set<std::string> clauses;
  states_.for_each_outcome(line, [&](const ModelOutcome& outcome) { clauses.insert(outcome.citations.begin(), outcome.citations.end()); });
  return clauses;
}

bool is_defined(const std::vector<trace::Line>& lines, const model::Reading& reading, Vocabulary& words) {
  std::optional<Walk> walk(Walk(reading, words));
  for (const auto& line : lines) {
    walk = walk->after(line);
    if (!walk) return false;
  }
  return true;
}

}  // namespace certlife::conformance
