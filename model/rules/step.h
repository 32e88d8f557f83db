// The transition relation: one call, by its rule.
#pragma once

#include "model/rules/add_context.h"
#include "model/rules/close_store.h"
#include "model/rules/context_properties.h"
#include "model/rules/control_store.h"
#include "model/rules/create_context.h"
#include "model/rules/csp_handle.h"
#include "model/rules/delete_context.h"
#include "model/rules/duplicate_context.h"
#include "model/rules/duplicate_store.h"
#include "model/rules/enumerate_contexts.h"
#include "model/rules/find_context.h"
#include "model/rules/free_context.h"
#include "model/rules/open_store.h"
#include "model/rules/save_store.h"

namespace certlife::model {

template <class D>
struct Step {
  const World<D>& before;
  const Choices<D>& choice;

  Outcome<D> operator()(const OpenStore<D>& call) const { return open_store(before, call, choice); }
  Outcome<D> operator()(const DuplicateStore<D>& call) const { return duplicate_store(before, call, choice); }
  Outcome<D> operator()(const CloseStore<D>& call) const { return close_store(before, call, choice); }
  Outcome<D> operator()(const CreateContext<D>& call) const { return create_context(before, call, choice); }
  Outcome<D> operator()(const AddContext<D>& call) const { return add_context(before, call, choice); }
  Outcome<D> operator()(const NextContext<D>& call) const { return next_context(before, call, choice); }
  Outcome<D> operator()(const DuplicateContext<D>& call) const { return duplicate_context(before, call, choice); }
  Outcome<D> operator()(const FreeContext<D>& call) const { return free_context(before, call, choice); }
  Outcome<D> operator()(const DeleteContext<D>& call) const { return delete_context(before, call, choice); }
  Outcome<D> operator()(const SetProperty<D>& call) const { return set_property(before, call, choice); }
  Outcome<D> operator()(const GetProperty<D>& call) const { return get_property(before, call, choice); }
  Outcome<D> operator()(const ControlStore<D>& call) const { return control_store(before, call, choice); }
  Outcome<D> operator()(const SaveStore<D>& call) const { return save_store(before, call, choice); }
  Outcome<D> operator()(const AcquireCsp<D>& call) const { return acquire_csp(before, call, choice); }
  Outcome<D> operator()(const AddCspReference<D>& call) const { return add_csp_reference(before, call, choice); }
  Outcome<D> operator()(const ReleaseCsp<D>& call) const { return release_csp(before, call, choice); }
  Outcome<D> operator()(const AskCsp<D>& call) const { return ask_csp(before, call, choice); }
};

template <class D>
Outcome<D> step(const World<D>& before, const Call<D>& call, const Choices<D>& choice) {
  return std::visit(Step<D>{before, choice}, call);
}

}  // namespace certlife::model
