// CertFreeCertificateContext, CertFreeCRLContext, CertFreeCTLContext.
#pragma once

#include "model/rules/duplicate_context.h"

namespace certlife::model {

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
  const auto lives = outcome.after.context_allocated.at(call.context);
  const auto listed = before.listed.at(call.context);
  const auto of_open = is_open(before, before.home.at(call.context));
  const auto unheld = some && lives && !is_held(outcome.after, call.context);
  cite_effects(outcome, {{some && !lives && !listed, "FREE-3"},
                         {some && !lives && listed, "CLOSE-20"},
                         {unheld && of_open, "FREE-4"},
                         {some, "FREE-2"}});
  return outcome;
}

}  // namespace certlife::model
