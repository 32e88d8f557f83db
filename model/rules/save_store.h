// CertSaveStore as a store and as PKCS #7, to memory and to a named file.
#pragma once

#include "model/rules/file_form.h"

namespace certlife::model {

template <class D>
Outcome<D> save_store(const World<D>& before, const SaveStore<D>& call, const Choices<D>& choice) {
  const auto store = call.store;

  // GIVEN   a store that the caller can reach.                                            [HANDLE-1, HANDLE-2, SAVE-9]
  Outcome<D> outcome{given<D>(Requirement<D>{!(store == D::no_store()), "SAVE-9"},
                              Requirement<D>{!before.forfeited.at(store), "CLOSE-12"},
                              Requirement<D>{caller_can_reach(before, store), "HANDLE-1"}),
                     before, {}, {}};

  // THEN    the file lists what the store lists, and nothing else changes.                [SAVE-1, SAVE-2, SAVE-5, SAVE-6, SAVE-7, SAVE-11, SAVE-12]
  const Bool<D> writes = !(call.file == D::no_file()) && !call.save_fails;
  write_file(outcome.after, before, call.file, store, call.as_pkcs7, writes);

  // RESULT  TRUE, if the file could be written.                                           [SAVE-1, SAVE-3, SAVE-8]
  answer_by(outcome, {{call.save_fails, false, Error::some_failure, "SAVE-8"},
                      {call.as_pkcs7,   true,  Error::unspecified,  "SAVE-12"},
                      {true,            true,  Error::unspecified,  "SAVE-1"}});

  // FRAME   everything in memory stays; the file holds what was written, in its form, or what it held.
  frame_by(outcome, choice, [&] {
    return Frame<D>{{Aspect::file, Of::anything, call.as_pkcs7, "SAVE-12"},
                    {Aspect::file, Of::anything, true,          "SAVE-1"}};
  });
  return outcome;
}

}  // namespace certlife::model
