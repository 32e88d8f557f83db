#include "proofs/symbolic/unknown_call.h"

namespace certlife::proofs {

UnknownState::UnknownState() {
  stores = {any_store, Symbolic::null_store(), Symbolic::no_store()};
  csps = {any_csp};
  theory().speak_of(any_context);
  theory().speak_of(Symbolic::no_context());
  theory().assume(!(Symbolic::null_store() == Symbolic::no_store()));
  for (std::size_t i = 0; i < choice.value.size(); ++i) {
    const int values = i == static_cast<std::size_t>(model::Choice::replaced_element_goes) ? 2 : model::choice_facts[i].value_count();
    theory().assume(Bool(choice.value[i] >= 0 && choice.value[i] < values));
  }
}

Store UnknownState::some_store(const char* name) {
  stores.push_back(fresh_term<StoreTag>(name));
  return stores.back();
}

Context UnknownState::some_context(const char* name) {
  const auto context = fresh_term<ContextTag>(name);
  theory().speak_of(context);
  return context;
}

Csp UnknownState::some_csp(const char* name) {
  csps.push_back(fresh_term<CspTag>(name));
  return csps.back();
}

Store UnknownState::fresh_store() {
  const Store store = some_store("fresh_store");
  theory().assume(!before.store_exists.at(store) && model::is_real<Symbolic>(store));
  return store;
}

Context UnknownState::fresh_context() {
  const Context context = some_context("fresh_context");
  theory().assume(!before.context_exists.at(context) && !(context == Symbolic::no_context()));
  return context;
}

Csp UnknownState::fresh_csp() {
  const Csp csp = some_csp("fresh_csp");
  theory().assume(!before.csp_exists.at(csp) && !(csp == Symbolic::no_csp()));
  return csp;
}

Count UnknownState::one_of(const char* name, int count) {
  const Count term = fresh_term<CountTag>(name);
  theory().assume(!(term < 0) && term < count);
  return term;
}

}  // namespace certlife::proofs
