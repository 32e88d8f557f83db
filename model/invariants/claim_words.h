// Words that many claims use: what stays the same, and what each call takes up and gives up.
#pragma once

#include "model/invariants/claim.h"
#include "model/rules/add_context.h"

namespace certlife::model {

// Two worlds agree on all that they say of a store, a context, a CSP handle or a file.
template <class D, class Key>
Bool<D> same_at(const World<D>& one, const World<D>& other, Key key) {
  Bool<D> same = true;
  World<D>::for_each_field(
      [&](const char*, const auto& a, const auto& b) {
        if constexpr (requires { a.at(key) == b.at(key); }) same = same && a.at(key) == b.at(key);
      },
      one, other);
  return same;
}

template <class D>
Bool<D> nothing_else_changes(const Seen<D>& it, const World<D>& one, const World<D>& other) {
  return same_at<D>(one, other, it.store) && same_at<D>(one, other, it.context) && same_at<D>(one, other, it.csp) &&
         same_at<D>(one, other, it.file);
}

template <class D>
Bool<D> nothing_changes(const Seen<D>& it) {
  return nothing_else_changes(it, it.before, it.after);
}

template <class D>
Count<D> one_if(const Bool<D>& condition) {
  return D::choose(condition, Count<D>(1), Count<D>(0));
}

// A property id about which nothing is known; where ids are plain, the friendly name stands for all.
template <class D>
PropertyId<D> some_property() {
  if constexpr (requires { D::arbitrary_property(); }) return D::arbitrary_property();
  else return D::property_id(11);
}

template <class D>
Value<D> value_of(const World<D>& world, Context<D> context) {
  return D::property(world.properties.at(context), some_property<D>());
}

// --- Closing -----------------------------------------------------------------------------------------------------------

template <class D>
Bool<D> has_known_flags(const CloseStore<D>& call) { return is_real<D>(call.store) && !call.unknown_flags; }

// The close takes the last handle away, by count or by force.
template <class D>
Bool<D> is_final(const Seen<D>& it, const CloseStore<D>& call) {
  return has_known_flags(call) && it.after.handles.at(call.store) == 0;
}

template <class D, class Call>
Bool<D> forces(const Call& call, Store<D> store) {
  if constexpr (std::is_same_v<Call, CloseStore<D>>) return call.force && call.store == store;
  else return false;
}

// --- References --------------------------------------------------------------------------------------------------------

// The reference that the call gives up: the context passed to a free or delete, or the previous one of an enumeration.
template <class D, class Call>
Context<D> given_up_by(const Call&) { return D::no_context(); }
template <class D>
Context<D> given_up_by(const FreeContext<D>& call) { return call.context; }
template <class D>
Context<D> given_up_by(const DeleteContext<D>& call) { return call.context; }
template <class D>
Context<D> given_up_by(const NextContext<D>& call) { return call.previous; }

// --- Adding ------------------------------------------------------------------------------------------------------------

// The bytes decode and the disposition is known.
template <class D>
Bool<D> is_sound(const AddContext<D>& call) {
  return call.encoding == D::encoding(Encoding::sound) && !has(call, Disposition::none) && !has(call, Disposition::unknown);
}

// What the add looks for, by what the implementation chose.
template <class D>
Sought<D> sought_in(const Seen<D>& it, const AddContext<D>& call) {
  const auto sha1 = D::known_sha1(properties_brought(it.before, call), call.content);
  return {call.kind, call.content, sha1,
          call.kind == D::kind(Kind::certificate) && it.choice.takes(certificates_match_by_hash, true),
          call.kind == D::kind(Kind::crl) && call.from_context && it.choice.takes(crl_contexts_match_with_dates, true)};
}

template <class D>
Bool<D> is_match(const Seen<D>& it, const AddContext<D>& call, Context<D> context) {
  return matches(it.before, context, sought_in(it, call));
}

template <class D>
Bool<D> any_match(const Seen<D>& it, const AddContext<D>& call) {
  const auto found = [sought = sought_in(it, call)](const World<D>& w, Context<D> c) { return matches(w, c, sought); };
  return D::any_context_of(it.before, call.store, found);
}

// A match whose bytes are others: no source says with which code it is refused.
template <class D>
Bool<D> any_false_match(const Seen<D>& it, const AddContext<D>& call) {
  const auto found = [sought = sought_in(it, call)](const World<D>& w, Context<D> c) { return matches_falsely(w, c, sought); };
  return D::any_context_of(it.before, call.store, found);
}

// The context came about in this call.
template <class D>
Bool<D> is_new(const Seen<D>& it, Context<D> context) {
  return !it.before.context_exists.at(context) && it.after.context_exists.at(context);
}

template <class D>
Bool<D> was_there(const Seen<D>& it, Context<D> context) { return it.before.context_exists.at(context); }

// Where a domain has no files, there is nothing to compare.
template <class D>
Bool<D> same_image(const Image<D>& one, const Image<D>& other) {
  if constexpr (requires { one == other; }) return one == other;
  else return true;
}

}  // namespace certlife::model
