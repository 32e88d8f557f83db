#include "impl/src/object_registry.h"

#include <atomic>
#include <mutex>
#include <new>
#include <unordered_map>
#include <utility>

#include "impl/src/keys.h"
#include "impl/src/kinds.h"
#include "impl/src/memory.h"
#include "impl/src/settings.h"
#include "impl/src/store.h"

namespace certlife::impl {
namespace {

// Who dies is remembered for as long as freed memory rests, so that a stale pointer is told from any other.
constexpr std::size_t remembered_dead = 4096;

struct Registered {
  const void* address = nullptr;
  ObjectKind kind = ObjectKind::none;
  bool is_alive = true;
  Death death = Death::last_reference;
  std::uint64_t looks = 0;  // the fingerprint of what the caller sees
  OpenCalls open;
  Call given_up_by;
};
using Objects = std::list<Registered>;

struct Registry {
  std::mutex mutex;
  Objects living;  // in the order of their making; guarded by mutex, as all that follows
  Objects dead;    // in the order of their deaths
  std::unordered_map<const void*, Objects::iterator> by_address;
};

// Never destroyed: contexts may be freed while the process exits. Needs no memory.
Registry& registry() {
  alignas(Registry) static unsigned char room[sizeof(Registry)];
  static Registry& instance = *new (room) Registry;
  return instance;
}

std::atomic<std::uint64_t> calls_begun{0};

thread_local constinit Call call_of_this_thread [[gnu::tls_model("initial-exec")]];

Registered* find_living(Registry& all, const void* address) {
  const auto found = all.by_address.find(address);
  return found != all.by_address.end() && found->second->is_alive ? &*found->second : nullptr;
}

// All memory is had before anything is changed. What died at this address is forgotten.
void add(const void* address, ObjectKind kind, std::uint64_t looks) {
  Objects fresh(1);
  fresh.front().address = address;
  fresh.front().kind = kind;
  fresh.front().looks = looks;
  Registry& all = registry();
  const std::lock_guard lock(all.mutex);
  const auto [entry, is_new] = all.by_address.try_emplace(address, fresh.begin());
  if (!is_new) all.dead.erase(std::exchange(entry->second, fresh.begin()));
  all.living.splice(all.living.end(), fresh);
}

void forget_the_longest_dead(Registry& all) {
  all.by_address.erase(all.dead.front().address);
  all.dead.pop_front();
}

// The whole of it would make each call with a long CRL slow.
constexpr std::size_t looked_at = 16384;

std::uint64_t looks_of(const Element& element) {
  const encoding::Bytes visible = visible_bytes(element);
  return fingerprint(visible.first(visible.size() < looked_at ? visible.size() : looked_at));
}

const Element& element_at(const void* address, ObjectKind kind) {
  if (kind == ObjectKind::certificate) return *element_of<Certificate>(static_cast<PCCERT_CONTEXT>(address));
  if (kind == ObjectKind::crl) return *element_of<Crl>(static_cast<PCCRL_CONTEXT>(address));
  return *element_of<Ctl>(static_cast<PCCTL_CONTEXT>(address));
}

// REQUIRES: it is alive; under the registry's lock it stays so.
std::uint64_t references_to(const Registered& object) {
  if (object.kind == ObjectKind::store) return static_cast<const Store*>(object.address)->handles.load();
  return element_at(object.address, object.kind).counts.load().references;
}

bool looks_different(Registered& object) {
  if (object.kind == ObjectKind::store) return false;
  const std::uint64_t looks = looks_of(element_at(object.address, object.kind));
  return std::exchange(object.looks, looks) != looks;
}

// Whose reference a release gives up: see acquisitions.h. REQUIRES: a call is open.
std::list<Call>::const_iterator given_up(const std::list<Call>& open, Release how) {
  for (auto each = open.end(); how == Release::passed_as_previous && each != open.begin();) {
    if ((--each)->function == call_of_this_thread.function) return each;
  }
  return open.begin();
}

void take_out(OpenCalls& open, Release how) {
  open.is_a_guess = open.calls.size() > 1 || (open.is_a_guess && !open.calls.empty());
  if (!open.calls.empty()) {
    open.calls.erase(given_up(open.calls, how));
  } else if (open.not_noted > 0) {
    --open.not_noted;
  }
}

}  // namespace

// A test whose memory can be undone has marks to go by; a registry outside that memory would remember what was undone.
bool objects_are_registered() {
  const bool wanted =
      settings.checked.load(std::memory_order_relaxed) || settings.observed.load(std::memory_order_relaxed);
  return wanted && !uses_block_source();
}

ObjectKind object_kind(Kind kind) {
  switch (kind) {
    case Kind::certificate: return ObjectKind::certificate;
    case Kind::crl: return ObjectKind::crl;
    case Kind::ctl: return ObjectKind::ctl;
  }
  return ObjectKind::none;
}

void register_object(const Element& element) {
  add(visible_address(element), object_kind(element.kind), settings.checked.load() ? looks_of(element) : 0);
}
void register_object(const Store& store) { add(&store, ObjectKind::store, 0); }

void unregister_object(const void* object, Death death) noexcept {
  Registry& all = registry();
  const std::lock_guard lock(all.mutex);
  const auto found = all.by_address.find(object);
  if (found == all.by_address.end() || !found->second->is_alive) return;
  Registered& dying = *found->second;
  dying.is_alive = false;
  dying.death = death;
  dying.given_up_by = call_of_this_thread;
  dying.open.calls.clear();
  all.dead.splice(all.dead.end(), all.living, found->second);
  if (!settings.checked.load(std::memory_order_relaxed) || all.dead.size() > remembered_dead) forget_the_longest_dead(all);
}

ObjectKind registered_kind(const void* address) {
  Registry& all = registry();
  const std::lock_guard lock(all.mutex);
  const Registered* object = find_living(all, address);
  return object == nullptr ? ObjectKind::none : object->kind;
}

Sighting look_at(const void* address) {
  Registry& all = registry();
  const std::lock_guard lock(all.mutex);
  const auto found = all.by_address.find(address);
  if (found == all.by_address.end()) return {};
  Registered& object = *found->second;
  Sighting sighting{object.kind, object.is_alive, false, 0, object.death, object.given_up_by};
  if (!object.is_alive) return sighting;
  sighting.references = references_to(object);
  sighting.has_changed = looks_different(object);
  return sighting;
}

ObjectNumbers registered_objects() {
  Registry& all = registry();
  const std::lock_guard lock(all.mutex);
  ObjectNumbers numbers;
  for (const Registered& object : all.living) {
    numbers.certificates += object.kind == ObjectKind::certificate;
    numbers.crls += object.kind == ObjectKind::crl;
    numbers.ctls += object.kind == ObjectKind::ctl;
    numbers.stores += object.kind == ObjectKind::store;
  }
  return numbers;
}

void forget_registered_objects() {
  Registry& all = registry();
  const std::lock_guard lock(all.mutex);
  all.by_address.clear();
  all.living.clear();
  all.dead.clear();
}

void visit_registered_objects(void (*visit)(void* state, const RegisteredObject& object), void* state) {
  Registry& all = registry();
  const std::lock_guard lock(all.mutex);
  for (const Registered& object : all.living) {
    visit(state, {object.address, object.kind, references_to(object), object.open});
  }
}

void begin_call(const char* function) noexcept {
  call_of_this_thread = {function, calls_begun.fetch_add(1, std::memory_order_relaxed) + 1};
}

Call current_call() noexcept { return call_of_this_thread; }

void note_acquired(const void* object) noexcept {
  Registry& all = registry();
  const std::lock_guard lock(all.mutex);
  Registered* acquired = find_living(all, object);
  if (acquired == nullptr) return;
  try {
    acquired->open.calls.push_back(call_of_this_thread);
  } catch (const std::bad_alloc&) {
    ++acquired->open.not_noted;
  }
}

void note_released(const void* object, Release how) noexcept {
  Registry& all = registry();
  const std::lock_guard lock(all.mutex);
  Registered* released = find_living(all, object);
  if (released == nullptr) return;
  take_out(released->open, how);
  released->given_up_by = call_of_this_thread;
}

}  // namespace certlife::impl
