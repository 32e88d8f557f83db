// What the translation units of `explored` share: an exploration in a given domain.
#pragma once

#include <stdexcept>

#include "model/domain/packed.h"
#include "model/explore/explorer.h"
#include "model/explore/program.h"
#include "model/explore/report.h"

namespace certlife::model::explore {

template <class D, class Key, class Claims>
Report explored_with(const Scope& scope, const Assignment& settled, const Options& options) {
  Explorer<D, Key, Claims> explorer{scope, Choices<D>{settled}, options};
  const Counts& counts = explorer.run();
  Report report{.states = counts.states, .transitions = counts.transitions, .depth = counts.levels.size() - 1,
                .seconds = counts.seconds, .complete = counts.complete, .bits = explorer.packing().width(),
                .broken_claim = {}, .broken_sentence = {}, .program = {}};
  if (!explorer.violation()) return report;
  report.broken_claim = explorer.violation()->claim->name;
  report.broken_sentence = explorer.violation()->claim->sentence;
  if (!options.keeps_parents) return report;
  for (const Call<D>& call : program_to_violation(explorer).calls) report.program.push_back(text_of<D>(call));
  return report;
}

template <class D>
Report explored_in(const Scope& scope, const Assignment& settled, const Options& options, bool with_claims) {
  const int width = Packing<D>{scope}.width();
  if (width >= bits_of<WideKey>) throw std::invalid_argument("a state of this scope takes more than 127 bits");
  if (width >= bits_of<NarrowKey>) {
    return with_claims ? explored_with<D, WideKey, RegisteredClaims>(scope, settled, options)
                       : explored_with<D, WideKey, NoClaims>(scope, settled, options);
  }
  return with_claims ? explored_with<D, NarrowKey, RegisteredClaims>(scope, settled, options)
                     : explored_with<D, NarrowKey, NoClaims>(scope, settled, options);
}

}  // namespace certlife::model::explore
