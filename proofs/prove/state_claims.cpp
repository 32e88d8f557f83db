#include "proofs/prove/state_claims.h"

namespace certlife::proofs {

namespace {

template <class Claims, class Add>
void add_claims(std::vector<StateClaim>& all, About kind, Add statement_of) {
  model::for_each_claim<Claims>([&](auto claim) { all.push_back({&decltype(claim)::about, kind, statement_of(claim)}); });
}

std::vector<StateClaim> make_state_claims() {
  std::vector<StateClaim> all;
  add_claims<model::StoreInvariants>(all, About::store, [](auto claim) {
    return [=](const World& world, const Subject& it, const Symbolic::Choices& choice) {
      return claim.template holds<Symbolic>(world, it.store, choice);
    };
  });
  add_claims<model::ContextInvariants>(all, About::context, [](auto claim) {
    return [=](const World& world, const Subject& it, const Symbolic::Choices& choice) {
      return claim.template holds<Symbolic>(world, it.context, choice);
    };
  });
  add_claims<model::CspInvariants>(all, About::csp, [](auto claim) {
    return [=](const World& world, const Subject& it, const Symbolic::Choices& choice) {
      return claim.template holds<Symbolic>(world, it.csp, choice);
    };
  });
  return all;
}

void assume_of(UnknownState& state, About kind, const Subject& subject) {
  for (const StateClaim& claim : state_claims()) {
    if (claim.kind == kind) theory().assume(claim.statement(state.before, subject, state.choice));
  }
}

}  // namespace

const std::vector<StateClaim>& state_claims() {
  static const std::vector<StateClaim> all = make_state_claims();
  return all;
}

void assume_invariants(UnknownState& state) {
  std::vector<Store> stores = state.stores;
  for (const Context& context : theory().contexts()) stores.push_back(state.before.home.at(context));
  for (const Store& store : stores) assume_of(state, About::store, {store, {}, {}});
  std::vector<Csp> csps = state.csps;
  for (const Store& store : state.stores) {
    csps.push_back(state.before.csp.at(store));
    model::assume_counted(state.before, store);
  }
  for (const Csp& csp : csps) assume_of(state, About::csp, {{}, {}, csp});
  assume_invariants_of_contexts_since(state, {});
}

void assume_invariants_of_contexts_since(UnknownState& state, const Theory::Mark& mark) {
  const auto contexts = theory().contexts();
  for (std::size_t i = mark.contexts; i < contexts.size(); ++i) assume_of(state, About::context, {{}, contexts[i], {}});
}

World empty_world() {
  World world;
  World::for_each_field([](const char*, auto& map) { map = std::remove_reference_t<decltype(map)>::nothing(); }, world);
  const World files = unknown_world("first");
  world.file_exists = files.file_exists;
  world.image = files.image;
  world.form = files.form;
  return world;
}

}  // namespace certlife::proofs
