#include "proofs/situation.h"

namespace certlife::proofs {

Situation::Situation() {
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

Store Situation::some_store(const char* name) {
  stores.push_back(fresh_term<StoreTag>(name));
  return stores.back();
}

Context Situation::some_context(const char* name) {
  const auto context = fresh_term<ContextTag>(name);
  theory().speak_of(context);
  return context;
}

Csp Situation::some_csp(const char* name) {
  csps.push_back(fresh_term<CspTag>(name));
  return csps.back();
}

Store Situation::fresh_store() {
  const Store store = some_store("fresh_store");
  theory().assume(!before.store_exists.at(store) && model::is_real<Symbolic>(store));
  return store;
}

Context Situation::fresh_context() {
  const Context context = some_context("fresh_context");
  theory().assume(!before.context_exists.at(context) && !(context == Symbolic::no_context()));
  return context;
}

Csp Situation::fresh_csp() {
  const Csp csp = some_csp("fresh_csp");
  theory().assume(!before.csp_exists.at(csp) && !(csp == Symbolic::no_csp()));
  return csp;
}

Count Situation::one_of(const char* name, int count) {
  const Count term = fresh_term<CountTag>(name);
  theory().assume(!(term < 0) && term < count);
  return term;
}

using S = Symbolic;

template <>
model::OpenStore<S> any_call(Situation& it) {
  return {it.one_of("provider", 4), it.some_csp("csp"), fresh_bool("no_crypt_release"), fresh_bool("delete"),
          fresh_bool("read_only"), fresh_bool("create_new"), fresh_bool("open_existing"), fresh_bool("commit_enable"),
          fresh_bool("enum_archived"), fresh_term<FileTag>("file"), fresh_bool("readable"), fresh_bool("loose"),
          fresh_bool("named_as_pkcs7"), it.fresh_store()};
}
template <>
model::DuplicateStore<S> any_call(Situation& it) { return {it.some_store("store")}; }
template <>
model::CloseStore<S> any_call(Situation& it) {
  return {it.some_store("store"), fresh_bool("check"), fresh_bool("force"), fresh_bool("unknown"), fresh_bool("commit_fails")};
}
template <>
model::CreateContext<S> any_call(Situation& it) {
  return {it.one_of("kind", 3), it.one_of("encoding", 5), fresh_term<ContentTag>("content"), it.fresh_context()};
}
template <>
model::AddContext<S> any_call(Situation& it) {
  return {it.some_store("store"), it.one_of("kind", 3), it.one_of("encoding", 5), fresh_term<ContentTag>("content"),
          fresh_bool("from_context"), it.some_context("source"), it.one_of("disposition", 9), fresh_bool("wants_result"),
          it.fresh_context()};
}
template <>
model::NextContext<S> any_call(Situation& it) {
  return {it.some_store("store"), it.one_of("kind", 3), it.some_context("previous"), fresh_bool("is_find"),
          fresh_term<FilterTag>("filter"), fresh_bool("known_find_type")};
}
template <>
model::DuplicateContext<S> any_call(Situation& it) { return {it.some_context("context")}; }
template <>
model::FreeContext<S> any_call(Situation& it) { return {it.some_context("context")}; }
template <>
model::DeleteContext<S> any_call(Situation& it) { return {it.some_context("context")}; }
template <>
model::SetProperty<S> any_call(Situation& it) {
  return {it.some_context("context"), fresh_term<CountTag>("property"), fresh_term<ValueTag>("value"), fresh_bool("wrong_size")};
}
template <>
model::GetProperty<S> any_call(Situation& it) {
  return {it.some_context("context"), fresh_term<CountTag>("property"), fresh_bool("size_only"), fresh_bool("too_small")};
}
template <>
model::ControlStore<S> any_call(Situation& it) {
  return {it.some_store("store"), true, fresh_bool("force"), fresh_bool("clear"), fresh_bool("commit_fails")};
}
template <>
model::SaveStore<S> any_call(Situation& it) { return {it.some_store("store"), fresh_term<FileTag>("file"), fresh_bool("as_pkcs7"), fresh_bool("save_fails")}; }
template <>
model::AcquireCsp<S> any_call(Situation& it) { return {it.fresh_csp(), fresh_bool("bad_type"), fresh_bool("unknown_type")}; }
template <>
model::AddCspReference<S> any_call(Situation& it) { return {it.some_csp("csp")}; }
template <>
model::ReleaseCsp<S> any_call(Situation& it) { return {it.some_csp("csp"), fresh_bool("flags")}; }
template <>
model::AskCsp<S> any_call(Situation& it) { return {it.some_csp("csp")}; }

}  // namespace certlife::proofs
