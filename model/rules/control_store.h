// CertControlStore with CERT_STORE_CTRL_COMMIT.
#pragma once

#include "model/rules/file_form.h"

namespace certlife::model {

template <class D>
Outcome<D> control_store(const World<D>& before, const ControlStore<D>& call, const Choices<D>& choice) {
  // GIVEN   a store that the caller may use.                                              [HANDLE-1, CLOSE-12, CONTROL-10]
  Outcome<D> outcome{given<D>(Requirement<D>{is_real<D>(call.store), "CONTROL-10"},
                              Requirement<D>{!before.forfeited.at(call.store), "CLOSE-12"},
                              Requirement<D>{caller_owns_a_handle(before, call.store), "HANDLE-1"}),
                     before, {}, {}};
  const Bool<D> commits = before.commits.at(call.store);
  const Bool<D> writes = commits && !call.clear && (call.force || before.changed.at(call.store));
  const Bool<D> fails = writes && call.commit_fails;

  // THEN    the file lists what the store lists; CLEAR forgets the changes instead.       [CONTROL-1, CONTROL-4, CONTROL-5]
  write_file(outcome.after, before, before.file.at(call.store), call.store, before.writes_pkcs7.at(call.store), writes && !fails);
  outcome.after.changed.set(call.store, false, commits && !fails);

  // RESULT  TRUE for a store that commits; nothing in memory changes.                     [CONTROL-2, CONTROL-3, CONTROL-6, CONTROL-8, CONTROL-9]
  answer_by(outcome, {{!commits,  false, Error::call_not_implemented, "CONTROL-2"},
                      {fails,     false, Error::some_failure,         "CONTROL-8"},
                      {call.clear, true, Error::unspecified,          "CONTROL-4"},
                      {true,      true,  Error::unspecified,          "CONTROL-1"}});

  // FRAME   everything in memory stays; the file holds what the commit wrote, or what it held.
  frame_by(outcome, choice, [&] { return Frame<D>{{Aspect::file, Of::anything, true, "CONTROL-1"}}; });
  return outcome;
}

}  // namespace certlife::model
