// CertAddEncoded…ToStore and CertAdd…ContextToStore, for certificates, CRLs and CTLs, with every disposition.
#pragma once

#include "model/rules/create_context.h"
#include "model/rules/matching.h"

namespace certlife::model {

// NULL and the null store take an add too; what is added there stands free.
template <class D>
Bool<D> stands_free(const AddContext<D>& call) {
  return call.store == D::no_store() || call.store == D::null_store();
}

template <class D>
Bool<D> has(const AddContext<D>& call, Disposition disposition) { return call.disposition == D::disposition(disposition); }

template <class D>
Bool<D> has(const AddContext<D>& call, Encoding encoding) { return call.encoding == D::encoding(encoding); }

template <class D>
Given<D> may_add(const World<D>& before, const AddContext<D>& call) {
  const Bool<D> looked_at = call.from_context && !has(call, Disposition::none);
  return given<D>(
      Requirement<D>{!before.forfeited.at(call.store), "CLOSE-12"},
      Requirement<D>{stands_free(call) || caller_owns_a_handle(before, call.store), "HANDLE-1"},
      Requirement<D>{!looked_at || is_some<D>(call.source), "ADD-37"},
      Requirement<D>{!looked_at || (caller_owns_a_reference(before, call.source) &&
                                    !before.forfeited.at(before.home.at(call.source))), "CONTEXT-1"});
}

// What goes along with the element: a source's properties; encoded bytes have none. [ADD-6, ADD-34, ADD-46]
template <class D>
Properties<D> properties_brought(const World<D>& before, const AddContext<D>& call) {
  return D::choose(call.from_context, D::without_key_handles(before.properties.at(call.source)), D::no_properties());
}

// What is looked for. How is asked only where that makes a difference. [ADD-25 OPEN, ADD-44 OPEN]
template <class D>
Sought<D> sought_by(const World<D>& before, const AddContext<D>& call, Bool<D> looks, const Choices<D>& choice) {
  Sought<D> it{call.kind, call.content, D::known_sha1(properties_brought(before, call), call.content)};
  const auto doubtful = [sought = it](const World<D>& w, Context<D> c) { return is_doubtful(w, c, sought); };
  const auto of_another_date = [sought = it](const World<D>& w, Context<D> c) {
    return matches(w, c, sought) && !D::same_date(w.content.at(c), sought.content);
  };
  const Bool<D> hash_matters = looks && call.kind == D::kind(Kind::certificate) && D::any_context_of(before, call.store, doubtful);
  const Bool<D> dates_matter = looks && call.kind == D::kind(Kind::crl) && call.from_context &&
                               D::any_context_of(before, call.store, of_another_date);
  it.by_hash = choice.takes(certificates_match_by_hash, hash_matters);
  it.with_dates = choice.takes(crl_contexts_match_with_dates, dates_matter);
  return it;
}

// What an add comes to, once it is known whether a matching element is listed.
template <class D>
struct Addition {
  Bool<D> valid;                // The disposition is known and the bytes decode.
  Bool<D> found;                // An element matches. [ADD-24, ADD-26, ADD-27]
  Context<D> existing;
  Bool<D> is_false;             // It matches by a hash property only: its bytes are others. [ADD-42, ADD-43]
  Bool<D> conflicts;            // CERT_STORE_ADD_NEW, or NEWER and the element is not older. [ADD-9, ADD-10, ADD-11]
  Bool<D> completes_existing;   // CERT_STORE_ADD_USE_EXISTING. [ADD-18]
  Bool<D> overwrites_existing;  // …_INHERIT_PROPERTIES that keeps the element. [ADD-16, ADD-17 OPEN, ADD-45 OPEN]
  Bool<D> replaces;             // The element is deleted and a new one takes over. [ADD-13]
  Bool<D> inherits;             // The new one gets the properties that it lacks. [ADD-12, ADD-17 OPEN, ADD-45 OPEN]
  Bool<D> makes;                // A new context comes about. [ADD-1, ADD-8, ADD-20]

  Bool<D> uses_existing() const { return completes_existing || overwrites_existing; }
};

template <class D>
void look_for_match(Addition<D>& it, const World<D>& before, const AddContext<D>& call, const Choices<D>& choice) {
  const Bool<D> looks = it.valid && !stands_free(call) && !has(call, Disposition::always);
  const Sought<D> sought = sought_by(before, call, looks, choice);
  const auto matching = [sought](const World<D>& w, Context<D> c) { return matches(w, c, sought); };
  const auto match = D::some_context_of(before, call.store, matching, looks, choice);
  it.found = looks && match.found;
  it.existing = D::choose(it.found, match.context, D::no_context());
  it.is_false = it.found && matches_falsely(before, it.existing, sought);
}

// Whether an inheriting disposition keeps the element. Of a certificate context alone the sources agree that it does.
template <class D>
Bool<D> keeps_the_pointer(const AddContext<D>& call, Bool<D> inherit, Bool<D> newer_inherit, const Choices<D>& choice) {
  const Bool<D> agreed = call.from_context && call.kind == D::kind(Kind::certificate);
  return (inherit && (agreed || choice.takes(inherit_keeps_the_pointer, inherit && !agreed))) ||
         (newer_inherit && choice.takes(newer_inherit_keeps_the_pointer, newer_inherit));
}

template <class D>
Addition<D> addition_of(const World<D>& before, const AddContext<D>& call, const Choices<D>& choice) {
  Addition<D> it;
  it.valid = has(call, Encoding::sound) && !has(call, Disposition::none) && !has(call, Disposition::unknown);
  look_for_match(it, before, call, choice);
  const Bool<D> newer = has(call, Disposition::newer) || has(call, Disposition::newer_inherit_properties);
  const Bool<D> is_later = D::later(call.content, before.content.at(it.existing));
  it.conflicts = it.found && (has(call, Disposition::add_new) || (newer && !is_later));
  it.completes_existing = it.found && has(call, Disposition::use_existing);
  const Bool<D> inherit = it.found && has(call, Disposition::replace_existing_inherit_properties);
  const Bool<D> newer_inherit = it.found && !it.conflicts && has(call, Disposition::newer_inherit_properties);
  it.overwrites_existing = keeps_the_pointer(call, inherit, newer_inherit, choice);
  it.replaces = it.found && !it.conflicts && !it.uses_existing();
  it.inherits = it.replaces && (inherit || newer_inherit);
  it.makes = it.valid && !it.conflicts && !it.uses_existing();
  return it;
}

// A new element's place: at the head where the order is newest first; a replacing one may go anywhere.
template <class D>
void list_element(World<D>& after, Context<D> fresh, Bool<D> when, Bool<D> replaces, const Choices<D>& choice) {
  const Bool<D> newest_first = when && choice.takes(order_is_newest_first, when);
  const Bool<D> at_head = newest_first && (!replaces || choice.takes(replaced_element_goes_to_the_head, replaces));
  after.listed.set(fresh, true, when);
  after.position.set(fresh, after.next_position, when);
  after.placed.set(fresh, at_head, when);
  after.next_position = D::choose(when, D::beyond(after.next_position), after.next_position);
}

// Properties that the element has already: it keeps its own, or the added ones win. Hashes are of other bytes. [ADD-39]
template <class D>
void merge_properties(World<D>& after, const Addition<D>& it, Properties<D> brought) {
  const Properties<D> old = after.properties.at(it.existing);
  const Properties<D> theirs = D::without_hashes(brought);
  after.properties.set(it.existing, D::merged(old, theirs), it.completes_existing);
  after.properties.set(it.existing, D::merged(theirs, old), it.overwrites_existing);
}

// A replaced element is deleted, and bequeaths all but its hashes. The new context is of the store and listed, or stands free.
template <class D>
void make_element(World<D>& after, const World<D>& before, const AddContext<D>& call, const Addition<D>& it,
                  const Properties<D>& brought, const Choices<D>& choice) {
  const Bool<D> free_standing = stands_free(call);
  const auto inherited = D::choose(it.inherits, D::without_hashes(before.properties.at(it.existing)), D::no_properties());
  const auto properties = D::merged(brought, inherited);
  const auto home = D::choose(free_standing, D::null_store(), call.store);
  unlist(after, it.existing, it.replaces);
  make_context(after, call.fresh_context, home, call.kind, call.content, properties,
               it.makes && (!free_standing || call.wants_result));
  list_element(after, call.fresh_context, it.makes && !free_standing, it.replaces, choice);
  after.changed.set(call.store, true, (it.makes || it.uses_existing()) && !free_standing);
}

// What stands against an add: the bytes before the disposition. Says whether anything does. [ADD-22, ADD-40]
template <class D>
Bool<D> answer_refused_add(Outcome<D>& outcome, const AddContext<D>& call, const Addition<D>& it, const Choices<D>& choice) {
  const Bool<D> given_nothing = has(call, Encoding::sound) && has(call, Disposition::none);
  const Bool<D> no_bytes = has(call, Encoding::no_bytes), unsound = !has(call, Encoding::sound);
  const Bool<D> wrong_argument = given_nothing && choice.takes(disposition_0_is_invalid_argument, given_nothing);
  return answer_by(outcome, {
      {has(call, Encoding::bad_type),                               false, Error::invalid_argument, "ADD-36"},
      {no_bytes && call.kind == D::kind(Kind::crl),                 false, Error::end_of_data,      "ADD-41"},
      {no_bytes && call.kind == D::kind(Kind::certificate),         false, Error::end_of_data,      "ADD-50"},
      {no_bytes,                                                    false, Error::invalid_data,     "ADD-50"},
      {is_no_message<D>(call.kind, call.encoding),                  false, Error::invalid_data,     "ADD-28"},
      {unsound && call.kind == D::kind(Kind::ctl),                  false, Error::any_decoding,     "ADD-28"},
      {unsound,                                                     false, Error::any_asn1,         "ADD-28"},
      {wrong_argument,                                              false, Error::invalid_argument, "ADD-21"},
      {given_nothing,                                               false, Error::access_violation, "ADD-21"},
      {has(call, Disposition::unknown),                             false, Error::some_failure,     "ADD-23"},
      {it.conflicts && it.is_false,                                 false, Error::some_failure,     "ADD-42"},
      {it.conflicts && has(call, Disposition::add_new),             false, Error::exists,           "ADD-9"},
      {it.conflicts,                                                false, Error::exists,           "ADD-10"},
  });
}

template <class D>
void answer_add(Outcome<D>& outcome, const AddContext<D>& call, const Addition<D>& it, const Choices<D>& choice) {
  const Bool<D> overwrites = it.overwrites_existing, replaces = it.replaces;
  const Bool<D> refused = answer_refused_add(outcome, call, it, choice);
  answer_unless(refused, outcome, {
      {it.completes_existing,                                                      true, Error::unspecified, "ADD-18"},
      {overwrites && has(call, Disposition::newer_inherit_properties),             true, Error::unspecified, "ADD-45"},
      {overwrites && call.from_context && call.kind == D::kind(Kind::certificate), true, Error::unspecified, "ADD-16"},
      {overwrites,                                                                 true, Error::unspecified, "ADD-17"},
      {replaces && has(call, Disposition::replace_existing),                       true, Error::unspecified, "ADD-13"},
      {replaces && has(call, Disposition::replace_existing_inherit_properties),    true, Error::unspecified, "ADD-17"},
      {replaces && has(call, Disposition::newer_inherit_properties),               true, Error::unspecified, "ADD-12"},
      {replaces,                                                                   true, Error::unspecified, "ADD-10"},
      {call.store == D::no_store() && call.from_context,                           true, Error::unspecified, "ADD-47"},
      {call.store == D::no_store(),                                                true, Error::unspecified, "ADD-31"},
      {stands_free(call),                                                          true, Error::unspecified, "ADD-32"},
      {has(call, Disposition::always),                                             true, Error::unspecified, "ADD-8"},
      {true,                                                                       true, Error::unspecified, "ADD-20"},
  });
  cite_effects(outcome, {{call.wants_result && (it.makes || it.uses_existing()), "ADD-3"}, {it.makes, "ADD-1"}});
}

// Old references live on, and an element has those properties that the disposition gives it. Where another reading allows what comes
// of a certificate, it is a matter of which ones match. [ADD-25 OPEN]
template <class D>
Frame<D> frame_of_add(const AddContext<D>& call, Bool<D> found) {
  const Bool<D> inherits = found && has(call, Disposition::replace_existing_inherit_properties);
  const Bool<D> bad_bytes = !has(call, Encoding::sound);
  const Bool<D> bad_disposition = has(call, Disposition::none) || has(call, Disposition::unknown);
  const Bool<D> of_certificate_context = call.from_context && call.kind == D::kind(Kind::certificate);
  return {
      {Aspect::result,     Of::anything,   call.kind == D::kind(Kind::certificate),                   "ADD-25"},
      {Aspect::last_error, Of::anything,   bad_bytes && bad_disposition,                              "ADD-40"},
      {Aspect::life,       Of::what_lives, true,                                                      "ADD-14"},
      {Aspect::home,       Of::anything,   true,                                                      "ADD-2"},
      {Aspect::properties, Of::anything,   found && has(call, Disposition::use_existing),             "ADD-19"},
      {Aspect::properties, Of::anything,   inherits && of_certificate_context,                        "ADD-16"},
      {Aspect::properties, Of::anything,   inherits,                                                  "ADD-17"},
      {Aspect::properties, Of::anything,   found && has(call, Disposition::newer_inherit_properties), "ADD-12"},
      {Aspect::properties, Of::anything,   call.from_context,                                         "ADD-6"},
      {Aspect::properties, Of::anything,   true,                                                      "ADD-46"},
  };
}

template <class D>
Outcome<D> add_context(const World<D>& before, const AddContext<D>& call, const Choices<D>& choice) {
  // GIVEN   a store that the caller may use, or NULL or the null store; a source that it may use.  [HANDLE-1, HANDLE-7, CONTEXT-1, ADD-37]
  Outcome<D> outcome{may_add(before, call), before, {}, {}};
  const Addition<D> it = addition_of(before, call, choice);

  // THEN    a replaced element is deleted, and bequeaths all but its hashes;                       [ADD-12, ADD-13, ADD-14, ADD-39]
  //         a new context of the store is made and listed, or in the null store stands free;       [ADD-1, ADD-2, ADD-31, ADD-32, ADD-47]
  const auto brought = properties_brought(before, call);
  make_element(outcome.after, before, call, it, brought, choice);
  //         an element that is used instead gets properties;                                       [ADD-16, ADD-19]
  merge_properties(outcome.after, it, brought);
  //         an out pointer receives one reference, whichever context it is.                        [ADD-3, ADD-4, ADD-18]
  const auto named = D::choose(it.uses_existing(), it.existing, D::choose(it.makes, call.fresh_context, D::no_context()));
  outcome.answer.context = D::choose(call.wants_result, named, D::no_context());
  give_reference(outcome.after, call.fresh_context, it.makes && call.wants_result);
  give_reference(outcome.after, it.existing, it.uses_existing() && call.wants_result);

  // RESULT  TRUE, or FALSE with what stood against it: the bytes before the disposition.         [ADD-22, ADD-40]
  answer_add(outcome, call, it, choice);

  // FRAME   references to a replaced element stay valid; an element has the properties that the disposition gives it.
  frame_by(outcome, choice, [&] { return frame_of_add(call, it.found); });
  return outcome;
}

}  // namespace certlife::model
