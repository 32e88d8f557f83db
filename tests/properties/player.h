// Plays calls on the model and on the library at once, and compares after each: result, last error, pointers, contents,
// properties, what is alive, reference counts, CSP handles, and that nothing is left when nothing should be.
#pragma once

#include <cstring>

#include "tests/properties/arena.h"
#include "tests/properties/execute.h"
#include "tests/properties/verdict.h"

namespace certlife::properties {

template <class D>
class Player {
 public:
  using World = model::World<D>;
  using Outcome = model::Outcome<D>;
  using Context = typename D::Context;

  // With an arena the dead can be told from the living; without one the library's register of objects counts them.
  Player(const Library& library, const Arena* arena, Files files = {});

  // Makes the call, unless the documents leave it undefined here or it is outside the scope.
  Verdict play(const model::Call<D>& call);

  // Walks every store that the caller can name to its end, for each kind, by calls.
  Verdict play_walks();

  // Frees and closes all that the caller holds.
  Verdict play_ending();

  const World& world() const { return world_; }
  // The last call that was defined.
  const model::Call<D>& last_call() const { return last_call_; }

  // What a walk over programs puts aside and takes up again. Of the small domain only.
  struct State {
    World world;
    Bindings<D> bindings;
  };
  State state() const requires std::is_same_v<D, Small> { return {world_, bindings_}; }
  void take_up(const State& state) requires std::is_same_v<D, Small> {
    world_ = state.world;
    bindings_ = state.bindings;
  }

 private:
  template <class Use>
  void for_each_way(Use use);
  bool is_in_scope(const model::Call<D>& call);
  Verdict judge(const Outcome& outcome, const Observed& observed);
  Verdict compare_answer(const Outcome& outcome, const Observed& observed);
  Verdict compare_contexts(const World& world);
  Verdict compare_context(const World& world, Context context, const void* pointer);
  Verdict compare_properties(const World& world, Context context, const void* pointer);
  Verdict compare_stores(const World& world);
  Verdict compare_csps(const World& world);
  Verdict compare_leftovers(const World& world);
  bool is_pointer_of_another(const World& world, Context context, const void* pointer);

  const Library& library_;
  const Arena* arena_;
  Files files_;
  World world_;
  Bindings<D> bindings_;
  model::Assignment choices_ = choices_of_the_library();
  model::Reading everything_ = model::Reading::everything_free();
  model::Answer<D> last_answer_;
  model::Call<D> last_call_;
  unsigned long registered_before_ = 0;
  // What the call being played would make.
  typename D::Store new_store_{};
  Context new_context_{};
  typename D::Csp new_csp_{};
};

template <class D>
Player<D>::Player(const Library& library, const Arena* arena, Files files)
    : library_(library), arena_(arena), files_(std::move(files)), world_(Speaks<D>::empty_world()) {
  if (arena == nullptr) library.keep_register(true);
  bindings_.of(D::null_store()) = library.null_store();
  registered_before_ = library.registered_objects();
  // Two empty files, and one that is no store, are there from the beginning.
  if constexpr (Speaks<D>::has_files) {
    World with_file = world_;
    for (std::uint32_t file = 1; file <= Files::unreadable; ++file) with_file.file_exists.set({file}, true, true);
    D::commit(world_, with_file);
  }
}

// Notes the names that the call would give, and says whether they are free. A closed store that waits for its contexts is not
// duplicated: what becomes of its elements then no source says.
template <class D>
bool Player<D>::is_in_scope(const model::Call<D>& call) {
  using Says = Speaks<D>;
  new_store_ = {};
  new_context_ = {};
  new_csp_ = {};
  if (const auto* duplicate = std::get_if<model::DuplicateStore<D>>(&call)) {
    return duplicate->store == D::null_store() || world_.handles.at(duplicate->store) > 0;
  }
  if (const auto* open = std::get_if<model::OpenStore<D>>(&call)) new_store_ = open->fresh_store;
  else if (const auto* made = std::get_if<model::CreateContext<D>>(&call)) new_context_ = made->fresh_context;
  else if (const auto* added = std::get_if<model::AddContext<D>>(&call)) new_context_ = added->fresh_context;
  else if (const auto* csp = std::get_if<model::AcquireCsp<D>>(&call)) new_csp_ = csp->fresh_csp;
  else return true;
  if (std::holds_alternative<model::OpenStore<D>>(call)) return Says::store_is_fresh(world_, new_store_);
  if (std::holds_alternative<model::AcquireCsp<D>>(call)) return Says::csp_is_fresh(world_, new_csp_);
  return Says::context_is_fresh(world_, new_context_);
}

// `use` gets one way through the choices and says whether it has had enough.
template <class D>
template <class Use>
void Player<D>::for_each_way(Use use) {
  if constexpr (std::is_same_v<D, Small>) {
    static const model::Assignment settled = [this] {
      auto choices = choices_;
      choices[model::Choice::replaced_element_goes] = model::replaced_element_goes_to_the_head.value;
      return choices;
    }();
    use(Small::Choices{settled});
  } else {
    auto settled = choices_;
    settled[model::Choice::replaced_element_goes] = model::Assignment::free;
    settled[model::Choice::failed_commit_shows] = model::Assignment::free;
    for (model::Choosing way(everything_, settled);;) {
      if (use(way) || !way.next()) return;
    }
  }
}

template <class D>
Verdict Player<D>::play(const model::Call<D>& call) {
  Verdict verdict;
  if (!is_in_scope(call)) return {Result::undefined, "", 0, 0, 0};
  bool is_first = true;
  Observed observed;
  for_each_way([&](const typename D::Choices& choice) {
    const Outcome outcome = model::step<D>(world_, call, choice);
    if (is_first && !outcome.given.holds()) {
      verdict.result = Result::undefined;
      return true;
    }
    if (is_first) last_call_ = call;
    if (is_first) observed = std::visit(Execute<D>(library_, world_, bindings_, files_), call);
    const Verdict now = judge(outcome, observed);
    if (is_first || !now.differs()) verdict = now;
    is_first = false;
    if (now.differs()) return false;
    last_answer_ = outcome.answer;
    if constexpr (std::is_same_v<D, Small>) world_ = outcome.after; else D::commit(world_, outcome.after);
    return true;
  });
  return verdict;
}

// The pointers that a way binds are kept only if it fits.
template <class D>
Verdict Player<D>::judge(const Outcome& outcome, const Observed& observed) {
  const auto store = outcome.answer.store;
  const auto context = outcome.answer.context;
  const auto csp = outcome.answer.csp;
  const auto store_before = bindings_.of(store);
  const auto context_before = bindings_.of(context);
  const auto csp_before = bindings_.of(csp);
  Verdict verdict = compare_answer(outcome, observed);
  if (!verdict.differs()) verdict = compare_contexts(outcome.after);
  if (!verdict.differs()) verdict = compare_stores(outcome.after);
  if (!verdict.differs()) verdict = compare_csps(outcome.after);
  if (!verdict.differs()) verdict = compare_leftovers(outcome.after);
  if (!verdict.differs()) return verdict;
  bindings_.of(store) = store_before;
  bindings_.of(context) = context_before;
  bindings_.of(csp) = csp_before;
  return verdict;
}

template <class D>
Verdict Player<D>::compare_answer(const Outcome& outcome, const Observed& observed) {
  const auto& answer = outcome.answer;
  if (observed.succeeds != answer.succeeds) return difference("the result", answer.succeeds, observed.succeeds);
  if (!model::admits(answer.last_error, observed.last_error)) {
    return difference("the last error", static_cast<long long>(answer.last_error), static_cast<long long>(observed.last_error));
  }
  if (answer.succeeds && answer.value != observed.value) return difference("the value", answer.value, observed.value);
  if (!(answer.csp == D::no_csp())) bindings_.of(answer.csp) = observed.csp;
  if (!(answer.store == D::no_store())) {
    HCERTSTORE& known = bindings_.of(answer.store);
    const bool is_new = !world_.store_allocated.at(answer.store) && !(answer.store == D::null_store());
    if (!is_new && known != observed.pointer) return difference("the handle returned", answer.store.index, -1);
    known = const_cast<HCERTSTORE>(observed.pointer);
  }
  if (!(answer.context == D::no_context())) {
    const void*& known = bindings_.of(answer.context);
    const bool is_new = !world_.context_allocated.at(answer.context);
    if (!is_new && known != nullptr && known != observed.pointer) return difference("the context returned", answer.context.index, -1);
    if (observed.pointer == nullptr || is_pointer_of_another(outcome.after, answer.context, observed.pointer)) {
      return difference("the context returned", answer.context.index, -2);
    }
    known = observed.pointer;
  } else {
    // A context that came about without being handed out has no pointer yet.
    for_each_context<D>(outcome.after, [&](Context c) {
      if (outcome.after.context_allocated.at(c) && !world_.context_allocated.at(c)) bindings_.of(c) = nullptr;
    }, new_context_);
  }
  return {};
}

template <class D>
bool Player<D>::is_pointer_of_another(const World& world, Context context, const void* pointer) {
  bool found = false;
  for_each_context<D>(world, [&](Context other) {
    found = found || (!(other == context) && world.context_allocated.at(other) && bindings_.of(other) == pointer);
  }, new_context_);
  return found;
}

template <class D>
Verdict Player<D>::compare_contexts(const World& world) {
  Verdict verdict;
  for_each_context<D>(world, [&](Context context) {
    if (verdict.differs()) return;
    const void* pointer = bindings_.of(context);
    if (pointer == nullptr) return;
    if (world.context_allocated.at(context)) {
      verdict = compare_context(world, context, pointer);
    } else if (arena_ != nullptr &&
               library_.kinds[static_cast<std::size_t>(world.kind.at(context))].observe(pointer).alive) {
      verdict = difference("the memory of context", 0, 1, context.index);
    }
  }, new_context_);
  return verdict;
}

template <class D>
Verdict Player<D>::compare_context(const World& world, Context context, const void* pointer) {
  const Kind kind = world.kind.at(context);
  const auto& calls = library_.kinds[static_cast<std::size_t>(kind)];
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
Verdict Player<D>::compare_properties(const World& world, Context context, const void* pointer) {
  const Kind kind = world.kind.at(context);
  const auto& calls = library_.kinds[static_cast<std::size_t>(kind)];
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
    const int value = value_of<D>(library_, kind, pointer, world.content.at(context), id, got);
    if (value != expected) return difference("a property of context", expected, value, context.index);
  }
  return {};
}

template <class D>
Verdict Player<D>::compare_stores(const World& world) {
  Verdict verdict;
  for_each_store<D>(world, [&](typename D::Store store) {
    const HCERTSTORE handle = bindings_.of(store);
    if (verdict.differs() || handle == nullptr) return;
    const bool allocated = world.store_allocated.at(store);
    if (!allocated && arena_ == nullptr) return;
    const StoreState state = library_.observe_store(handle);
    if (allocated != state.alive) verdict = difference("the memory of store", allocated, state.alive, store.index);
    if (!allocated || verdict.differs()) return;
    const int handles = world.handles.at(store);
    int listed = 0;
    for_each_context<D>(world, [&](Context c) { listed += world.home.at(c) == store && world.listed.at(c); }, new_context_);
    if (handles != static_cast<int>(state.handles)) verdict = difference("the handles of store", handles, state.handles, store.index);
    if (listed != static_cast<int>(state.listed)) verdict = difference("the number of elements of store", listed, state.listed, store.index);
  }, new_store_);
  return verdict;
}

template <class D>
Verdict Player<D>::compare_csps(const World& world) {
  Verdict verdict;
  for_each_csp<D>(world, [&](typename D::Csp csp) {
    const int expected = world.csp_references.at(csp);
    const auto observed = static_cast<int>(library_.csp_references(bindings_.of(csp)));
    if (expected != observed) verdict = difference("the references of CSP handle", expected, observed, csp.index);
    if ((library_.ask_csp(bindings_.of(csp)) != FALSE) != (expected > 0)) {
      verdict = difference("the life of CSP handle", expected > 0, expected <= 0, csp.index);
    }
  }, new_csp_);
  return verdict;
}

template <class D>
Verdict Player<D>::compare_leftovers(const World& world) {
  if (arena_ != nullptr && arena_->is_damaged()) return difference("blocks freed twice", 0, 1);
  int csps = 0, alive = 0;
  for_each_store<D>(world, [&](typename D::Store store) { alive += world.store_allocated.at(store); }, new_store_);
  for_each_context<D>(world, [&](Context context) { alive += world.context_allocated.at(context); }, new_context_);
  if (arena_ == nullptr) {
    const auto registered = static_cast<long long>(library_.registered_objects() - registered_before_);
    return registered == alive ? Verdict{} : difference("the number of living objects", alive, registered);
  }
  for_each_csp<D>(world, [&](typename D::Csp csp) { csps += world.csp_references.at(csp); }, new_csp_);
  const bool nothing_left = alive == 0 && csps == 0;
  if (nothing_left && arena_->live_blocks() != 0) {
    return difference("blocks of memory left", 0, static_cast<long long>(arena_->live_blocks()));
  }
  return {};
}

template <class D>
Verdict Player<D>::play_walks() {
  std::vector<typename D::Store> stores;
  for_each_store<D>(world_, [&](typename D::Store store) { if (world_.owned_handles.at(store) > 0) stores.push_back(store); });
  for (const auto store : stores) {
    for (const Kind kind : {Kind::certificate, Kind::crl, Kind::ctl}) {
      model::NextContext<D> call{store, kind};
      do {
        const Verdict verdict = play(call);
        if (verdict.result != Result::agrees) return verdict;
        call.previous = last_answer_.context;
      } while (!(call.previous == D::no_context()));
    }
  }
  return {};
}

template <class D>
Verdict Player<D>::play_ending() {
  std::vector<model::Call<D>> calls;
  for_each_context<D>(world_, [&](Context context) {
    for (int i = 0; i < world_.owned_references.at(context); ++i) calls.push_back(model::FreeContext<D>{context});
  });
  for_each_store<D>(world_, [&](typename D::Store store) {
    for (int i = 0; i < world_.owned_handles.at(store); ++i) calls.push_back(model::CloseStore<D>{store});
  });
  for_each_csp<D>(world_, [&](typename D::Csp csp) {
    for (int i = 0; i < world_.owned_csp_references.at(csp); ++i) calls.push_back(model::ReleaseCsp<D>{csp});
  });
  for (const auto& call : calls) {
    if (const Verdict verdict = play(call); verdict.differs()) return verdict;
  }
  return {};
}

}  // namespace certlife::properties
