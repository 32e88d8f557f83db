// Stores that a trace knows by the hCertStore of a context only, as the one that created contexts belong to.
#pragma once

#include "model/programs/model_calls.h"

namespace certlife::conformance {

// Binds the names that the line saw as the store of a context and that stand for nothing yet.
inline void bind_homes(const trace::Line& line, ModelState& state) {
  for (const auto& [context, store] : line.observed.home) {
    const Binding* known = state.names.find(context);
    if (!store.is_text() || !known || known->dead || known->thing != Thing::context || state.names.find(store.text)) continue;
    state.names.bind(store.text, Thing::store, state.world.home.at({known->index}).index);
  }
}

}  // namespace certlife::conformance
