// CertFreeCertificateContext, CertFreeCRLContext, CertFreeCTLContext.
#pragma once

#include "model/rules/duplicate_context.h"

namespace certlife::model {

template <class D>
Outcome<D> free_context(const World<D>& before, const FreeContext<D>& call, const typename D::Choices& choice) {
  // GIVEN   NULL, or a context that the caller may use.                              [CONTEXT-1, FREE-5]
  Outcome<D> outcome{may_use_or_null(before, call.context), before, {}, {}};
  const auto some = is_some<D>(call.context);

  // THEN    one reference goes, and with the last one a context that no store lists; [FREE-2, FREE-3, FREE-4]
  //         and with the last held context of a closed store, the store.             [FREE-7, CLOSE-21]
  take_reference(outcome.after, call.context, some, choice);

  // RESULT  TRUE, always.                                                            [FREE-1, FREE-5, FREE-8]
  answer_by<D, 1>(outcome, {{{true, true, Error::unspecified, "FREE-1"}}});
  const auto lives = outcome.after.context_allocated.at(call.context);
  cite_effects<D, 3>(outcome, {{{some && !lives, "FREE-3"},
                                {some && lives && !is_held(outcome.after, call.context), "FREE-4"},
                                {some, "FREE-2"}}});
  return outcome;
}

}  // namespace certlife::model
