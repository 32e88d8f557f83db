// The slots of a world of fixed scope, counted from zero, and the names that stand for them.
#pragma once

#include "model/domain/native.h"

namespace certlife::model::explore {

inline constexpr int first_real_store = 2;  // After NULL and the null store.

template <class D>
constexpr Store<D> store_at(int slot) {
  return {static_cast<decltype(D::Store::index)>(slot + first_real_store)};
}

template <class D>
constexpr Context<D> context_at(int slot) {
  return {static_cast<decltype(D::Context::index)>(slot + 1)};
}

template <class D>
constexpr Csp<D> the_csp() {
  return {1};
}

}  // namespace certlife::model::explore
