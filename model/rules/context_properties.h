// CertSet…ContextProperty and CertGet…ContextProperty, for certificates, CRLs and CTLs.
#pragma once

#include "model/rules/computed_properties.h"
#include "model/rules/duplicate_context.h"

namespace certlife::model {

template <class D>
Given<D> may_use_properties(const World<D>& before, Context<D> context, Bool<D> looks) {
  return given<D>(Requirement<D>{!looks || is_some<D>(context), "PROP-18"},
                  Requirement<D>{!looks || !before.forfeited.at(before.home.at(context)), "CLOSE-12"},
                  Requirement<D>{!looks || caller_owns_a_reference(before, context), "CONTEXT-1"});
}

template <class D>
Bool<D> is_beyond(PropertyId<D> id) { return id > D::property_id(0xffff); }

template <class D>
void answer_set(Outcome<D>& outcome, const SetProperty<D>& call, Bool<D> refused) {
  const Bool<D> key = is_key_part<D>(call.property), deletes = call.value == D::no_value();
  answer_by(outcome, {{is_property<D>(call.property, 0),              false, Error::invalid_argument, "PROP-7"},
                      {is_beyond<D>(call.property),                   false, Error::invalid_argument, "PROP-22"},
                      {refused,                                       false, Error::invalid_argument, "PROP-13"},
                      {deletes && is_key_spec<D>(call.property),      true,  Error::unspecified,      "PROP-32"},
                      {deletes && key,                                true,  Error::unspecified,      "PROP-31"},
                      {key,                                           true,  Error::unspecified,      "PROP-30"},
                      {true,                                          true,  Error::unspecified,      "PROP-2"}});
}

template <class D>
Frame<D> frame_of_set(const SetProperty<D>& call) {
  const Bool<D> key = is_key_part<D>(call.property), deletes = call.value == D::no_value();
  return {{Aspect::properties, Of::anything, deletes && is_key_spec<D>(call.property), "PROP-32"},
          {Aspect::properties, Of::anything, deletes && key,                           "PROP-31"},
          {Aspect::properties, Of::anything, key,                                      "PROP-30"},
          {Aspect::properties, Of::anything, deletes,                                  "PROP-3"},
          {Aspect::properties, Of::anything, true,                                     "PROP-2"}};
}

template <class D>
Outcome<D> set_property(const World<D>& before, const SetProperty<D>& call, const Choices<D>& choice) {
  const Bool<D> zero = is_property<D>(call.property, 0);
  const Bool<D> refused = zero || is_beyond<D>(call.property) || (is_key_context<D>(call.property) && call.wrong_size);

  // GIVEN   a context that the caller may use; id 0 is refused before that is asked.          [CONTEXT-1, PROP-7, PROP-18]
  Outcome<D> outcome{may_use_properties(before, call.context, !zero), before, {}, {}};

  // THEN    the context has the value, or no value, whoever holds it and wherever it is;      [PROP-1, PROP-2, PROP-3, PROP-19]
  //         key handle and key spec stand in the key context;                                 [PROP-30, PROP-31, PROP-32]
  const auto old = before.properties.at(call.context);
  const auto place = place_of<D>(call.property);
  const auto value = value_after<D>(D::property(old, place), call);
  outcome.after.properties.set(call.context, D::with_property(old, place, value), !refused);
  //         for its store that is a change, as long as the store has a file.                  [PROP-15, PROP-16, PROP-17, CLOSE-34]
  outcome.after.changed.set(before.home.at(call.context), true, !refused && before.listed.at(call.context));

  // RESULT  TRUE, also when there was nothing to delete.                                      [PROP-4, PROP-7, PROP-20]
  answer_set(outcome, call, refused);

  // FRAME   everything stays but this property.
  frame_by(outcome, choice, [&] { return frame_of_set(call); });
  return outcome;
}

// A get, looked up: what is stored, what the bytes say, and which of the open questions the implementation says yes to.
template <class D>
struct Lookup {
  Value<D> value;
  Bool<D> stored;
  Bool<D> zero;   // The part of a key context that is asked for is 0.
  Bool<D> hash;   // Neither stored nor derived: a SHA-1 or MD5 hash. [PROP-8]
  Derived<D> derived;
  Bool<D> zero_counts;  // [PROP-33 OPEN]
  Bool<D> key_hash;     // [PROP-28 OPEN]
  Bool<D> computed;     // [PROP-25 OPEN]
  Bool<D> does_not_fit = false;
  Bool<D> hands_over = false;  // A key handle leaves the context with this get.

  Bool<D> found() const { return stored || zero_counts || hash || derived.hash || derived.identifier || key_hash || computed; }
};

template <class D>
Lookup<D> looked_up(const World<D>& before, const GetProperty<D>& call, const Choices<D>& choice) {
  const auto content = before.content.at(call.context);
  const auto place = D::property(before.properties.at(call.context), place_of<D>(call.property));
  const auto part = part_of<D>(place, call.property);
  const Bool<D> stored = !(part == D::no_value());
  const Bool<D> zero = !stored && !(place == D::no_value()) && is_key_part<D>(call.property) && !hands_over<D>(call.property);
  const auto asked = D::choose(stored, D::property_id(0), call.property);  // Of the bytes.
  const Derived<D> derived = derived_from<D>(before.kind.at(call.context), content, asked);
  Lookup<D> it{D::choose(stored || zero, part, D::hash_of(content, call.property)), stored, zero, !stored && D::is_hash(call.property), derived,
               zero && choice.takes(zero_key_part_is_given, zero),
               derived.by_key && choice.takes(key_hash_is_the_key_identifier, derived.by_key),
               derived.doubtful && choice.takes(uncertain_property_is_computed, derived.doubtful)};
  it.does_not_fit = it.found() && call.too_small;
  it.hands_over = stored && hands_over<D>(call.property) && !it.does_not_fit;
  return it;
}

template <class D>
void answer_get(Outcome<D>& outcome, const Lookup<D>& it) {
  answer_by(outcome, {{it.does_not_fit,         false, Error::more_data,    "PROP-6"},
                      {it.hands_over,           true,  Error::unspecified,  "PROP-34"},
                      {it.stored,               true,  Error::unspecified,  "PROP-1"},
                      {it.zero_counts,          true,  Error::unspecified,  "PROP-33"},
                      {it.hash,                 true,  Error::unspecified,  "PROP-8"},
                      {it.derived.hash,         true,  Error::unspecified,  "PROP-23"},
                      {it.derived.identifier,   true,  Error::unspecified,  "PROP-26"},
                      {it.key_hash,             true,  Error::unspecified,  "PROP-28"},
                      {it.computed,             true,  Error::unspecified,  "PROP-25"},
                      {it.derived.no_signature, false, Error::bad_tag,      "PROP-24"},
                      {it.derived.no_key,       false, Error::invalid_data, "PROP-27"},
                      {it.derived.by_key,       false, Error::invalid_data, "PROP-28"},
                      {it.derived.doubtful,     false, Error::some_failure, "PROP-25"},
                      {it.zero,                 false, Error::not_found,    "PROP-33"},
                      {true,                    false, Error::not_found,    "PROP-5"}});
}

template <class D>
Outcome<D> get_property(const World<D>& before, const GetProperty<D>& call, const Choices<D>& choice) {
  // GIVEN   a context that the caller may use.                                                [CONTEXT-1, PROP-18]
  Outcome<D> outcome{may_use_properties(before, call.context, true), before, {}, {}};
  const Lookup<D> it = looked_up(before, call, choice);

  // THEN    a hash that is asked for is computed and stored;                                  [PROP-8, PROP-9, PROP-29]
  const auto old = before.properties.at(call.context);
  outcome.after.properties.set(call.context, D::with_property(old, call.property, it.value), it.hash);
  //         a key handle that is handed over leaves the key context.                          [PROP-34, PROP-35]
  const auto key_context = D::property_id(5);
  const auto rest = D::with_property(old, key_context, without_handle<D>(D::property(old, key_context)));
  outcome.after.properties.set(call.context, rest, it.hands_over && !call.size_only);

  // RESULT  the value, or FALSE with what stands against it.
  outcome.answer.value = D::choose(it.found() && !it.does_not_fit, it.value, D::no_value());
  answer_get(outcome, it);

  // FRAME   everything else stays.
  frame_by(outcome, choice);
  return outcome;
}

}  // namespace certlife::model
