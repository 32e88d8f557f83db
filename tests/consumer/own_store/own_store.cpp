// What PLANTED makes wrong, for the tests of the suite that is to find it:
//   1  a close with CHECK that finds something does not close
//   2  the last close takes contexts that are held with it
//   3  a store that is closed is not there for its contexts' frees
#include "own_store.h"

#include <algorithm>

#ifndef PLANTED
#define PLANTED 0
#endif

namespace own {

std::uint32_t last_error = 0;

namespace {

std::list<std::unique_ptr<Store>> stores;

bool fails_with(Error error) {
  last_error = static_cast<std::uint32_t>(error);
  return false;
}

bool is_held(const std::unique_ptr<Context>& context) { return context->references > 0; }

// A store that is closed keeps what is held.
bool is_gone(const std::unique_ptr<Context>& context) {
  return context->references == 0 && (!context->is_listed || context->home->handles == 0);
}

void end(Store* store) {
  stores.remove_if([=](const auto& each) { return each.get() == store; });
}

// Takes what nobody can reach any more.
void tidy(Store* store) {
  store->contexts.remove_if(is_gone);
  if (store->handles == 0 && store->contexts.empty()) end(store);
}

}  // namespace

Store* open_store() { return stores.emplace_back(std::make_unique<Store>()).get(); }

Store* duplicate(Store* store) {
  ++store->handles;
  return store;
}

bool close(Store* store, std::uint32_t flags) {
  const bool is_pending = store->handles > 1 || std::any_of(store->contexts.begin(), store->contexts.end(), is_held);
  const bool reports = (flags & check_flag) != 0 && is_pending;
#if PLANTED == 1
  if (reports) return fails_with(Error::pending_close);
#endif
  --store->handles;
  if ((flags & force_flag) != 0) end(store);
#if PLANTED == 2
  else if (store->handles == 0) end(store);
#elif PLANTED == 3
  else if (store->handles == 0)
    for (const auto& each : store->contexts) each->home = nullptr, each->is_listed = false;
#endif
  else tidy(store);
  return !reports || fails_with(Error::pending_close);
}

bool add(Store* store, std::uint32_t encoding_type, Encoded encoded, std::uint32_t disposition, Context** added) {
  if ((encoding_type & x509) == 0) return fails_with(Error::invalid_argument);
  const auto is_the_same = [&](const auto& each) { return each->is_listed && each->encoded == encoded; };
  if (disposition == add_new && std::any_of(store->contexts.begin(), store->contexts.end(), is_the_same)) return fails_with(Error::exists);
  store->contexts.push_front(std::make_unique<Context>(Context{store, std::move(encoded)}));
  if (added != nullptr) *added = duplicate(store->contexts.front().get());
  return true;
}

Context* next_of(Store* store, Context* previous) {
  if (previous != nullptr && previous->home != store) {
    release(previous);
    return fails_with(Error::invalid_argument), nullptr;
  }
  auto at = store->contexts.begin();
  if (previous != nullptr) at = std::next(std::find_if(at, store->contexts.end(), [=](const auto& each) { return each.get() == previous; }));
  at = std::find_if(at, store->contexts.end(), [](const auto& each) { return each->is_listed; });
  Context* const next = at == store->contexts.end() ? nullptr : duplicate(at->get());
  if (previous != nullptr) release(previous);
  if (next == nullptr) fails_with(Error::not_found);
  return next;
}

Context* duplicate(Context* context) {
  ++context->references;
  return context;
}

void release(Context* context) {
  --context->references;
  tidy(context->home);
}

void remove(Context* context) {
  context->is_listed = false;
  release(context);
}

bool is_there(const Store* store) {
  return std::any_of(stores.begin(), stores.end(), [=](const auto& each) { return each.get() == store; });
}

bool is_there(const Context* context) {
  return std::any_of(stores.begin(), stores.end(), [=](const auto& store) {
    return std::any_of(store->contexts.begin(), store->contexts.end(), [=](const auto& each) { return each.get() == context; });
  });
}

void forget_everything() { stores.clear(); }

}  // namespace own
