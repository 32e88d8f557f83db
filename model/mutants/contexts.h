// Mutants of the calls on contexts.
#pragma once

#include "model/mutants/closing.h"
#include "model/rules/computed_properties.h"
#include "model/rules/create_context.h"

namespace certlife::model::mutants {

struct FreeRemovesTheElement {
  static constexpr MutantAbout about{"free_removes_the_element", "Freeing the last reference of an element takes it out of its store."};
  template <class D>
  static void mutate(const World<D>&, const FreeContext<D>& call, Outcome<D>& outcome, const Choices<D>&) {
    end_context(outcome.after, call.context, is_some<D>(call.context) && !is_held(outcome.after, call.context));
  }
};

struct FreeLeaksCreatedContexts {
  static constexpr MutantAbout about{"free_leaks_created_contexts", "Freeing the last reference of a context that no store lists leaves its memory."};
  template <class D>
  static void mutate(const World<D>&, const FreeContext<D>& call, Outcome<D>& outcome, const Choices<D>&) {
    outcome.after.context_allocated.set(call.context, true, is_some<D>(call.context));
  }
};

struct FreeLeaksTheClosedStore {
  static constexpr MutantAbout about{"free_leaks_the_closed_store", "Freeing the last context of a closed store leaves the store in memory."};
  template <class D>
  static void mutate(const World<D>& before, const FreeContext<D>& call, Outcome<D>& outcome, const Choices<D>&) {
    const auto home = before.home.at(call.context);
    outcome.after.store_allocated.set(home, before.store_allocated.at(home), is_some<D>(call.context));
  }
};

struct FreeOfNullFails {
  static constexpr MutantAbout about{"free_of_null_fails", "Freeing NULL returns FALSE."};
  template <class D>
  static void mutate(const World<D>&, const FreeContext<D>& call, Outcome<D>& outcome, const Choices<D>&) {
    answer_instead<D>(outcome, !is_some<D>(call.context), false, Error::invalid_parameter);
  }
};

struct DuplicateAddsNoReference {
  static constexpr MutantAbout about{"duplicate_adds_no_reference", "Duplicating a context does not count."};
  template <class D>
  static void mutate(const World<D>& before, const DuplicateContext<D>& call, Outcome<D>& outcome, const Choices<D>&) {
    outcome.after.references.set(call.context, before.references.at(call.context), true);
  }
};

struct DuplicateStoreAddsNoHandle {
  static constexpr MutantAbout about{"duplicate_store_adds_no_handle", "Duplicating a store does not count."};
  template <class D>
  static void mutate(const World<D>& before, const DuplicateStore<D>& call, Outcome<D>& outcome, const Choices<D>&) {
    outcome.after.handles.set(call.store, before.handles.at(call.store), true);
  }
};

struct DeleteDoesNotUnlist {
  static constexpr MutantAbout about{"delete_does_not_unlist", "A deleted context stays in its store while it is held."};
  template <class D>
  static void mutate(const World<D>& before, const DeleteContext<D>& call, Outcome<D>& outcome, const Choices<D>&) {
    outcome.after.listed.set(call.context, before.listed.at(call.context), is_held(outcome.after, call.context));
  }
};

struct DeleteFreesNoReference {
  static constexpr MutantAbout about{"delete_frees_no_reference", "Deleting a context leaves the reference that was passed."};
  template <class D>
  static void mutate(const World<D>& before, const DeleteContext<D>& call, Outcome<D>& outcome, const Choices<D>&) {
    outcome.after.references.set(call.context, before.references.at(call.context), true);
    outcome.after.context_allocated.set(call.context, true, true);
  }
};

struct DeleteFreesWhatIsHeld {
  static constexpr MutantAbout about{"delete_frees_what_is_held", "Deleting a context frees its memory though another reference is held."};
  template <class D>
  static void mutate(const World<D>&, const DeleteContext<D>& call, Outcome<D>& outcome, const Choices<D>&) {
    outcome.after.context_allocated.set(call.context, false, true);
  }
};

struct EnumerationKeepsThePrevious {
  static constexpr MutantAbout about{"enumeration_keeps_the_previous", "An enumeration does not free the previous context."};
  template <class D>
  static void mutate(const World<D>& before, const NextContext<D>& call, Outcome<D>& outcome, const Choices<D>&) {
    const auto previous = call.previous;
    outcome.after.references.set(previous, before.references.at(previous), is_some<D>(previous));
    outcome.after.context_allocated.set(previous, before.context_allocated.at(previous), is_some<D>(previous));
  }
};

struct FailedEnumerationKeepsThePrevious {
  static constexpr MutantAbout about{"failed_enumeration_keeps_the_previous", "An enumeration that returns NULL does not free the previous context."};
  template <class D>
  static void mutate(const World<D>& before, const NextContext<D>& call, Outcome<D>& outcome, const Choices<D>&) {
    const auto previous = call.previous;
    const Bool<D> failed = is_some<D>(previous) && !outcome.answer.succeeds;
    outcome.after.references.set(previous, before.references.at(previous), failed);
    outcome.after.context_allocated.set(previous, before.context_allocated.at(previous), failed);
  }
};

struct EnumerationEndsAtOnce {
  static constexpr MutantAbout about{"enumeration_ends_at_once", "An enumeration misses what it should show first."};
  template <class D>
  static void mutate(const World<D>& before, const NextContext<D>& call, Outcome<D>& outcome, const Choices<D>&) {
    const Bool<D> first = !is_some<D>(call.previous) && outcome.answer.succeeds;
    const auto shown = outcome.answer.context;
    outcome.after.references.set(shown, before.references.at(shown), first);
    outcome.after.owned_references.set(shown, before.owned_references.at(shown), first);
    outcome.answer.context = D::choose(first, D::no_context(), shown);
    answer_instead<D>(outcome, first, false, Error::not_found);
  }
};

struct EnumerationShowsDeletedElements {
  static constexpr MutantAbout about{"enumeration_shows_deleted_elements", "An enumeration goes on showing an element that was deleted."};
  template <class D>
  static void mutate(const World<D>& before, const NextContext<D>& call, Outcome<D>& outcome, const Choices<D>& choice) {
    const auto deleted = [kind = call.kind](const World<D>& w, Context<D> c) {
      return !w.listed.at(c) && w.kind.at(c) == kind && is_held(w, c);
    };
    const Bool<D> ends = is_real<D>(call.store) && !is_some<D>(call.previous) && !outcome.answer.succeeds;
    const auto match = D::some_context_of(before, call.store, deleted, ends, choice);
    const Bool<D> shows = ends && match.found;
    give_reference(outcome.after, match.context, shows);
    outcome.answer.context = D::choose(shows, match.context, outcome.answer.context);
    answer_instead<D>(outcome, shows, true, Error::unspecified);
  }
};

struct EnumerationMixesKinds {
  static constexpr MutantAbout about{"enumeration_mixes_kinds", "An enumeration of certificates ends with the CRLs."};
  template <class D>
  static void mutate(const World<D>& before, const NextContext<D>& call, Outcome<D>& outcome, const Choices<D>& choice) {
    const auto crl = [](const World<D>& w, Context<D> c) { return w.listed.at(c) && w.kind.at(c) == D::kind(Kind::crl); };
    const Bool<D> ends = is_real<D>(call.store) && !is_some<D>(call.previous) && !outcome.answer.succeeds &&
                         call.kind == D::kind(Kind::certificate);
    const auto match = D::some_context_of(before, call.store, crl, ends, choice);
    const Bool<D> shows = ends && match.found;
    give_reference(outcome.after, match.context, shows);
    outcome.answer.context = D::choose(shows, match.context, outcome.answer.context);
    answer_instead<D>(outcome, shows, true, Error::unspecified);
  }
};

struct EnumerationGivesNoReference {
  static constexpr MutantAbout about{"enumeration_gives_no_reference", "A context that an enumeration returns is not counted."};
  template <class D>
  static void mutate(const World<D>&, const NextContext<D>&, Outcome<D>& outcome, const Choices<D>&) {
    const auto shown = outcome.answer.context;
    outcome.after.references.set(shown, outcome.after.references.at(shown) - 1, outcome.answer.succeeds);
  }
};

struct PropertyShowsEverywhere {
  static constexpr MutantAbout about{"property_shows_everywhere", "A property set of one context shows on every context of its store."};
  template <class D>
  static void mutate(const World<D>& before, const SetProperty<D>& call, Outcome<D>& outcome, const Choices<D>&) {
    const auto properties = outcome.after.properties.at(call.context);
    const auto all = [](const World<D>&, Context<D>) { return Bool<D>(true); };
    D::set_for_contexts_of(outcome.after, before.home.at(call.context), all, is_some<D>(call.context),
                           [&](auto set) { set(&World<D>::properties, properties); });
  }
};

struct PropertyReachesAClosedStore {
  static constexpr MutantAbout about{"property_reaches_a_closed_store", "A property set after the last close makes the store write its file again."};
  template <class D>
  static void mutate(const World<D>& before, const SetProperty<D>& call, Outcome<D>& outcome, const Choices<D>&) {
    const auto home = before.home.at(call.context);
    outcome.after.commits.set(home, true, is_real<D>(home) && !is_open(before, home));
  }
};

struct KeyHandleTakesTheKeyContext {
  static constexpr MutantAbout about{"key_handle_takes_the_key_context", "Deleting the key handle deletes the whole key context."};
  template <class D>
  static void mutate(const World<D>&, const SetProperty<D>& call, Outcome<D>& outcome, const Choices<D>&) {
    const Bool<D> deletes = is_property<D>(call.property, 1) && call.value == D::no_value();
    const auto all = outcome.after.properties.at(call.context);
    outcome.after.properties.set(call.context, D::with_property(all, D::property_id(5), D::no_value()), deletes);
  }
};

struct AHandedOverKeyStays {
  static constexpr MutantAbout about{"a_handed_over_key_stays", "A key handle that is handed over stays in the context as well."};
  template <class D>
  static void mutate(const World<D>& before, const GetProperty<D>& call, Outcome<D>& outcome, const Choices<D>&) {
    outcome.after.properties.set(call.context, before.properties.at(call.context), hands_over<D>(call.property));
  }
};

struct UnsignedBodyIsNotFound {
  static constexpr MutantAbout about{"unsigned_body_is_not_found", "The signature hash of an unsigned body is CRYPT_E_NOT_FOUND."};
  template <class D>
  static void mutate(const World<D>&, const GetProperty<D>& call, Outcome<D>& outcome, const Choices<D>&) {
    const Bool<D> unsigned_body = is_signature_hash<D>(call.property) && outcome.answer.last_error == D::code(Error::bad_tag);
    answer_instead<D>(outcome, unsigned_body, false, Error::not_found);
  }
};

struct SignatureHashIsOfTheWhole {
  static constexpr MutantAbout about{"signature_hash_is_of_the_whole", "The signature hash is the SHA-1 of the whole encoding."};
  template <class D>
  static void mutate(const World<D>& before, const GetProperty<D>& call, Outcome<D>& outcome, const Choices<D>&) {
    const Bool<D> computed = is_signature_hash<D>(call.property) && outcome.answer.succeeds &&
                             outcome.answer.value == D::hash_of(before.content.at(call.context), call.property);
    outcome.answer.value = D::choose(computed, D::hash_of(before.content.at(call.context), D::property_id(3)), outcome.answer.value);
  }
};

struct UnknownFindTypeIsNotFound {
  static constexpr MutantAbout about{"unknown_find_type_is_not_found", "A find of an unknown type fails with CRYPT_E_NOT_FOUND."};
  template <class D>
  static void mutate(const World<D>&, const NextContext<D>& call, Outcome<D>& outcome, const Choices<D>&) {
    answer_instead<D>(outcome, call.is_find && !call.known_find_type, false, Error::not_found);
  }
};

struct NoMessageIsAnAsn1Error {
  static constexpr MutantAbout about{"no_message_is_an_asn1_error", "Bytes for a CTL that are no message fail with an ASN.1 code."};
  template <class D>
  static void mutate(const World<D>&, const CreateContext<D>& call, Outcome<D>& outcome, const Choices<D>&) {
    answer_instead<D>(outcome, is_no_message<D>(call.kind, call.encoding), false, Error::bad_tag);
  }
};

}  // namespace certlife::model::mutants
