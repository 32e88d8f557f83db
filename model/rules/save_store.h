// CertSaveStore with CERT_STORE_SAVE_AS_STORE, to memory and to a named file.
#pragma once

#include "model/rules/holding.h"

namespace certlife::model {

template <class D>
Outcome<D> save_store(const World<D>& before, const SaveStore<D>& call, const typename D::Choices&) {
  using Bool = typename D::Bool;
  const auto store = call.store;

  // GIVEN   a store that the caller can reach.                                            [HANDLE-1, HANDLE-2, SAVE-9]
  Outcome<D> outcome{given<D>(Requirement<D>{!(store == D::no_store()), "SAVE-9"},
                              Requirement<D>{!before.forfeited.at(store), "CLOSE-12"},
                              Requirement<D>{caller_can_reach(before, store), "HANDLE-1"}),
                     before, {}, {}};

  // THEN    the file lists what the store lists, and nothing else changes.                [SAVE-1, SAVE-2, SAVE-5, SAVE-6, SAVE-7, SAVE-11]
  const Bool writes = !(call.file == D::no_file()) && !call.save_fails;
  outcome.after.image.set(call.file, D::snapshot(before, store), writes);
  outcome.after.file_exists.set(call.file, true, writes);

  // RESULT  TRUE, if the file could be written.                                           [SAVE-1, SAVE-3, SAVE-8]
  answer_by<D, 2>(outcome, {{{call.save_fails, false, Error::some_failure, "SAVE-8"},
                             {true,            true,  Error::unspecified,  "SAVE-1"}}});
  return outcome;
}

}  // namespace certlife::model
