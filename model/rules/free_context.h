// CertFreeCertificateContext, CertFreeCRLContext, CertFreeCTLContext.
#pragma once

#include "model/rules/duplicate_context.h"

namespace certlife::model {

// Where nobody holds it any more: whether it lives on as an element of an open store.
template <class D>
Bool<D> stays_as_an_element(const Outcome<D>& outcome, const World<D>& before, Context<D> context) {
  return outcome.after.context_allocated.at(context) && !is_held(outcome.after, context) && is_open(before, before.home.at(context));
}

template <class D>
void cite_free(Outcome<D>& outcome, const World<D>& before, Context<D> context, Bool<D> stays) {
  const auto gone = is_some<D>(context) && !outcome.after.context_allocated.at(context), listed = before.listed.at(context);
  cite_effects(outcome, {{gone && !listed,       "FREE-3"},
                         {gone && listed,        "CLOSE-20"},
                         {stays,                 "FREE-4"},
                         {is_some<D>(context),   "FREE-2"}});
}

template <class D>
Frame<D> frame_of_free(Bool<D> stays) {
  return {{Aspect::life, Of::ended_context, true,  "FREE-3"},
          {Aspect::life, Of::live_context,  stays, "FREE-4"},
          {Aspect::life, Of::live_context,  true,  "FREE-2"},
          {Aspect::life, Of::anything,      true,  "FREE-7"}};
}

template <class D>
Outcome<D> free_context(const World<D>& before, const FreeContext<D>& call, const Choices<D>& choice) {
  // GIVEN   NULL, or a context that the caller may use.                              [CONTEXT-1, FREE-5]
  Outcome<D> outcome{may_use_or_null(before, call.context), before, {}, {}};
  const auto some = is_some<D>(call.context);

  // THEN    one reference goes, and with the last one a context that no store lists; [FREE-2, FREE-3, FREE-4]
  //         and with the last held context of a closed store, the store.             [FREE-7, CLOSE-21]
  take_reference(outcome.after, call.context, some, choice);

  // RESULT  TRUE, always.                                                            [FREE-1, FREE-5, FREE-8]
  answer_by(outcome, {{!some, true, Error::unspecified, "FREE-5"},
                      {true,  true, Error::unspecified, "FREE-1"}});
  const Bool<D> stays = some && stays_as_an_element(outcome, before, call.context);
  cite_free(outcome, before, call.context, stays);

  // FRAME   a context goes with its last reference, unless an open store lists it; a store only with its last held context.
  frame_by(outcome, choice, [&] { return frame_of_free<D>(stays); });
  return outcome;
}

}  // namespace certlife::model
