// CertDuplicateCertificateContext, CertDuplicateCRLContext, CertDuplicateCTLContext.
#pragma once

#include "model/rules/holding.h"

namespace certlife::model {

// NULL, or a context that the caller owns a reference to.
template <class D>
Given<D> may_use_or_null(const World<D>& before, Context<D> context) {
  const Bool<D> some = is_some<D>(context);
  return given<D>(Requirement<D>{!some || !before.forfeited.at(before.home.at(context)), "CLOSE-12"},
                  Requirement<D>{!some || caller_owns_a_reference(before, context), "CONTEXT-1"});
}

template <class D>
Outcome<D> duplicate_context(const World<D>& before, const DuplicateContext<D>& call, const Choices<D>& choice) {
  // GIVEN   NULL, or a context that the caller may use.                              [CONTEXT-1, DUP-3]
  Outcome<D> outcome{may_use_or_null(before, call.context), before, {}, {}};
  const auto some = is_some<D>(call.context);

  // THEN    it has one reference more, which the caller owns.                        [DUP-2, DUP-4]
  give_reference(outcome.after, call.context, some);

  // RESULT  the same pointer; NULL for NULL.                                         [DUP-1, DUP-3, DUP-5]
  outcome.answer.context = call.context;
  answer_by(outcome, {{some, true,  Error::unspecified, "DUP-1"},
                      {true, false, Error::unspecified, "DUP-3"}});

  // FRAME   everything stays; the context for the new reference as well.
  frame_by(outcome, choice, [&] { return Frame<D>{{Aspect::life, Of::anything, true, "DUP-2"}}; });
  return outcome;
}

}  // namespace certlife::model
