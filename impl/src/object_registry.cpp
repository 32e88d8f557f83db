#include "impl/src/object_registry.h"

#include <map>
#include <mutex>
#include <unordered_map>
#include <utility>
#include <vector>

#include "impl/src/acquisitions.h"
#include "impl/src/memory.h"
#include "impl/src/settings.h"

namespace certlife::impl {
namespace {

struct Acquisition {
  const char* function;
  std::uint64_t call;
};

struct Registered {
  ObjectKind kind;
  std::uint64_t number;
  std::vector<Acquisition> acquisitions;
};

struct Registry {
  std::mutex mutex;
  std::unordered_map<const void*, Registered> objects;  // guarded by mutex
  std::uint64_t last_number = 0;                        // guarded by mutex
  std::uint64_t last_call = 0;                          // guarded by mutex
};

// Never destroyed: contexts may be freed while the process exits.
Registry& registry() {
  static Registry& instance = *new Registry;
  return instance;
}

void add(const void* object, ObjectKind kind) {
  Registry& all = registry();
  const std::lock_guard lock(all.mutex);
  all.objects[object] = {kind, ++all.last_number, {}};
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

void register_object(const void* context, Kind kind) { add(context, object_kind(kind)); }
void register_object(const Store* store) { add(store, ObjectKind::store); }

void unregister_object(const void* object) noexcept {
  Registry& all = registry();
  const std::lock_guard lock(all.mutex);
  all.objects.erase(object);
}

ObjectKind registered_kind(const void* address) {
  Registry& all = registry();
  const std::lock_guard lock(all.mutex);
  const auto found = all.objects.find(address);
  return found == all.objects.end() ? ObjectKind::none : found->second.kind;
}

ObjectNumbers registered_objects() {
  Registry& all = registry();
  const std::lock_guard lock(all.mutex);
  ObjectNumbers numbers;
  for (const auto& [address, object] : all.objects) {
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
  all.objects.clear();
}

void visit_registered_objects(void (*visit)(void* state, const void* address, ObjectKind kind), void* state) {
  std::map<std::uint64_t, std::pair<const void*, ObjectKind>> in_order;
  {
    Registry& all = registry();
    const std::lock_guard lock(all.mutex);
    for (const auto& [address, object] : all.objects) in_order[object.number] = {address, object.kind};
  }
  for (const auto& [number, object] : in_order) visit(state, object.first, object.second);
}

void note_acquired(const void* object, const char* function) {
  Registry& all = registry();
  const std::lock_guard lock(all.mutex);
  const auto found = all.objects.find(object);
  if (found != all.objects.end()) found->second.acquisitions.push_back({function, ++all.last_call});
}

void note_released(const void* object) {
  Registry& all = registry();
  const std::lock_guard lock(all.mutex);
  const auto found = all.objects.find(object);
  if (found != all.objects.end() && !found->second.acquisitions.empty()) found->second.acquisitions.pop_back();
}

std::string acquisitions_of(const void* object) {
  Registry& all = registry();
  const std::lock_guard lock(all.mutex);
  const auto found = all.objects.find(object);
  std::string text;
  if (found == all.objects.end()) return text;
  for (const Acquisition& each : found->second.acquisitions) {
    if (!text.empty()) text += ", ";
    text += std::string(each.function) + " (call " + std::to_string(each.call) + ")";
  }
  return text;
}

}  // namespace certlife::impl
