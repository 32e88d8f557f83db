#include "proofs/symbolic/ghosts.h"

namespace certlife::proofs {

namespace {

// The stores written, and for each whether it is none of those before it.
struct Touched {
  Store store;
  Bool is_another;
};

std::vector<Touched> touched_in(const model::World<Symbolic>& world) {
  std::vector<Store> stores = world.releases_csp.touched();
  stores.insert(stores.end(), world.csp.touched().begin(), world.csp.touched().end());
  std::vector<Touched> all;
  for (const Store& store : stores) {
    Bool is_another = true;
    for (const Touched& earlier : all) is_another = is_another && !(earlier.store == store);
    if (!(is_another.term().is_false())) all.push_back({store, is_another});
  }
  return all;
}

Count stores_owing(const model::World<Symbolic>& world, const Csp& csp) {
  auto& z3 = theory().z3();
  const bool empty = world.releases_csp.base_at(Symbolic::no_store()).term().is_false();
  const auto decl = z3.function("owing", sort_of<CspTag>(), z3.int_sort());
  const Count base = empty ? Count(0) : Count(decl(csp.term()));
  Count seen = 0;
  Count count = base;
  for (const Touched& touched : touched_in(world)) {
    const auto owed = [&](const Bool& releases, const Csp& of) { return model::one_if<Symbolic>(touched.is_another && releases && of == csp); };
    const Count before = owed(world.releases_csp.base_at(touched.store), world.csp.base_at(touched.store));
    seen = seen + before;
    count = count - before + owed(world.releases_csp.at(touched.store), world.csp.at(touched.store));
  }
  theory().assume(!(base < seen));
  return count;
}

}  // namespace
}  // namespace certlife::proofs

namespace certlife::model {

proofs::Count Owing<proofs::Symbolic>::stores(const World<proofs::Symbolic>& world, const proofs::Csp& csp) {
  return proofs::stores_owing(world, csp);
}

void assume_counted(const World<proofs::Symbolic>& world, const proofs::Store& store) {
  const proofs::Count count = Owing<proofs::Symbolic>::stores(world, world.csp.at(store));
  proofs::theory().assume(!world.releases_csp.at(store) || count > 0);
}

}  // namespace certlife::model
