// CertDuplicateStore.
#pragma once

#include "model/rules/holding.h"

namespace certlife::model {

template <class D>
Outcome<D> duplicate_store(const World<D>& before, const DuplicateStore<D>& call, const Choices<D>& choice) {
  const auto store = call.store;

  // GIVEN   a store that the caller can reach; NULL is undefined.                    [DUPSTORE-5, HANDLE-1, HANDLE-2, CLOSE-12]
  Outcome<D> outcome{given<D>(Requirement<D>{!(store == D::no_store()), "DUPSTORE-5"},
                              Requirement<D>{!before.forfeited.at(store), "CLOSE-12"},
                              Requirement<D>{caller_can_reach(before, store), "HANDLE-1"}),
                     before, {}, {}};

  // THEN    the store has one handle reference more, and the caller owns it.         [DUPSTORE-2, DUPSTORE-3, HANDLE-6]
  gain_one(outcome.after.handles, outcome.after.owned_handles, store, is_real<D>(store));

  // RESULT  the same handle.                                                         [DUPSTORE-1]
  outcome.answer.store = store;
  answer_by(outcome, {{true, true, Error::unspecified, "DUPSTORE-1"}});

  // FRAME   everything stays.
  frame_by(outcome, choice);
  return outcome;
}

}  // namespace certlife::model
