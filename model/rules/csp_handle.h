// CryptAcquireContext, CryptContextAddRef, CryptReleaseContext, CryptGetProvParam: the CSP handle as far as stores need it.
#pragma once

#include "model/rules/holding.h"

namespace certlife::model {

template <class D>
Bool<D> is_live(const World<D>& world, Csp<D> csp) {
  return world.csp_references.at(csp) > 0;
}

// A live handle may be released only by who owns a reference; that a dead one is recognised anyone may ask.
template <class D>
Given<D> may_release(const World<D>& before, Csp<D> csp) {
  return given<D>(Requirement<D>{!is_live(before, csp) || before.owned_csp_references.at(csp) > 0, "CSP-8"});
}

template <class D>
Outcome<D> acquire_csp(const World<D>& before, const AcquireCsp<D>& call, const Choices<D>& choice) {
  // GIVEN   nothing.
  Outcome<D> outcome{given<D>(), before, {}, {}};
  const Bool<D> acquires = !call.bad_type && !call.unknown_type;

  // THEN    a new handle is held once, by the caller.                                [CSP-1]
  outcome.after.csp_exists.set(call.fresh_csp, true, acquires);
  outcome.after.csp_references.set(call.fresh_csp, 1, acquires);
  outcome.after.owned_csp_references.set(call.fresh_csp, 1, acquires);

  // RESULT  TRUE and the handle, unless there is no provider of the type.            [CSP-1, CSP-11, CSP-13, CSP-14]
  outcome.answer.csp = D::choose(acquires, call.fresh_csp, D::no_csp());
  answer_by(outcome, {{call.bad_type,     false, Error::bad_provider_type,         "CSP-13"},
                      {call.unknown_type, false, Error::provider_type_not_defined, "CSP-14"},
                      {true,              true,  Error::unspecified,               "CSP-1"}});

  // FRAME   everything else stays.                                                   [CSP-10]
  frame_by(outcome, choice);
  return outcome;
}

template <class D>
Outcome<D> add_csp_reference(const World<D>& before, const AddCspReference<D>& call, const Choices<D>& choice) {
  // GIVEN   nothing: a dead handle is recognised.                                    [CSP-6]
  Outcome<D> outcome{given<D>(), before, {}, {}};
  const auto live = is_live(before, call.csp);

  // THEN    the handle has one reference more, and the caller owns it.               [CSP-2]
  gain_one(outcome.after.csp_references, outcome.after.owned_csp_references, call.csp, live);

  // RESULT  TRUE for a live handle.                                                  [CSP-2, CSP-6, CSP-12]
  answer_by(outcome, {{live, true,  Error::unspecified,       "CSP-2"},
                      {true, false, Error::invalid_parameter, "CSP-12"}});
  cite_effects(outcome, {{!live, "CSP-6"}});

  // FRAME   everything else stays.                                                   [CSP-10]
  frame_by(outcome, choice);
  return outcome;
}

template <class D>
Outcome<D> release_csp(const World<D>& before, const ReleaseCsp<D>& call, const Choices<D>& choice) {
  // GIVEN   a reference that the caller owns, if the handle is live.                 [CSP-8, CSP-6]
  Outcome<D> outcome{may_release(before, call.csp), before, {}, {}};
  const auto live = is_live(before, call.csp);

  // THEN    the handle has one reference less, whatever the flags.                   [CSP-3, CSP-4, CSP-5, CSP-10]
  lose_one(outcome.after.csp_references, outcome.after.owned_csp_references, call.csp, live);

  // RESULT  TRUE; FALSE for flags, and for a dead handle.                            [CSP-3, CSP-5, CSP-6, CSP-12]
  answer_by(outcome, {{!live,      false, Error::invalid_parameter, "CSP-12"},
                      {call.flags, false, Error::bad_flags,         "CSP-5"},
                      {true,       true,  Error::unspecified,       "CSP-3"}});
  cite_effects(outcome, {{!live, "CSP-6"}});

  // FRAME   everything else stays.                                                   [CSP-10]
  frame_by(outcome, choice);
  return outcome;
}

template <class D>
Outcome<D> ask_csp(const World<D>& before, const AskCsp<D>& call, const Choices<D>& choice) {
  // GIVEN   nothing.  THEN nothing changes.                                          [CSP-7]
  Outcome<D> outcome{given<D>(), before, {}, {}};

  // RESULT  TRUE for a live handle.                                                  [CSP-6, CSP-7, CSP-9, CSP-12]
  answer_by(outcome, {{is_live(before, call.csp), true,  Error::unspecified,       "CSP-7"},
                      {true,                      false, Error::invalid_parameter, "CSP-12"}});
  cite_effects(outcome, {{!is_live(before, call.csp), "CSP-6"}});

  // FRAME   everything else stays.                                                   [CSP-10]
  frame_by(outcome, choice);
  return outcome;
}

}  // namespace certlife::model
