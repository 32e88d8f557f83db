#include "model/oracle/places.h"

#include "model/oracle/knowledge.h"
#include "model/rules/enumerate_contexts.h"

namespace certlife::oracle {

Passage passage_in(const Knowledge& known, const Candidate& candidate) {
  const Translation& seen = known.translation;
  const auto* named = std::get_if<model::NextContext<Concrete>>(&seen.call);
  if (!named || (!seen.store_from && candidate.world.index.unplaced(named->store.index).empty())) return {};
  Passage passage;
  passage.step = std::get<model::NextContext<Concrete>>(known.call_in(candidate));
  const std::uint32_t store = passage.step->store.index;
  if (store < first_free_store || candidate.world.index.unplaced(store).empty()) return {};
  const std::uint32_t previous = passage.step->previous.index;
  if (previous && !candidate.world.index.is_placed(previous)) return {};
  if (previous) passage.from = candidate.world.position.at({previous});
  return passage;
}

void learn_places(Candidate& candidate, const Passage& passage, const Outcome& outcome) {
  const Concrete::Context next = outcome.answer.context;
  if (!passage.step || !next.index || !candidate.world.index.is_placed(next.index)) return;
  constexpr std::size_t most = 4096;  // Beyond, an element that is never shown may go unnoticed.
  const auto& unplaced = candidate.world.index.unplaced(passage.step->store.index);
  if (unplaced.size() > most) return;
  const Concrete::Position position = candidate.world.position.at(next);
  for (const std::uint32_t each : unplaced) {
    if (candidate.world.index.bound(each) > passage.from) continue;
    if (model::is_surely_shown(candidate.world, Concrete::Context{each}, *passage.step)) candidate.world.index.set_bound(each, position);
  }
}

}  // namespace certlife::oracle
