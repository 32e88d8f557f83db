// CertDeleteCertificateFromStore, CertDeleteCRLFromStore, CertDeleteCTLFromStore.
#pragma once

#include "model/rules/duplicate_context.h"

namespace certlife::model {

template <class D>
Given<D> may_delete(const World<D>& before, Context<D> context) {
  return given<D>(Requirement<D>{is_some<D>(context), "DELETE-11"},
                  Requirement<D>{!before.forfeited.at(before.home.at(context)), "CLOSE-12"},
                  Requirement<D>{caller_owns_a_reference(before, context), "CONTEXT-1"});
}

template <class D>
Outcome<D> delete_context(const World<D>& before, const DeleteContext<D>& call, const Choices<D>& choice) {
  // GIVEN   a context that the caller may use; NULL is undefined.                    [CONTEXT-1, DELETE-11]
  Outcome<D> outcome{may_delete(before, call.context), before, {}, {}};

  // THEN    its store lists it no longer, if it did;                                 [DELETE-1, DELETE-6, DELETE-8]
  unlist(outcome.after, call.context, true);
  //         and the reference that was passed is freed. Others keep it alive.        [DELETE-2, DELETE-4, DELETE-5, DELETE-7]
  take_reference(outcome.after, call.context, true, choice);

  // RESULT  TRUE, also for a context that was deleted before.                        [DELETE-3, DELETE-6, DELETE-13]
  answer_by(outcome, {{true, true, Error::unspecified, "DELETE-3"}});
  const auto lives = outcome.after.context_allocated.at(call.context);
  cite_effects(outcome, {{lives, "DELETE-4"}, {!lives, "FREE-3"}, {true, "DELETE-2"}});

  // FRAME   a deleted context stays until its last reference is freed; a store goes only with its last held context.
  frame_by(outcome, choice, [&] {
    return Frame<D>{{Aspect::life, Of::ended_context, true, "FREE-3"},
                    {Aspect::life, Of::live_context,  true, "DELETE-4"},
                    {Aspect::life, Of::anything,      true, "FREE-7"}};
  });
  return outcome;
}

}  // namespace certlife::model
