// CertSet…ContextProperty and CertGet…ContextProperty, for certificates, CRLs and CTLs.
#pragma once

#include "model/rules/duplicate_context.h"

namespace certlife::model {

template <class D>
Given<D> may_use_properties(const World<D>& before, typename D::Context context, typename D::Bool looks) {
  return given<D>(Requirement<D>{!looks || is_some<D>(context), "PROP-18"},
                  Requirement<D>{!looks || !before.forfeited.at(before.home.at(context)), "CLOSE-12"},
                  Requirement<D>{!looks || caller_owns_a_reference(before, context), "CONTEXT-1"});
}

template <class D>
Outcome<D> set_property(const World<D>& before, const SetProperty<D>& call, const typename D::Choices&) {
  const typename D::Bool invalid = call.property == D::property_id(0);

  // GIVEN   a context that the caller may use; id 0 is refused before that is asked.          [CONTEXT-1, PROP-7, PROP-18]
  Outcome<D> outcome{may_use_properties(before, call.context, !invalid), before, {}, {}};

  // THEN    the context has the value, or no value, whoever holds it and wherever it is;      [PROP-1, PROP-2, PROP-3, PROP-19]
  const auto properties = D::with_property(before.properties.at(call.context), call.property, call.value);
  outcome.after.properties.set(call.context, properties, !invalid);
  //         for its store that is a change, as long as the store has a file.                  [PROP-15, PROP-16, PROP-17, CLOSE-34]
  const auto listed = before.listed.at(call.context);
  outcome.after.changed.set(before.home.at(call.context), true, !invalid && listed);

  // RESULT  TRUE, also when there was nothing to delete.                                      [PROP-4, PROP-7, PROP-20]
  answer_by<D, 2>(outcome, {{{invalid, false, Error::invalid_argument, "PROP-7"},
                             {true,    true,  Error::unspecified,      "PROP-2"}}});
  return outcome;
}

template <class D>
Outcome<D> get_property(const World<D>& before, const GetProperty<D>& call, const typename D::Choices&) {
  // GIVEN   a context that the caller may use.                                                [CONTEXT-1, PROP-18]
  Outcome<D> outcome{may_use_properties(before, call.context, true), before, {}, {}};
  const auto stored = D::property(before.properties.at(call.context), call.property);
  const typename D::Bool there = !(stored == D::no_value());
  const typename D::Bool computes = !there && D::is_hash(call.property);

  // THEN    a hash that is asked for is computed and stored.                                  [PROP-8, PROP-9]
  const auto hash = D::hash_of(before.content.at(call.context), call.property);
  const auto properties = D::with_property(before.properties.at(call.context), call.property, hash);
  outcome.after.properties.set(call.context, properties, computes);

  // RESULT  the value, or FALSE with CRYPT_E_NOT_FOUND.                                       [PROP-5]
  outcome.answer.value = D::choose(computes, hash, stored);
  answer_by<D, 2>(outcome, {{{there || computes, true,  Error::unspecified, "PROP-1"},
                             {true,              false, Error::not_found,   "PROP-5"}}});
  return outcome;
}

}  // namespace certlife::model
