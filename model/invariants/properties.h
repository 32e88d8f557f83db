// What setting and getting a property promise.
#pragma once

#include "model/invariants/claim_words.h"

namespace certlife::model {

// A set, and a get after it.
struct WhatWasSetIsGot {
  static constexpr About about{"what_was_set_is_got",
                               "A property that was set is what a get then gives; one that was set to NULL is not found, unless it is a hash.",
                               "PROP-2 PROP-3 PROP-4 PROP-5 PROP-9 PROP-19"};
  template <class D>
  static typename D::Bool holds(const Seen<D>& it, const SetProperty<D>& call) {
    const typename D::Bool asked = call.property == some_property<D>() && !(call.property == D::property_id(0));
    const Outcome<D> got = get_property(it.after, GetProperty<D>{call.context, call.property}, it.choice);
    const typename D::Bool deleted = call.value == D::no_value();
    return implied<D>(asked && !deleted, it.answer.succeeds && got.answer.succeeds && got.answer.value == call.value) &&
           implied<D>(asked && deleted && !D::is_hash(call.property), it.answer.succeeds && is_failure(got.answer, Error::not_found));
  }
};

struct SettingTouchesOneValue {
  static constexpr About about{"setting_touches_one_value",
                               "Setting a property changes no other property, no count, no list and no file.", "PROP-17 PROP-1 PROP-16 CLOSE-34"};
  template <class D>
  static typename D::Bool holds(const Seen<D>& it, const SetProperty<D>& call) {
    const auto c = it.context;
    return implied<D>(!(call.property == some_property<D>()), value_of(it.after, c) == value_of(it.before, c)) &&
           it.after.references.at(c) == it.before.references.at(c) && it.after.listed.at(c) == it.before.listed.at(c) &&
           it.after.context_allocated.at(c) == it.before.context_allocated.at(c) &&
           it.after.handles.at(it.store) == it.before.handles.at(it.store) &&
           it.after.store_allocated.at(it.store) == it.before.store_allocated.at(it.store) &&
           same_at<D>(it.before, it.after, it.csp) && same_at<D>(it.before, it.after, it.file);
  }
};

struct PropertyZeroIsRefused {
  static constexpr About about{"property_zero_is_refused", "Setting property id 0 fails with E_INVALIDARG, of NULL too, and changes nothing.",
                               "PROP-7"};
  template <class D>
  static typename D::Bool holds(const Seen<D>& it, const SetProperty<D>& call) {
    return implied<D>(call.property == D::property_id(0), is_failure(it.answer, Error::invalid_argument) && nothing_changes(it));
  }
};

struct AGetStoresNothingButAHash {
  static constexpr About about{"a_get_stores_nothing_but_a_hash",
                               "Getting a property changes nothing, except that a hash asked for is stored; what is missing is CRYPT_E_NOT_FOUND.",
                               "PROP-5 PROP-8 PROP-9"};
  template <class D>
  static typename D::Bool holds(const Seen<D>& it, const GetProperty<D>& call) {
    const typename D::Bool asked = call.property == some_property<D>();
    const auto old = value_of(it.before, call.context);
    const typename D::Bool hash = D::is_hash(call.property);
    return implied<D>(!hash, nothing_changes(it)) &&
           implied<D>(asked && !(old == D::no_value()), it.answer.succeeds && it.answer.value == old && nothing_changes(it)) &&
           implied<D>(asked && old == D::no_value() && !hash, is_failure(it.answer, Error::not_found)) &&
           implied<D>(asked && old == D::no_value() && hash, it.answer.succeeds && value_of(it.after, call.context) == it.answer.value);
  }
};

}  // namespace certlife::model
