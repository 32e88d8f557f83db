// The key context of a context, of which the key handle and the key spec are parts.
#pragma once

#include "model/calls.h"

namespace certlife::model {

template <class D>
Bool<D> is_property(PropertyId<D> id, int number) { return id == D::property_id(number); }

template <class D>
Bool<D> is_key_context(PropertyId<D> id) { return is_property<D>(id, 5); }
template <class D>
Bool<D> is_key_spec(PropertyId<D> id) { return is_property<D>(id, 6); }
// Getting it takes the key handle out of the context. [PROP-34]
template <class D>
Bool<D> hands_over(PropertyId<D> id) { return is_property<D>(id, 100); }
// The key handle, the key spec, and the key handle that is handed over.
template <class D>
Bool<D> is_key_part(PropertyId<D> id) { return is_property<D>(id, 1) || is_key_spec<D>(id) || hands_over<D>(id); }

// Under which id it is stored. [PROP-12, PROP-30]
template <class D>
PropertyId<D> place_of(PropertyId<D> id) {
  return D::choose(is_key_part<D>(id), D::property_id(5), id);
}

// What a get of the id gives of what is stored in its place.
template <class D>
Value<D> part_of(Value<D> stored, PropertyId<D> id) {
  const auto handle = D::choose(is_key_part<D>(id), D::handle_in(stored), stored);
  return D::choose(is_key_spec<D>(id), D::spec_in(stored), handle);
}

// What a set leaves in the place: a part changes in the key context, and one that is deleted is 0. [PROP-30, PROP-31, PROP-32]
template <class D>
Value<D> value_after(Value<D> stored, const SetProperty<D>& call) {
  const Bool<D> part = is_key_part<D>(call.property), spec = is_key_spec<D>(call.property);
  const auto key = D::key_of(D::choose(part && !spec, call.value, D::handle_in(stored)), D::choose(spec, call.value, D::spec_in(stored)));
  const Bool<D> nothing_to_delete = stored == D::no_value() && call.value == D::no_value();
  return D::choose(part && !nothing_to_delete, key, call.value);
}

template <class D>
Value<D> without_handle(Value<D> key) { return D::key_of(D::no_value(), D::spec_in(key)); }

}  // namespace certlife::model
