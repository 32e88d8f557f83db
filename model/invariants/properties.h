// What setting and getting a property promise.
#pragma once

#include "model/invariants/claim_words.h"
#include "model/rules/context_properties.h"

namespace certlife::model {

// A set, and a get after it.
struct WhatWasSetIsGot {
  static constexpr About about{"what_was_set_is_got",
                               "A property that was set is what a get then gives; one that was set to NULL is not found, unless it is computed.",
                               "PROP-2 PROP-3 PROP-4 PROP-5 PROP-9 PROP-19 PROP-23 PROP-26"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const SetProperty<D>& call) {
    const Bool<D> asked = call.property == some_property<D>() && it.answer.succeeds && !is_key_part<D>(call.property);
    const Outcome<D> got = get_property(it.after, GetProperty<D>{call.context, call.property}, it.choice);
    const Bool<D> deleted = call.value == D::no_value();
    const Bool<D> computed = D::is_hash(call.property) || is_derived<D>(call.property);
    return implied<D>(asked && !deleted, got.answer.succeeds && got.answer.value == call.value) &&
           implied<D>(asked && deleted && !computed, is_failure(got.answer, Error::not_found));
  }
};

// Where nothing is known of the property that a claim is about, it is this one.
template <class D>
Bool<D> is_about(PropertyId<D> id) {
  if constexpr (requires { D::arbitrary_property(); }) return id == D::arbitrary_property();
  else return true;
}

template <class D>
Value<D> key_context_of(const World<D>& world, Context<D> context) {
  return D::property(world.properties.at(context), D::property_id(5));
}

struct APartOfTheKeyContextIsSetAlone {
  static constexpr About about{"a_part_of_the_key_context_is_set_alone",
                               "Setting the key handle or the key spec makes the key context, or changes that part of it and not the other.", "PROP-30 PROP-12"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const SetProperty<D>& call) {
    const Bool<D> sets = is_about<D>(D::property_id(5)) && !(call.value == D::no_value());
    const auto old = key_context_of(it.before, call.context), now = key_context_of(it.after, call.context);
    return implied<D>(sets && is_property<D>(call.property, 1),
                      it.answer.succeeds && D::handle_in(now) == call.value && D::spec_in(now) == D::spec_in(old) && !(now == D::no_value())) &&
           implied<D>(sets && is_key_spec<D>(call.property),
                      it.answer.succeeds && D::spec_in(now) == call.value && D::handle_in(now) == D::handle_in(old) && !(now == D::no_value()));
  }
};

struct TheKeyContextOutlivesItsHandle {
  static constexpr About about{"the_key_context_outlives_its_handle",
                               "Deleting the key handle leaves a key context that a get finds, with the handle 0 and the key spec it had; deleting the "
                               "key context leaves nothing.",
                               "PROP-31 PROP-32"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const SetProperty<D>& call) {
    const auto old = key_context_of(it.before, call.context), now = key_context_of(it.after, call.context);
    const Bool<D> deletes = is_about<D>(D::property_id(5)) && call.value == D::no_value() && !(old == D::no_value());
    const Outcome<D> got = get_property(it.after, GetProperty<D>{call.context, D::property_id(5)}, it.choice);
    return implied<D>(deletes && is_property<D>(call.property, 1), it.answer.succeeds && got.answer.succeeds && got.answer.value == now &&
                                                                       D::handle_in(now) == D::no_value() && D::spec_in(now) == D::spec_in(old)) &&
           implied<D>(deletes && is_key_context<D>(call.property) && it.answer.succeeds, is_failure(got.answer, Error::not_found));
  }
};

struct AKeyThatIsHandedOverLeaves {
  static constexpr About about{"a_key_that_is_handed_over_leaves",
                               "A get that hands the key over gives the key handle and leaves 0 in the key context; asking for the size hands nothing over.",
                               "PROP-34 PROP-35"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const GetProperty<D>& call) {
    const Bool<D> asks = is_about<D>(D::property_id(5)) && hands_over<D>(call.property);
    const auto old = key_context_of(it.before, call.context), now = key_context_of(it.after, call.context);
    const Bool<D> has = !(D::handle_in(old) == D::no_value());
    return implied<D>(asks && has && !call.size_only && !call.too_small,
                      it.answer.succeeds && it.answer.value == D::handle_in(old) && D::handle_in(now) == D::no_value() &&
                          D::spec_in(now) == D::spec_in(old)) &&
           implied<D>(asks && !has, is_failure(it.answer, Error::not_found)) &&
           implied<D>(asks && (!has || call.size_only || call.too_small), nothing_changes(it));
  }
};

struct SettingTouchesOneValue {
  static constexpr About about{"setting_touches_one_value",
                               "Setting a property changes no other property, no count, no list and no file.", "PROP-17 PROP-1 PROP-16 CLOSE-34"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const SetProperty<D>& call) {
    const auto c = it.context;
    return implied<D>(!(place_of<D>(call.property) == some_property<D>()), value_of(it.after, c) == value_of(it.before, c)) &&
           it.after.references.at(c) == it.before.references.at(c) && it.after.listed.at(c) == it.before.listed.at(c) &&
           it.after.context_allocated.at(c) == it.before.context_allocated.at(c) &&
           it.after.handles.at(it.store) == it.before.handles.at(it.store) &&
           it.after.store_allocated.at(it.store) == it.before.store_allocated.at(it.store) &&
           same_at<D>(it.before, it.after, it.csp) && same_at<D>(it.before, it.after, it.file);
  }
};

struct PropertyZeroIsRefused {
  static constexpr About about{"property_zero_is_refused",
                               "Setting property id 0, of NULL too, an id above 0xFFFF, or a key context of a wrong size fails with E_INVALIDARG and changes "
                               "nothing.",
                               "PROP-7 PROP-13 PROP-22"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const SetProperty<D>& call) {
    const Bool<D> bad_id = is_property<D>(call.property, 0) || call.property > D::property_id(0xffff);
    return implied<D>(bad_id || (is_key_context<D>(call.property) && call.wrong_size),
                      is_failure(it.answer, Error::invalid_argument) && nothing_changes(it));
  }
};

struct AGetStoresNothingButAHash {
  static constexpr About about{"a_get_stores_nothing_but_a_hash",
                               "Getting a property changes nothing, except that a hash asked for is stored and a key asked to be handed over goes; what is "
                               "missing and not computed is CRYPT_E_NOT_FOUND, and what does not fit is ERROR_MORE_DATA.",
                               "PROP-5 PROP-6 PROP-8 PROP-9 PROP-29"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const GetProperty<D>& call) {
    const Bool<D> asked = call.property == some_property<D>() && !is_key_part<D>(call.property);
    const auto old = value_of(it.before, call.context);
    const Bool<D> hash = D::is_hash(call.property), there = !(old == D::no_value());
    return implied<D>(!hash && !hands_over<D>(call.property), nothing_changes(it)) &&
           implied<D>(asked && there && !call.too_small, it.answer.succeeds && it.answer.value == old && nothing_changes(it)) &&
           implied<D>(asked && there && call.too_small, is_failure(it.answer, Error::more_data) && nothing_changes(it)) &&
           implied<D>(asked && !there && !hash && !is_derived<D>(call.property), is_failure(it.answer, Error::not_found)) &&
           implied<D>(asked && !there && hash, it.answer.succeeds == !call.too_small &&
                                                   value_of(it.after, call.context) == D::hash_of(it.before.content.at(call.context), call.property));
  }
};

struct WhatIsComputedIsOfTheBytes {
  static constexpr About about{"what_is_computed_is_of_the_bytes",
                               "Unless it was set, a get of a certificate's signature hash gives that of what is signed, or fails with CRYPT_E_ASN1_BADTAG where "
                               "nothing is; its key identifier is that of its extension, or missing with ERROR_INVALID_DATA where there is neither extension nor "
                               "signature.",
                               "PROP-23 PROP-24 PROP-26 PROP-27"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const GetProperty<D>& call) {
    const Bool<D> asked = is_about<D>(call.property) && D::property(it.before.properties.at(call.context), call.property) == D::no_value() && !call.too_small &&
                          it.before.kind.at(call.context) == D::kind(Kind::certificate);
    const auto content = it.before.content.at(call.context);
    const Bool<D> gives = it.answer.succeeds && it.answer.value == D::hash_of(content, call.property);
    const Bool<D> hash = asked && is_signature_hash<D>(call.property), key = asked && is_key_identifier<D>(call.property);
    return implied<D>(hash && D::is_signed(content) && D::has_known_hash(content), gives) &&
           implied<D>(hash && !D::is_signed(content), is_failure(it.answer, Error::bad_tag)) &&
           implied<D>(key && D::identifies_key(content), gives) &&
           implied<D>(key && !D::identifies_key(content) && !D::is_signed(content), is_failure(it.answer, Error::invalid_data));
  }
};

struct TheKeyIdentifierIsAHashOfTheKey {
  static constexpr About about{"the_key_identifier_is_a_hash_of_the_key",
                               "A signed certificate without the extension has a hash of its key as key identifier.", "PROP-28",
                               "key_identifier_without_extension = key_hash"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const GetProperty<D>& call) {
    const auto content = it.before.content.at(call.context);
    const Bool<D> premise = it.choice.takes(key_hash_is_the_key_identifier, true);
    const Bool<D> asked = is_about<D>(call.property) && is_key_identifier<D>(call.property) && !call.too_small &&
                          it.before.kind.at(call.context) == D::kind(Kind::certificate) && D::property(it.before.properties.at(call.context), call.property) == D::no_value();
    return implied<D>(premise && asked && D::is_signed(content), it.answer.succeeds && it.answer.value == D::hash_of(content, call.property));
  }
};

}  // namespace certlife::model
