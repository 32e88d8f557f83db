// The model's calls as the oracle makes them, and the indices that things have in its worlds.
#pragma once

#include "model/calls.h"
#include "model/domain/concrete.h"
#include "model/outcome.h"

namespace certlife::oracle {

using model::Concrete;
using model::Kind;
using ConcreteCall = model::Call<Concrete>;
using World = model::World<Concrete>;
using Outcome = model::Outcome<Concrete>;

// What a dead name stands for in the model: nothing that the caller may use. Those that died by force are told apart, so
// that the rules name the right clause.
inline constexpr std::uint32_t dead_store = 2, forced_store = 3, first_free_store = 4;
inline constexpr std::uint32_t dead_context = 1, forced_context = 2, first_free_context = 3;
inline constexpr std::uint32_t dead_csp = 1, first_free_csp = 2;

// What the things that a call makes will be.
struct FreshIndices {
  std::uint32_t store = 0, context = 0, csp = 0;
};

}  // namespace certlife::oracle
