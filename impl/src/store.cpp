#include "impl/src/store.h"

#include <new>
#include <utility>

#include "impl/src/checked.h"
#include "impl/src/csp.h"
#include "impl/src/element_factory.h"
#include "impl/src/live_mark.h"
#include "impl/src/memory.h"
#include "impl/src/object_registry.h"
#include "impl/src/settings.h"

namespace certlife::impl {
namespace {

using CloseFlags = lifetime::CloseFlags<bool>;
using CloseDecision = lifetime::CloseDecision<std::uint64_t, bool>;

bool is_dead(const Store& store) {
  return lifetime::store_is_dead<std::uint64_t, bool>(store.handles.load(std::memory_order_acquire),
                                                      store.linked_elements);
}

void destroy_store(Store& store, Death death) noexcept {
  if (objects_are_registered()) unregister_object(&store, death);
  store.mark = 0;
  if (store.file != nullptr) destroy_file_binding(store.file);
  {
    RetiredBlocks retired;
    for (ElementList& list : store.lists) list.drop_indexes(retired);
  }
  store.~Store();
  retire(new (&store) Retirable{nullptr, sizeof(Store)});
}

template <class Visit>
void for_each_linked(Store& store, Visit visit) {
  for (ElementList& list : store.lists) {
    for (Element* element = list.newest(); element != nullptr;) {
      Element* next = element->older.load(std::memory_order_relaxed);
      visit(*element);
      element = next;
    }
  }
}

std::uint64_t count_held(Store& store) {
  std::uint64_t held = 0;
  for_each_linked(store, [&](Element& element) { held += element.counts.load().references > 0; });
  return held;
}

// The store keeps nothing any more: what nobody holds goes, or everything by force.
void end_contexts(Store& store, bool held_ones_too, RetiredBlocks& retired) {
  for (ElementList& list : store.lists) list.drop_indexes(retired);
  for_each_linked(store, [&](Element& element) {
    const bool dies = element.counts.end_store().kills();
    if (!dies && !held_ones_too) return;
    unlink_element(store, element);
    retired.add(end_element(element, dies ? Death::last_close : Death::forced_close));
  });
}

// Is the store dead then?
bool end_store(Store& store, const CloseDecision& decision, RetiredBlocks& retired, Status& committed) {
  committed = commit_changes(store);  // the result of the close does not show it (choice)
  if (store.file != nullptr) store.file->commits = false;
  if (decision.releases_csp) release_csp(store.owned_csp);
  store.owned_csp = 0;
  end_contexts(store, decision.ends_held_contexts, retired);
  return decision.ends_held_contexts || is_dead(store);
}

CloseDecision take_handle(Store& store, const CloseFlags& flags) {
  std::uint64_t handles = store.handles.load(std::memory_order_acquire);
  CloseDecision decision{};
  do {
    decision = lifetime::decide_close(handles, flags, store.owned_csp != 0);
  } while (!store.handles.compare_exchange_weak(handles, decision.handles, std::memory_order_acq_rel));
  return decision;
}

Status report(bool pending) { return pending ? Status::failure(CRYPT_E_PENDING_CLOSE) : Status::ok(); }

// A close too many of a store that waits for its contexts: the count stays at 0.
Status nothing_to_close() { return Status::failure(DWORD{ERROR_INVALID_HANDLE}); }

Status close_under_lock(Store& store, const CloseFlags& flags) {
  bool pending = false, dead = false;
  Status committed = Status::ok();
  RetiredBlocks retired;
  {
    const std::lock_guard lock(store.lock);
    if (store.handles.load() == 0) return nothing_to_close();
    const CloseDecision decision = take_handle(store, flags);
    if (decision.ends_store) dead = end_store(store, decision, retired, committed);
    const std::uint64_t held = flags.check && !dead ? count_held(store) : 0;
    pending = lifetime::close_reports_pending(decision.handles, held, flags, current_reading());
  }
  if (!committed.is_ok()) note_lost_changes(&store);
  if (dead) destroy_store(store, flags.force ? Death::forced_close : Death::last_close);
  return report(pending);
}

// A close that leaves other handles, and need not look at contexts, is one atomic step. False if it is not of that sort.
bool close_without_lock(Store& store, const CloseFlags& flags, Status& status) {
  const bool looks_at_contexts = flags.check && !current_reading().check_counts_other_handles;
  if (flags.force || looks_at_contexts) return false;
  std::uint64_t handles = store.handles.load(std::memory_order_relaxed);
  while (handles > 1) {
    const CloseDecision decision = lifetime::decide_close(handles, flags, false);
    if (store.handles.compare_exchange_weak(handles, decision.handles, std::memory_order_release)) {
      status = report(lifetime::close_reports_pending(decision.handles, std::uint64_t{0}, flags, current_reading()));
      return true;
    }
  }
  return false;
}

void bury(Element& element) noexcept {
  Store& store = *element.home;
  if (store.is_null_store) return destroy_element(element);
  bool store_dies = false;
  {
    const std::lock_guard lock(store.lock);
    unlink_element(store, element);
    store_dies = is_dead(store);
  }
  destroy_element(element);
  if (store_dies) destroy_store(store, Death::last_reference);
}

// Goes unless it is given away.
class FreshStore {
 public:
  explicit FreshStore(Store& store) : store_(&store) {}
  ~FreshStore() {
    if (store_ != nullptr) destroy_store(*store_, Death::last_close);
  }
  FreshStore(const FreshStore&) = delete;
  FreshStore& operator=(const FreshStore&) = delete;
  Store& give_away() { return *std::exchange(store_, nullptr); }

 private:
  Store* store_;
};

}  // namespace

Store& null_store() {
  static Store store;
  static const bool is_ready = [] {
    store.is_null_store = true;
    store.mark = live_mark(&store);
    return true;
  }();
  static_cast<void>(is_ready);
  return store;
}

Store& make_store(DWORD flags, HCRYPTPROV owned_csp) {
  auto* store = new (allocate_block(sizeof(Store))) Store;
  FreshStore fresh(*store);
  if (objects_are_registered()) register_object(*store);
  store->mark = live_mark(store);
  store->flags = flags;
  store->owned_csp = owned_csp;
  return fresh.give_away();
}

void duplicate_store(Store& store) {
  if (!store.is_null_store) store.handles.fetch_add(1, std::memory_order_relaxed);
}

Status close_store(Store& store, DWORD flags) {
  if (store.is_null_store) {
    const bool fails = current_reading().closing_the_null_store_fails;
    return fails ? Status::failure(E_UNEXPECTED) : Status::ok();
  }
  const CloseFlags close_flags{(flags & CERT_CLOSE_STORE_CHECK_FLAG) != 0, (flags & CERT_CLOSE_STORE_FORCE_FLAG) != 0};
  Status status = Status::ok();
  if (close_without_lock(store, close_flags, status)) return status;
  return close_under_lock(store, close_flags);
}

Transition unlist_element(Store& store, Element& element) noexcept {
  if (element.is_listed()) store.list_of(element.kind).unlist(element);
  return element.counts.end_listing();
}

void unlink_element(Store& store, Element& element) noexcept {
  store.list_of(element.kind).unlink(element);
  --store.linked_elements;
}

void free_element(Element& element) noexcept {
  if (element.counts.free_reference().kills()) bury(element);
}

// The reference is freed after the lock is given back: whoever kills the element buries it. Who deletes what nobody holds kills it at once.
void delete_element(Element& element) noexcept {
  Store& store = *element.home;
  bool dies = false;
  if (!store.is_null_store) {
    const std::lock_guard lock(store.lock);
    const Transition ended = unlist_element(store, element);
    dies = ended.kills();
    if (ended.before.listed) note_change(store);
  }
  if (dies) return bury(element);
  free_element(element);
}

}  // namespace certlife::impl
