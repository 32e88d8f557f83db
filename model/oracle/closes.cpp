#include "model/oracle/closes.h"

#include <utility>

#include "model/oracle/accounts.h"

namespace certlife::oracle {

using trace::Line;

namespace {

// The contexts that the caller still owned and may no longer use.
std::vector<Owed> contexts_ended(const Knowledge& known, const Candidate& before, const World& after) {
  std::vector<Owed> ended;
  for (const auto& write : after.owned_references.writes()) {
    if (write.value >= before.world.owned_references.at({write.index})) continue;
    const NameId name = before.name_of_context(write.index);
    if (auto held = name ? owed_under(known, name, before) : std::nullopt) ended.push_back(std::move(*held));
  }
  return ended;
}

// The handles to the store beside the one that was closed, which counts as the oldest.
std::optional<Owed> handles_ended(const Knowledge& known, const Candidate& before, const World& after, Concrete::Store store) {
  const NameId name = known.bindings.of_store(store.index);
  auto held = name ? owed_under(known, name, before) : std::nullopt;
  if (!held || held->count < 2 || after.owned_handles.at(store) > 0) return std::nullopt;
  --held->count;
  held->since.erase(held->since.begin(), held->since.begin() + (held->since.empty() ? 0 : 1));
  return held;
}

}  // namespace

void Closes::sees(const Knowledge& known, const Line& line, const Branch& branch) {
  if (!std::holds_alternative<model::CloseStore<Concrete>>(known.translation.call)) return;
  const Candidate& before = known.candidates[branch.from];
  const auto close = std::get<model::CloseStore<Concrete>>(known.call_in(before));
  if (close.force) {
    ended_ = contexts_ended(known, before, branch.outcome.after);
    if (auto handles = handles_ended(known, before, branch.outcome.after, close.store)) ended_.push_back(std::move(*handles));
  }
  if (close.check && line.ret.is_boolean() && !line.ret.truth) reported_ = holders_of(known, before, close.store);
}

void Closes::tell(Verdict& verdict) {
  verdict.ended = std::exchange(ended_, {});
  if (verdict.kind == Verdict::Kind::accepted && reported_) verdict.held_by = std::move(reported_);
  reported_.reset();
}

}  // namespace certlife::oracle
