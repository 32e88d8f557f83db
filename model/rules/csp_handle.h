// CryptAcquireContext, CryptContextAddRef, CryptReleaseContext, CryptGetProvParam: the CSP handle as far as stores need it.
#pragma once

#include "model/rules/holding.h"

namespace certlife::model {

template <class D>
typename D::Bool is_live(const World<D>& world, typename D::Csp csp) {
  return world.csp_references.at(csp) > 0;
}

// A live handle may be released only by who owns a reference; that a dead one is recognised anyone may ask.
template <class D>
Given<D> may_release(const World<D>& before, typename D::Csp csp) {
  return given<D>(Requirement<D>{!is_live(before, csp) || before.owned_csp_references.at(csp) > 0, "CSP-8"});
}

template <class D>
Outcome<D> acquire_csp(const World<D>& before, const AcquireCsp<D>& call, const typename D::Choices&) {
  // GIVEN   nothing.
  Outcome<D> outcome{given<D>(), before, {}, {}};

  // THEN    a new handle is held once, by the caller.                                [CSP-1]
  outcome.after.csp_exists.set(call.fresh_csp, true, true);
  outcome.after.csp_references.set(call.fresh_csp, 1, true);
  outcome.after.owned_csp_references.set(call.fresh_csp, 1, true);

  // RESULT  TRUE and the handle.                                                     [CSP-1, CSP-11]
  outcome.answer.csp = call.fresh_csp;
  answer_by<D, 1>(outcome, {{{true, true, Error::unspecified, "CSP-1"}}});
  return outcome;
}

template <class D>
Outcome<D> add_csp_reference(const World<D>& before, const AddCspReference<D>& call, const typename D::Choices&) {
  // GIVEN   nothing: a dead handle is recognised.                                    [CSP-6]
  Outcome<D> outcome{given<D>(), before, {}, {}};
  const auto live = is_live(before, call.csp);

  // THEN    the handle has one reference more, and the caller owns it.               [CSP-2]
  outcome.after.csp_references.set(call.csp, before.csp_references.at(call.csp) + 1, live);
  outcome.after.owned_csp_references.set(call.csp, before.owned_csp_references.at(call.csp) + 1, live);

  // RESULT  TRUE for a live handle.                                                  [CSP-2, CSP-6]
  answer_by<D, 2>(outcome, {{{live, true,  Error::unspecified,  "CSP-2"},
                             {true, false, Error::some_failure, "CSP-6"}}});
  return outcome;
}

template <class D>
Outcome<D> release_csp(const World<D>& before, const ReleaseCsp<D>& call, const typename D::Choices&) {
  // GIVEN   a reference that the caller owns, if the handle is live.                 [CSP-8, CSP-6]
  Outcome<D> outcome{may_release(before, call.csp), before, {}, {}};
  const auto live = is_live(before, call.csp);

  // THEN    the handle has one reference less, whatever the flags.                   [CSP-3, CSP-4, CSP-5, CSP-10]
  outcome.after.csp_references.set(call.csp, before.csp_references.at(call.csp) - 1, live);
  outcome.after.owned_csp_references.set(call.csp, before.owned_csp_references.at(call.csp) - 1, live);

  // RESULT  TRUE; FALSE for flags, and for a dead handle.                            [CSP-3, CSP-5, CSP-6]
  answer_by<D, 3>(outcome, {{{!live,      false, Error::some_failure, "CSP-6"},
                             {call.flags, false, Error::bad_flags,    "CSP-5"},
                             {true,       true,  Error::unspecified,  "CSP-3"}}});
  return outcome;
}

template <class D>
Outcome<D> ask_csp(const World<D>& before, const AskCsp<D>& call, const typename D::Choices&) {
  // GIVEN   nothing.  THEN nothing changes.                                          [CSP-7]
  Outcome<D> outcome{given<D>(), before, {}, {}};

  // RESULT  TRUE for a live handle.                                                  [CSP-6, CSP-7, CSP-9]
  answer_by<D, 2>(outcome, {{{is_live(before, call.csp), true,  Error::unspecified,  "CSP-7"},
                             {true,                      false, Error::some_failure, "CSP-6"}}});
  return outcome;
}

}  // namespace certlife::model
