// What the library did and shows, beside one outcome of the model: result, last error, pointers, contents, properties, what is
// alive, reference counts, CSP handles, and that nothing is left when nothing should be.
#pragma once

#include <cstring>

#include "tests/properties/arena.h"
#include "tests/properties/execute.h"
#include "tests/properties/verdict.h"

namespace certlife::properties {

// With an arena the dead can be told from the living; without one the library's register of objects counts them.
struct Instruments {
  const Library& library;
  const Arena* arena;
  unsigned long registered_before;
};

// The names that a call would give.
template <class D>
struct Fresh {
  typename D::Store store{};
  typename D::Context context{};
  typename D::Csp csp{};
};

template <class D>
class Comparison {
 public:
  using World = model::World<D>;
  using Outcome = model::Outcome<D>;
  using Context = typename D::Context;

  Comparison(const Instruments& with, const Fresh<D>& fresh, const World& before, Bindings<D>& bindings)
      : with_(with), fresh_(fresh), before_(before), bindings_(bindings) {}

  // Binds the pointers that the outcome gives names to: they are of use only if it fits.
  Verdict of(const Outcome& outcome, const Observed& observed);

 private:
  Verdict compare_answer(const Outcome& outcome, const Observed& observed);
  Verdict compare_contexts(const World& world);
  Verdict compare_context(const World& world, Context context, const void* pointer);
  Verdict compare_properties(const World& world, Context context, const void* pointer);
  Verdict compare_stores(const World& world);
  Verdict compare_csps(const World& world);
  Verdict compare_leftovers(const World& world);
  bool is_pointer_of_another(const World& world, Context context, const void* pointer);

  const Instruments& with_;
  const Fresh<D>& fresh_;
  const World& before_;
  Bindings<D>& bindings_;
};

template <class D>
Verdict Comparison<D>::of(const Outcome& outcome, const Observed& observed) {
  Verdict verdict = compare_answer(outcome, observed);
  if (!verdict.differs()) verdict = compare_contexts(outcome.after);
  if (!verdict.differs()) verdict = compare_stores(outcome.after);
  if (!verdict.differs()) verdict = compare_csps(outcome.after);
  if (!verdict.differs()) verdict = compare_leftovers(outcome.after);
  return verdict;
}

template <class D>
Verdict Comparison<D>::compare_answer(const Outcome& outcome, const Observed& observed) {
  const auto& answer = outcome.answer;
  if (observed.succeeds != answer.succeeds) return difference("the result", answer.succeeds, observed.succeeds);
  if (!model::admits(answer.last_error, observed.last_error)) {
    return difference("the last error", static_cast<long long>(answer.last_error), static_cast<long long>(observed.last_error));
  }
  if (answer.succeeds && answer.value != observed.value) return difference("the value", answer.value, observed.value);
  if (!(answer.csp == D::no_csp())) bindings_.of(answer.csp) = observed.csp;
  if (!(answer.store == D::no_store())) {
    HCERTSTORE& known = bindings_.of(answer.store);
    const bool is_new = !before_.store_allocated.at(answer.store) && !(answer.store == D::null_store());
    if (!is_new && known != observed.pointer) return difference("the handle returned", answer.store.index, -1);
    known = const_cast<HCERTSTORE>(observed.pointer);
  }
  if (!(answer.context == D::no_context())) {
    const void*& known = bindings_.of(answer.context);
    const bool is_new = !before_.context_allocated.at(answer.context);
    if (!is_new && known != nullptr && known != observed.pointer) return difference("the context returned", answer.context.index, -1);
    if (observed.pointer == nullptr || is_pointer_of_another(outcome.after, answer.context, observed.pointer)) {
      return difference("the context returned", answer.context.index, -2);
    }
    known = observed.pointer;
  } else {
    // A context that came about without being handed out has no pointer yet.
    for_each_context<D>(outcome.after, [&](Context c) {
      if (outcome.after.context_allocated.at(c) && !before_.context_allocated.at(c)) bindings_.of(c) = nullptr;
    }, fresh_.context);
  }
  return {};
}

template <class D>
bool Comparison<D>::is_pointer_of_another(const World& world, Context context, const void* pointer) {
  bool found = false;
  for_each_context<D>(world, [&](Context other) {
    found = found || (!(other == context) && world.context_allocated.at(other) && bindings_.of(other) == pointer);
  }, fresh_.context);
  return found;
}

template <class D>
Verdict Comparison<D>::compare_contexts(const World& world) {
  Verdict verdict;
  for_each_context<D>(world, [&](Context context) {
    if (verdict.differs()) return;
    const void* pointer = bindings_.of(context);
    if (pointer == nullptr) return;
    if (world.context_allocated.at(context)) {
      verdict = compare_context(world, context, pointer);
    } else if (with_.arena != nullptr &&
               with_.library.kinds[static_cast<std::size_t>(world.kind.at(context))].observe(pointer).alive) {
      verdict = difference("the memory of context", 0, 1, context.index);
    }
  }, fresh_.context);
  return verdict;
}

template <class D>
Verdict Comparison<D>::compare_context(const World& world, Context context, const void* pointer) {
  const Kind kind = world.kind.at(context);
  const auto& calls = with_.library.kinds[static_cast<std::size_t>(kind)];
  const ContextState state = calls.observe(pointer);
  const unsigned name = context.index;
  if (!state.alive) return difference("the memory of context", 1, 0, name);
  const auto references = world.references.at(context);
  if (references != static_cast<int>(state.references)) return difference("the references of context", references, state.references, name);
  if (world.listed.at(context) != state.listed) return difference("the listing of context", world.listed.at(context), state.listed, name);
  const Shown shown = calls.show(pointer);
  const auto home = world.home.at(context);
  if (shown.home != bindings_.of(home)) return difference("hCertStore of context", home.index, -1, name);
  const auto& bytes = Speaks<D>::sample_of(kind, world.content.at(context)).bytes;
  if (shown.size != bytes.size() || std::memcmp(shown.bytes, bytes.data(), bytes.size()) != 0) {
    return difference("the bytes of context", static_cast<long long>(bytes.size()), shown.size, name);
  }
  return compare_properties(world, context, pointer);
}

template <class D>
Verdict Comparison<D>::compare_properties(const World& world, Context context, const void* pointer) {
  const Kind kind = world.kind.at(context);
  const auto& calls = with_.library.kinds[static_cast<std::size_t>(kind)];
  const auto properties = world.properties.at(context);
  // What is enumerated comes first: a hash that is asked for is stored.
  if constexpr (Speaks<D>::has_files) {
    std::size_t listed = 0;
    for (DWORD id = calls.next_property(pointer, 0); id != 0 && listed < 100; id = calls.next_property(pointer, id)) {
      ++listed;
      if (properties.entries().count(id) == 0) return difference("a property that is enumerated", 0, id, context.index);
    }
    if (listed != properties.entries().size()) {
      return difference("the number of properties", static_cast<long long>(properties.entries().size()),
                        static_cast<long long>(listed), context.index);
    }
  }
  for (const std::uint32_t id : Speaks<D>::properties) {
    const int expected = D::property(properties, id);
    if (expected == 0 && D::is_hash(id)) continue;
    if (expected == 0) {
      DWORD size = 0;
      if (calls.get_property(pointer, id, nullptr, &size)) return difference("a property of context", 0, 1, context.index);
      continue;
    }
    bool got = false;
    const int value = value_of<D>(with_.library, kind, pointer, world.content.at(context), id, got);
    if (value != expected) return difference("a property of context", expected, value, context.index);
  }
  return {};
}

template <class D>
Verdict Comparison<D>::compare_stores(const World& world) {
  Verdict verdict;
  for_each_store<D>(world, [&](typename D::Store store) {
    const HCERTSTORE handle = bindings_.of(store);
    if (verdict.differs() || handle == nullptr) return;
    const bool allocated = world.store_allocated.at(store);
    if (!allocated && with_.arena == nullptr) return;
    const StoreState state = with_.library.observe_store(handle);
    if (allocated != state.alive) verdict = difference("the memory of store", allocated, state.alive, store.index);
    if (!allocated || verdict.differs()) return;
    const int handles = world.handles.at(store);
    int listed = 0;
    for_each_context<D>(world, [&](Context c) { listed += world.home.at(c) == store && world.listed.at(c); }, fresh_.context);
    if (handles != static_cast<int>(state.handles)) verdict = difference("the handles of store", handles, state.handles, store.index);
    if (listed != static_cast<int>(state.listed)) verdict = difference("the number of elements of store", listed, state.listed, store.index);
  }, fresh_.store);
  return verdict;
}

template <class D>
Verdict Comparison<D>::compare_csps(const World& world) {
  Verdict verdict;
  for_each_csp<D>(world, [&](typename D::Csp csp) {
    const int expected = world.csp_references.at(csp);
    const auto observed = static_cast<int>(with_.library.csp_references(bindings_.of(csp)));
    if (expected != observed) verdict = difference("the references of CSP handle", expected, observed, csp.index);
    if ((with_.library.ask_csp(bindings_.of(csp)) != FALSE) != (expected > 0)) {
      verdict = difference("the life of CSP handle", expected > 0, expected <= 0, csp.index);
    }
  }, fresh_.csp);
  return verdict;
}

template <class D>
Verdict Comparison<D>::compare_leftovers(const World& world) {
  if (with_.arena != nullptr && with_.arena->is_damaged()) return difference("blocks freed twice", 0, 1);
  int csps = 0, alive = 0;
  for_each_store<D>(world, [&](typename D::Store store) { alive += world.store_allocated.at(store); }, fresh_.store);
  for_each_context<D>(world, [&](Context context) { alive += world.context_allocated.at(context); }, fresh_.context);
  if (with_.arena == nullptr) {
    const auto registered = static_cast<long long>(with_.library.registered_objects() - with_.registered_before);
    return registered == alive ? Verdict{} : difference("the number of living objects", alive, registered);
  }
  for_each_csp<D>(world, [&](typename D::Csp csp) { csps += world.csp_references.at(csp); }, fresh_.csp);
  const bool nothing_left = alive == 0 && csps == 0;
  if (nothing_left && with_.arena->live_blocks() != 0) {
    return difference("blocks of memory left", 0, static_cast<long long>(with_.arena->live_blocks()));
  }
  return {};
}

}  // namespace certlife::properties
