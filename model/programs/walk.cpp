#include "model/programs/walk.h"

namespace certlife::conformance {
namespace {

// A closed store that waits for its contexts is not duplicated: what becomes of its elements then no source says.
bool duplicates_a_waiting_store(const ModelWorld& world, const ModelCall& call) {
  const auto* duplicate = std::get_if<model::DuplicateStore<Concrete>>(&call);
  return duplicate && !(duplicate->store == Concrete::null_store()) && world.store_exists.at(duplicate->store) &&
         world.handles.at(duplicate->store) == 0;
}

}  // namespace

Walk::Walk(const model::Reading& reading, Vocabulary& words) : reading_(&reading), words_(&words) {
  possible_.push_back({});
}

bool Walk::take_every_way(const Possible& before, const trace::Line& line, std::vector<Possible>& all) const {
  const auto call = model_call(line, before.state, *words_);
  if (!call || duplicates_a_waiting_store(before.state.world, *call)) return false;
  for (Concrete::Choices way(*reading_, before.settled);;) {
    const ModelOutcome outcome = model::step(before.state.world, *call, way);
    if (!outcome.given.holds() || all.size() == most_states) return false;
    all.push_back({before.state.copy(), way.settled_after()});
    take(all.back().state, line, outcome);
    if (!way.next()) return true;
  }
}

std::optional<Walk> Walk::after(const trace::Line& line) const {
  Walk next = Walk(*reading_, *words_);
  next.possible_.clear();
  for (const Possible& before : possible_) {
    if (line.kind == trace::Line::Kind::file) {
      next.possible_.push_back({before.state.copy(), before.settled});
      set_up_file(line.file, next.possible_.back().state, *words_);
    } else if (!take_every_way(before, line, next.possible_)) {
      return std::nullopt;
    }
  }
  return next;
}

std::set<std::string> Walk::deciding(const trace::Line& line) const {
  std::set<std::string> clauses;
  for (const Possible& before : possible_) {
    const auto call = model_call(line, before.state, *words_);
    if (!call) continue;
    for (Concrete::Choices way(*reading_, before.settled);;) {
      const auto citations = model::step(before.state.world, *call, way).citations;
      clauses.insert(citations.begin(), citations.end());
      if (!way.next()) break;
    }
  }
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
