// What the adds promise.
#pragma once

#include "model/invariants/claim_words.h"

namespace certlife::model {

struct AnAddedElementIsANewContext {
  static constexpr About about{"an_added_element_is_a_new_context",
                               "What an add makes is a new context with the bytes given, of the store given, or else of the null store.",
                               "ADD-1 ADD-2 ADD-31 ADD-32"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const AddContext<D>& call) {
    const auto c = it.context;
    const auto home = D::choose(stands_free(call), D::null_store(), call.store);
    return implied<D>(is_new(it, c), !(c == call.source && call.from_context) && it.after.home.at(c) == home &&
                                         it.after.content.at(c) == call.content && it.after.kind.at(c) == call.kind &&
                                         it.after.listed.at(c) == !stands_free(call));
  }
};

struct AnAddLeavesItsSource {
  static constexpr About about{"an_add_leaves_its_source", "An add leaves a source context that is of another store as it was.",
                               "ADD-5 ADD-7 ADD-33"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const AddContext<D>& call) {
    const Bool<D> elsewhere = call.from_context && is_sound(call) && !(it.before.home.at(call.source) == call.store);
    return implied<D>(elsewhere, same_at<D>(it.before, it.after, call.source));
  }
};

struct AnAddWithoutOutPointerGivesNothing {
  static constexpr About about{"an_add_without_out_pointer_gives_nothing",
                               "Without an out pointer an add changes no reference count.", "ADD-4 ADD-31"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const AddContext<D>& call) {
    return implied<D>(!call.wants_result, it.after.references.at(it.context) == it.before.references.at(it.context) &&
                                              it.answer.context == D::no_context());
  }
};

struct AnAddWithOutPointerGivesOneReference {
  static constexpr About about{"an_add_with_out_pointer_gives_one_reference",
                               "With an out pointer a successful add passes out a context with one reference more for the caller.",
                               "ADD-3 ADD-18 ADD-32"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const AddContext<D>& call) {
    const auto c = it.answer.context;
    return implied<D>(call.wants_result && it.answer.succeeds,
                      is_some<D>(c) && it.after.context_allocated.at(c) &&
                          it.after.owned_references.at(c) == it.before.owned_references.at(c) + 1);
  }
};

struct AFailedAddChangesNothing {
  static constexpr About about{"a_failed_add_changes_nothing",
                               "An add that fails leaves every list, count, property and file as it was.",
                               "ADD-29 ADD-9 ADD-10 ADD-23 ADD-28 ADD-36"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const AddContext<D>&) {
    return implied<D>(!it.answer.succeeds, nothing_changes(it));
  }
};

struct AddNewFailsExactlyWhereAMatchIsListed {
  static constexpr About about{"add_new_fails_exactly_where_a_match_is_listed",
                               "CERT_STORE_ADD_NEW fails when the store lists a match, with CRYPT_E_EXISTS if it has the same bytes, and adds otherwise.",
                               "ADD-9 ADD-20 ADD-27 ADD-43"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const AddContext<D>& call) {
    const Bool<D> asks = is_sound(call) && has(call, Disposition::add_new) && !stands_free(call);
    const Bool<D> match = any_match(it, call);
    return implied<D>(asks && match, !it.answer.succeeds) &&
           implied<D>(asks && match && !any_false_match(it, call), is_failure(it.answer, Error::exists)) &&
           implied<D>(asks && !match, it.answer.succeeds);
  }
};

struct AddAlwaysMakesAnElement {
  static constexpr About about{"add_always_makes_an_element",
                               "CERT_STORE_ADD_ALWAYS succeeds, lists a new element and takes no other off the list.", "ADD-8"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const AddContext<D>& call) {
    const Bool<D> asks = is_sound(call) && has(call, Disposition::always) && !stands_free(call);
    return implied<D>(asks, it.answer.succeeds && it.after.listed.at(call.fresh_context)) &&
           implied<D>(asks && it.before.listed.at(it.context), it.after.listed.at(it.context));
  }
};

struct UseExistingMakesNothing {
  static constexpr About about{"use_existing_makes_nothing",
                               "CERT_STORE_ADD_USE_EXISTING with a match makes no context, unlists none, and passes out a match.", "ADD-18"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const AddContext<D>& call) {
    const Bool<D> uses = is_sound(call) && has(call, Disposition::use_existing) && !stands_free(call) && any_match(it, call);
    return implied<D>(uses, it.answer.succeeds && !is_new(it, it.context) &&
                                it.after.listed.at(it.context) == it.before.listed.at(it.context)) &&
           implied<D>(uses && call.wants_result, is_match(it, call, it.answer.context));
  }
};

struct UseExistingCompletesProperties {
  static constexpr About about{"use_existing_completes_properties",
                               "CERT_STORE_ADD_USE_EXISTING changes no property value that the element had, and gives it no SHA-1 or MD5 hash.",
                               "ADD-19"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const AddContext<D>& call) {
    const auto c = it.context;
    const auto old = value_of(it.before, c);
    const Bool<D> asks = has(call, Disposition::use_existing) && was_there(it, c);
    return implied<D>(asks && !(old == D::no_value()), value_of(it.after, c) == old) &&
           implied<D>(asks && D::is_hash(some_property<D>()), value_of(it.after, c) == old);
  }
};

struct InheritingOverwritesProperties {
  static constexpr About about{"inheriting_overwrites_properties",
                               "CERT_STORE_ADD_REPLACE_EXISTING_INHERIT_PROPERTIES or CERT_STORE_ADD_NEWER_INHERIT_PROPERTIES that keeps the element "
                               "takes away none of its properties, and changes no hash.",
                               "ADD-16 ADD-17 ADD-39 ADD-45"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const AddContext<D>& call) {
    const auto c = it.context;
    const Bool<D> inherits = has(call, Disposition::replace_existing_inherit_properties) ||
                             has(call, Disposition::newer_inherit_properties);
    const Bool<D> keeps = inherits && was_there(it, c) && it.after.listed.at(c);
    return implied<D>(keeps && !(value_of(it.before, c) == D::no_value()), !(value_of(it.after, c) == D::no_value())) &&
           implied<D>(keeps && D::is_hash(some_property<D>()), value_of(it.after, c) == value_of(it.before, c));
  }
};

struct NewerReplacesWhatIsOlder {
  static constexpr About about{"newer_replaces_what_is_older",
                               "CERT_STORE_ADD_NEWER fails where no match is older, with CRYPT_E_EXISTS if they have the same bytes or one key, and succeeds "
                               "where every match is.",
                               "ADD-10 ADD-11 ADD-12"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const AddContext<D>& call) {
    const auto older = [sought = sought_in(it, call)](const World<D>& w, Context<D> c) {
      return matches(w, c, sought) && D::later(sought.content, w.content.at(c));
    };
    const auto not_older = [sought = sought_in(it, call)](const World<D>& w, Context<D> c) {
      return matches(w, c, sought) && !D::later(sought.content, w.content.at(c));
    };
    const Bool<D> newer = has(call, Disposition::newer) || has(call, Disposition::newer_inherit_properties);
    const Bool<D> asks = is_sound(call) && newer && !stands_free(call);
    const Bool<D> any_older = D::any_context_of(it.before, call.store, older);
    const Bool<D> any_other = D::any_context_of(it.before, call.store, not_older);
    return implied<D>(asks && any_other && !any_older, !it.answer.succeeds) &&
           implied<D>(asks && any_other && !any_older && !any_false_match(it, call), is_failure(it.answer, Error::exists)) &&
           implied<D>(asks && !any_other, it.answer.succeeds);
  }
};

struct AReplacedElementIsLikeADeletedOne {
  static constexpr About about{"a_replaced_element_is_like_a_deleted_one",
                               "An add takes an element off the list only where it matches and the disposition replaces; while held it "
                               "keeps its memory, count and properties.",
                               "ADD-13 ADD-14 ADD-27 ADD-24 ADD-26"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const AddContext<D>& call) {
    const auto c = it.context;
    const Bool<D> replacing = has(call, Disposition::replace_existing) || has(call, Disposition::newer) ||
                              has(call, Disposition::newer_inherit_properties) ||
                              has(call, Disposition::replace_existing_inherit_properties);
    const Bool<D> replaced = it.before.listed.at(c) && !it.after.listed.at(c);
    return implied<D>(replaced, replacing && is_match(it, call, c) && it.before.home.at(c) == call.store &&
                                    it.after.references.at(c) == it.before.references.at(c)) &&
           implied<D>(replaced && is_held(it.before, c),
                      it.after.context_allocated.at(c) && it.after.properties.at(c) == it.before.properties.at(c));
  }
};

struct ReplacingReplaces {
  static constexpr About about{"replacing_replaces",
                               "CERT_STORE_ADD_REPLACE_EXISTING succeeds, lists a new element, and takes the match off the list where there is only one.",
                               "ADD-13 ADD-20"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const AddContext<D>& call) {
    const auto c = it.context;
    const auto another = [sought = sought_in(it, call), c](const World<D>& w, Context<D> other) {
      return matches(w, other, sought) && !(other == c);
    };
    const Bool<D> asks = is_sound(call) && has(call, Disposition::replace_existing) && !stands_free(call);
    const Bool<D> only = is_match(it, call, c) && it.before.home.at(c) == call.store &&
                         !D::any_context_of(it.before, call.store, another);
    return implied<D>(asks, it.answer.succeeds && it.after.listed.at(call.fresh_context)) &&
           implied<D>(asks && only, !it.after.listed.at(c));
  }
};

struct KeyHandlesAreNotCopied {
  static constexpr About about{"key_handles_are_not_copied",
                               "A new element has no key handle, key context or key spec but one inherited from the element it replaces.", "ADD-6 ADD-34"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const AddContext<D>& call) {
    const Bool<D> inherits = has(call, Disposition::replace_existing_inherit_properties) ||
                             has(call, Disposition::newer_inherit_properties);
    const Bool<D> key = D::is_key_handle(some_property<D>());
    return implied<D>(is_new(it, it.context) && !inherits && key, value_of(it.after, it.context) == D::no_value()) &&
           implied<D>(is_new(it, it.context) && call.from_context && !inherits && !key,
                      value_of(it.after, it.context) == value_of(it.before, call.source));
  }
};

struct HashesAreNotInherited {
  static constexpr About about{"hashes_are_not_inherited",
                               "A new element has no hash but one that the source of the add had: none comes from an element that it replaces.",
                               "ADD-12 ADD-39"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const AddContext<D>& call) {
    const Bool<D> hash = is_new(it, it.context) && D::is_hash(some_property<D>());
    return implied<D>(hash && !call.from_context, value_of(it.after, it.context) == D::no_value()) &&
           implied<D>(hash && call.from_context, value_of(it.after, it.context) == value_of(it.before, call.source));
  }
};

struct AnAddToNoStoreStandsFree {
  static constexpr About about{"an_add_to_no_store_stands_free",
                               "An add to NULL or to the null store lists nothing anywhere, and without an out pointer leaves nothing.",
                               "ADD-31 ADD-32 CREATE-4"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const AddContext<D>& call) {
    const auto c = it.context;
    return implied<D>(stands_free(call), it.after.listed.at(c) == it.before.listed.at(c)) &&
           implied<D>(stands_free(call) && !call.wants_result, same_at<D>(it.before, it.after, c)) &&
           implied<D>(stands_free(call) && is_sound(call), it.answer.succeeds);
  }
};

// Its own statement of what a match by hash is, apart from the rule's.
struct CertificatesMatchByHash {
  static constexpr About about{"certificates_match_by_hash",
                               "CERT_STORE_ADD_NEW of a certificate fails where a listed one goes by the same SHA-1, by its property or else by its bytes, "
                               "and succeeds where none does, even if one has its issuer and serial number.",
                               "ADD-24 ADD-25 ADD-42 ADD-43", "certificates_match_by = hash"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const AddContext<D>& call) {
    const Bool<D> premise = it.choice.takes(certificates_match_by_hash, true);
    const auto brought = D::choose(call.from_context, it.before.properties.at(call.source), D::no_properties());
    const auto sha1 = D::known_sha1(brought, call.content);
    const auto same = [sha1](const World<D>& w, Context<D> c) {
      return w.listed.at(c) && w.kind.at(c) == D::kind(Kind::certificate) && has_sha1(w, c, sha1);
    };
    const Bool<D> asks = premise && is_sound(call) && has(call, Disposition::add_new) && !stands_free(call) &&
                         call.kind == D::kind(Kind::certificate);
    const Bool<D> listed = D::any_context_of(it.before, call.store, same);
    return implied<D>(asks && listed, !it.answer.succeeds) && implied<D>(asks && !listed, it.answer.succeeds);
  }
};

struct CertificatesMatchByIssuerAndSerialNumber {
  static constexpr About about{"certificates_match_by_issuer_and_serial_number",
                               "CERT_STORE_ADD_NEW of a certificate fails with CRYPT_E_EXISTS where a listed one has its issuer and serial number, and "
                               "succeeds where none has, whatever the hashes.",
                               "ADD-25", "certificates_match_by = issuer_and_serial"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const AddContext<D>& call) {
    const Bool<D> premise = !it.choice.takes(certificates_match_by_hash, true);
    const auto same = [content = call.content](const World<D>& w, Context<D> c) {
      return w.listed.at(c) && w.kind.at(c) == D::kind(Kind::certificate) && D::same_key(w.content.at(c), content);
    };
    const Bool<D> asks = premise && is_sound(call) && has(call, Disposition::add_new) && !stands_free(call) &&
                         call.kind == D::kind(Kind::certificate);
    const Bool<D> listed = D::any_context_of(it.before, call.store, same);
    return implied<D>(asks && listed, is_failure(it.answer, Error::exists)) && implied<D>(asks && !listed, it.answer.succeeds);
  }
};

struct BytesAreLookedAtBeforeTheDisposition {
  static constexpr About about{"bytes_are_looked_at_before_the_disposition",
                               "An encoded add whose encoding type or bytes are wrong fails as a create of them does, whatever the store and the disposition.",
                               "ADD-40 ADD-41 ADD-50 ADD-28 ADD-36 ADD-22 ADD-21"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const AddContext<D>& call) {
    const CreateContext<D> same_bytes{call.kind, call.encoding, call.content, call.fresh_context};
    const auto created = create_context(it.before, same_bytes, it.choice).answer;
    const Bool<D> wrong = !call.from_context && !(call.encoding == D::encoding(Encoding::sound));
    return implied<D>(wrong, !it.answer.succeeds && it.answer.last_error == created.last_error);
  }
};

struct AnEncodedAddBringsNoProperties {
  static constexpr About about{"an_encoded_add_brings_no_properties",
                               "What an encoded add makes has no property unless the disposition inherits, and an element that is used keeps its own.",
                               "ADD-46 ADD-16 ADD-19"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const AddContext<D>& call) {
    const auto c = it.context;
    const Bool<D> inherits = has(call, Disposition::replace_existing_inherit_properties) ||
                             has(call, Disposition::newer_inherit_properties);
    return implied<D>(!call.from_context && is_new(it, c) && !inherits, value_of(it.after, c) == D::no_value()) &&
           implied<D>(!call.from_context && was_there(it, c) && it.after.listed.at(c), value_of(it.after, c) == value_of(it.before, c));
  }
};

struct ACopyToNoStoreHoldsNothing {
  static constexpr About about{"a_copy_to_no_store_holds_nothing",
                               "An add of a context to NULL or to the null store leaves the source, every store and what CHECK would find there as they were.",
                               "ADD-47 ADD-31 ADD-32 ADD-5"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const AddContext<D>& call) {
    const Bool<D> held = any_context_held_from(it.before, it.store);
    const Bool<D> copies = stands_free(call) && call.from_context && is_real<D>(it.store);
    return implied<D>(copies, same_at<D>(it.before, it.after, it.store) && any_context_held_from(it.after, it.store) == held) &&
           implied<D>(copies && is_sound(call), same_at<D>(it.before, it.after, call.source));
  }
};

struct AnUnknownDispositionIsRefused {
  static constexpr About about{"an_unknown_disposition_is_refused", "An add with disposition 0 or an unknown one fails, whatever else is given.",
                               "ADD-21 ADD-22 ADD-23"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const AddContext<D>& call) {
    return implied<D>(has(call, Disposition::none) || has(call, Disposition::unknown), !it.answer.succeeds);
  }
};

struct ANewElementGoesToTheHead {
  static constexpr About about{"a_new_element_goes_to_the_head",
                               "An element that replaces none comes before every other whose place is known.", "ADD-38 ENUM-7 ENUM-11",
                               "order = newest_first"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const AddContext<D>& call) {
    const Bool<D> premise = it.choice.takes(order_is_newest_first, true);
    const auto c = it.context;
    const auto fresh = call.fresh_context;
    const Bool<D> plain = is_sound(call) && !stands_free(call) && has(call, Disposition::always);
    return implied<D>(premise && plain, it.after.placed.at(fresh)) &&
           implied<D>(premise && plain && it.before.listed.at(c) && it.before.placed.at(c),
                      it.after.position.at(c) < it.after.position.at(fresh));
  }
};

}  // namespace certlife::model
