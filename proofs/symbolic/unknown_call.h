// One call in an unknown world: what an obligation is about.
#pragma once

#include <vector>

#include "model/invariants/claim.h"
#include "proofs/symbolic/domain.h"

namespace certlife::proofs {

using World = model::World<Symbolic>;

// An unknown world, the arbitrary store, context and CSP handle that a claim speaks of, and every further one that the call
// names. Invariants are assumed for these and for the witnesses of the theory.
struct UnknownState {
  World before = unknown_world("before");
  Symbolic::Choices choice;
  std::vector<Store> stores;
  std::vector<Csp> csps;

  Store any_store = fresh_term<StoreTag>("any_store");
  Context any_context = fresh_term<ContextTag>("any_context");
  Csp any_csp = fresh_term<CspTag>("any_csp");
  File any_file = fresh_term<FileTag>("any_file");

  UnknownState();

  // Arguments about which nothing is known.
  Store some_store(const char* name);
  Context some_context(const char* name);
  Csp some_csp(const char* name);
  // Names that nothing bears yet.
  Store fresh_store();
  Context fresh_context();
  Csp fresh_csp();
  Count one_of(const char* name, int count);
};

template <class Tag>
void make_unknown(Term<Tag>& term, const char* name) { term = fresh_term<Tag>(name); }
inline void make_unknown(Bool& term, const char* name) { term = fresh_bool(name); }

// A value about which nothing is known but what its role says.
template <model::Role role, class V>
void make_unknown(UnknownState& it, model::Argument<role> argument, V& value) {
  using model::Role;
  if constexpr (role == Role::store) value = it.some_store(argument.name);
  else if constexpr (role == Role::context) value = it.some_context(argument.name);
  else if constexpr (role == Role::csp) value = it.some_csp(argument.name);
  else if constexpr (role == Role::fresh_store) value = it.fresh_store();
  else if constexpr (role == Role::fresh_context) value = it.fresh_context();
  else if constexpr (role == Role::fresh_csp) value = it.fresh_csp();
  else if constexpr (role == Role::kind) value = it.one_of(argument.name, model::kind_count);
  else if constexpr (role == Role::provider) value = it.one_of(argument.name, model::provider_count);
  else if constexpr (role == Role::encoding) value = it.one_of(argument.name, model::encoding_count);
  else if constexpr (role == Role::disposition) value = it.one_of(argument.name, model::disposition_count);
  else make_unknown(value, argument.name);
}

// A call with unknown arguments.
template <class Call>
Call any_call(UnknownState& it) {
  Call call{};
  model::for_each_argument([&](auto argument, auto& value) { make_unknown(it, argument, value); }, call);
  return call;
}

}  // namespace certlife::proofs
