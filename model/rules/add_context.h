// CertAddEncoded…ToStore and CertAdd…ContextToStore, for certificates, CRLs and CTLs, with every disposition.
#pragma once

#include "model/rules/matching.h"

namespace certlife::model {

// NULL and the null store take an add too; what is added there stands free.
template <class D>
typename D::Bool stands_free(const AddContext<D>& call) {
  return call.store == D::no_store() || call.store == D::null_store();
}

template <class D>
Given<D> may_add(const World<D>& before, const AddContext<D>& call) {
  const typename D::Bool looked_at = call.from_context && !(call.disposition == D::disposition(Disposition::none));
  return given<D>(
      Requirement<D>{!before.forfeited.at(call.store), "CLOSE-12"},
      Requirement<D>{stands_free(call) || caller_owns_a_handle(before, call.store), "HANDLE-1"},
      Requirement<D>{!looked_at || is_some<D>(call.source), "ADD-37"},
      Requirement<D>{!looked_at || (caller_owns_a_reference(before, call.source) &&
                                    !before.forfeited.at(before.home.at(call.source))), "CONTEXT-1"});
}

// What goes along with the element: a source's properties; encoded bytes have none. [ADD-6, ADD-34, ADD-46]
template <class D>
typename D::Properties properties_brought(const World<D>& before, const AddContext<D>& call) {
  return D::choose(call.from_context, D::without_key_handles(before.properties.at(call.source)), D::no_properties());
}

// What is looked for. How is asked only where that makes a difference. [ADD-25 OPEN, ADD-44 OPEN]
template <class D>
Sought<D> sought_by(const World<D>& before, const AddContext<D>& call, typename D::Bool looks, const typename D::Choices& choice) {
  using Bool = typename D::Bool;
  using Context = typename D::Context;
  Sought<D> it{call.kind, call.content, D::known_sha1(properties_brought(before, call), call.content)};
  const auto doubtful = [sought = it](const World<D>& w, Context c) { return is_doubtful(w, c, sought); };
  const auto of_another_date = [sought = it](const World<D>& w, Context c) {
    return matches(w, c, sought) && !D::same_date(w.content.at(c), sought.content);
  };
  const Bool hash_matters = looks && call.kind == D::kind(Kind::certificate) && D::any_context_of(before, call.store, doubtful);
  const Bool dates_matter = looks && call.kind == D::kind(Kind::crl) && call.from_context &&
                            D::any_context_of(before, call.store, of_another_date);
  it.by_hash = choice.takes(certificates_match_by_hash, hash_matters);
  it.with_dates = choice.takes(crl_contexts_match_with_dates, dates_matter);
  return it;
}

// What an add comes to, once it is known whether a matching element is listed.
template <class D>
struct Addition {
  typename D::Bool valid;                // The disposition is known and the bytes decode.
  typename D::Bool found;                // An element matches. [ADD-24, ADD-26, ADD-27]
  typename D::Context existing;
  typename D::Bool is_false;             // It matches by a hash property only: its bytes are others. [ADD-42, ADD-43]
  typename D::Bool conflicts;            // CERT_STORE_ADD_NEW, or NEWER and the element is not older. [ADD-9, ADD-10, ADD-11]
  typename D::Bool completes_existing;   // CERT_STORE_ADD_USE_EXISTING. [ADD-18]
  typename D::Bool overwrites_existing;  // …_INHERIT_PROPERTIES that keeps the element. [ADD-16, ADD-17 OPEN, ADD-45 OPEN]
  typename D::Bool replaces;             // The element is deleted and a new one takes over. [ADD-13]
  typename D::Bool inherits;             // The new one gets the properties that it lacks. [ADD-12, ADD-17 OPEN, ADD-45 OPEN]
  typename D::Bool makes;                // A new context comes about. [ADD-1, ADD-8, ADD-20]
};

template <class D>
Addition<D> addition_of(const World<D>& before, const AddContext<D>& call, const typename D::Choices& choice) {
  using Bool = typename D::Bool;
  const auto is = [&](Disposition wanted) -> Bool { return call.disposition == D::disposition(wanted); };
  Addition<D> it;
  it.valid = call.encoding == D::encoding(Encoding::sound) && !is(Disposition::none) && !is(Disposition::unknown);
  const Bool looks = it.valid && !stands_free(call) && !is(Disposition::always);
  const Sought<D> sought = sought_by(before, call, looks, choice);
  const auto matching = [sought](const World<D>& w, typename D::Context c) { return matches(w, c, sought); };
  const auto match = D::some_context_of(before, call.store, matching, looks, choice);
  it.found = looks && match.found;
  it.existing = D::choose(it.found, match.context, D::no_context());
  it.is_false = it.found && matches_falsely(before, it.existing, sought);
  const Bool newer = is(Disposition::newer) || is(Disposition::newer_inherit_properties);
  const Bool is_later = D::later(call.content, before.content.at(it.existing));
  it.conflicts = it.found && (is(Disposition::add_new) || (newer && !is_later));
  it.completes_existing = it.found && is(Disposition::use_existing);
  const Bool inherit = it.found && is(Disposition::replace_existing_inherit_properties);
  const Bool newer_inherit = it.found && !it.conflicts && is(Disposition::newer_inherit_properties);
  const Bool agreed = call.from_context && call.kind == D::kind(Kind::certificate);
  it.overwrites_existing = (inherit && (agreed || choice.takes(inherit_keeps_the_pointer, inherit && !agreed))) ||
                           (newer_inherit && choice.takes(newer_inherit_keeps_the_pointer, newer_inherit));
  const Bool uses = it.completes_existing || it.overwrites_existing;
  it.replaces = it.found && !it.conflicts && !uses;
  it.inherits = it.replaces && (inherit || is(Disposition::newer_inherit_properties));
  it.makes = it.valid && !it.conflicts && !uses;
  return it;
}

// A new element's place: at the head where the order is newest first; a replacing one may go anywhere.
template <class D>
void list_element(World<D>& after, typename D::Context fresh, typename D::Bool when, typename D::Bool replaces,
                  const typename D::Choices& choice) {
  const typename D::Bool newest_first = when && choice.takes(order_is_newest_first, when);
  const typename D::Bool at_head = newest_first && (!replaces || choice.takes(replaced_element_goes_to_the_head, replaces));
  after.listed.set(fresh, true, when);
  after.position.set(fresh, after.next_position, when);
  after.placed.set(fresh, at_head, when);
  after.next_position = D::choose(when, D::beyond(after.next_position), after.next_position);
}

// Properties that the element has already: it keeps its own, or the added ones win. Hashes are of other bytes. [ADD-39]
template <class D>
void merge_properties(World<D>& after, const Addition<D>& it, typename D::Properties brought) {
  const typename D::Properties old = after.properties.at(it.existing);
  const typename D::Properties theirs = D::without_hashes(brought);
  after.properties.set(it.existing, D::merged(old, theirs), it.completes_existing);
  after.properties.set(it.existing, D::merged(theirs, old), it.overwrites_existing);
}

template <class D>
Outcome<D> add_context(const World<D>& before, const AddContext<D>& call, const typename D::Choices& choice) {
  using Bool = typename D::Bool;
  const auto fresh = call.fresh_context;

  // GIVEN   a store that the caller may use, or NULL or the null store; a source that it may use.  [HANDLE-1, HANDLE-7, CONTEXT-1, ADD-37]
  Outcome<D> outcome{may_add(before, call), before, {}, {}};
  World<D>& after = outcome.after;
  const Addition<D> it = addition_of(before, call, choice);
  const Bool uses = it.completes_existing || it.overwrites_existing;
  const Bool free_standing = stands_free(call);
  const Bool lasts = it.makes && (!free_standing || call.wants_result);

  // THEN    a replaced element is deleted, and bequeaths all but its hashes;                       [ADD-12, ADD-13, ADD-14, ADD-39]
  const auto brought = properties_brought(before, call);
  const auto inherited = D::choose(it.inherits, D::without_hashes(before.properties.at(it.existing)), D::no_properties());
  unlist(after, it.existing, it.replaces);
  //         a new context of the store is made and listed, or in the null store stands free;       [ADD-1, ADD-2, ADD-31, ADD-32, ADD-47]
  const auto home = D::choose(free_standing, D::null_store(), call.store);
  make_context(after, fresh, home, call.kind, call.content, D::merged(brought, inherited), lasts);
  list_element(after, fresh, it.makes && !free_standing, it.replaces, choice);
  //         an element that is used instead gets properties;                                       [ADD-16, ADD-19]
  merge_properties(after, it, brought);
  after.changed.set(call.store, true, (it.makes || uses) && !free_standing);
  //         an out pointer receives one reference, whichever context it is.                        [ADD-3, ADD-4, ADD-18]
  give_reference(after, fresh, it.makes && call.wants_result);
  give_reference(after, it.existing, uses && call.wants_result);

  // RESULT  TRUE, or FALSE with what stood against it: the bytes before the disposition.         [ADD-22, ADD-40]
  const auto has = [&](Encoding which) -> Bool { return call.encoding == D::encoding(which); };
  const Bool given_nothing = has(Encoding::sound) && call.disposition == D::disposition(Disposition::none);
  const Bool no_bytes = has(Encoding::no_bytes);
  const Bool wrong_argument = given_nothing && choice.takes(disposition_0_is_invalid_argument, given_nothing);
  const auto named = D::choose(uses, it.existing, D::choose(it.makes, fresh, D::no_context()));
  outcome.answer.context = D::choose(call.wants_result, named, D::no_context());
  const auto is = [&](Disposition wanted) -> Bool { return call.disposition == D::disposition(wanted); };
  answer_by<D, 25>(outcome, {{
      {has(Encoding::bad_type),                                     false, Error::invalid_argument, "ADD-36"},
      {no_bytes && call.kind == D::kind(Kind::crl),                 false, Error::end_of_data,      "ADD-41"},
      {no_bytes && call.kind == D::kind(Kind::certificate),         false, Error::end_of_data,      "ADD-50"},
      {no_bytes,                                                    false, Error::invalid_data,     "ADD-50"},
      {is_no_message<D>(call.kind, call.encoding),                  false, Error::invalid_data,     "ADD-28"},
      {!has(Encoding::sound) && call.kind == D::kind(Kind::ctl),    false, Error::any_decoding,     "ADD-28"},
      {!has(Encoding::sound),                                       false, Error::any_asn1,         "ADD-28"},
      {wrong_argument,                                              false, Error::invalid_argument, "ADD-21"},
      {given_nothing,                                               false, Error::access_violation, "ADD-21"},
      {call.disposition == D::disposition(Disposition::unknown),    false, Error::some_failure,     "ADD-23"},
      {it.conflicts && it.is_false,                                 false, Error::some_failure,     "ADD-42"},
      {it.conflicts && call.disposition == D::disposition(Disposition::add_new), false, Error::exists, "ADD-9"},
      {it.conflicts,                                                false, Error::exists,           "ADD-10"},
      {it.completes_existing,                                       true,  Error::unspecified,      "ADD-18"},
      {it.overwrites_existing && is(Disposition::newer_inherit_properties), true, Error::unspecified, "ADD-45"},
      {it.overwrites_existing && call.from_context && call.kind == D::kind(Kind::certificate), true, Error::unspecified, "ADD-16"},
      {it.overwrites_existing,                                      true,  Error::unspecified,      "ADD-17"},
      {it.replaces && is(Disposition::replace_existing),            true,  Error::unspecified,      "ADD-13"},
      {it.replaces && is(Disposition::replace_existing_inherit_properties), true, Error::unspecified, "ADD-17"},
      {it.replaces && is(Disposition::newer_inherit_properties),    true,  Error::unspecified,      "ADD-12"},
      {it.replaces,                                                 true,  Error::unspecified,      "ADD-10"},
      {call.store == D::no_store(),                                 true,  Error::unspecified,      "ADD-31"},
      {free_standing,                                               true,  Error::unspecified,      "ADD-32"},
      {is(Disposition::always),                                     true,  Error::unspecified,      "ADD-8"},
      {true,                                                        true,  Error::unspecified,      "ADD-20"},
  }});
  cite_effects<D, 2>(outcome, {{{call.wants_result && (it.makes || uses), "ADD-3"}, {it.makes, "ADD-1"}}});
  return outcome;
}

}  // namespace certlife::model
