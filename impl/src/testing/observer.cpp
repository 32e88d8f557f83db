#include "impl/src/testing/observer.h"

#include <cstring>

#include "impl/src/csp.h"
#include "impl/src/csp_table.h"
#include "impl/src/kinds.h"
#include "impl/src/live_mark.h"
#include "impl/src/memory.h"
#include "impl/src/object_registry.h"
#include "impl/src/readers.h"
#include "impl/src/settings.h"
#include "impl/src/store.h"

namespace certlife::impl::testing {
namespace {

ObjectKind kind_of(impl::ObjectKind kind) {
  switch (kind) {
    case impl::ObjectKind::none: return ObjectKind::none;
    case impl::ObjectKind::certificate: return ObjectKind::certificate;
    case impl::ObjectKind::crl: return ObjectKind::crl;
    case impl::ObjectKind::ctl: return ObjectKind::ctl;
    case impl::ObjectKind::store: return ObjectKind::store;
  }
  return ObjectKind::none;
}

// The visible part stands at the same distance from the hidden one in all kinds, so the mark can be read before the kind is known.
static_assert(offsetof(ElementOf<Certificate>, context) == offsetof(ElementOf<Crl>, context));
static_assert(offsetof(ElementOf<Certificate>, context) == offsetof(ElementOf<Ctl>, context));

const Element& element_in_front_of(const void* address) {
  return *element_of<Certificate>(static_cast<PCCERT_CONTEXT>(address));
}

impl::ObjectKind marked_kind(const void* address) {
  std::uint64_t mark = 0;
  std::memcpy(&mark, &static_cast<const Store*>(address)->mark, sizeof mark);
  if (mark == live_mark(address)) return impl::ObjectKind::store;
  std::memcpy(&mark, &element_in_front_of(address).mark, sizeof mark);
  if (mark != live_mark(address)) return impl::ObjectKind::none;
  return object_kind(element_in_front_of(address).kind);
}

impl::ObjectKind kind_at(const void* address) {
  if (address == nullptr) return impl::ObjectKind::none;
  if (address == &null_store()) return impl::ObjectKind::store;
  return uses_block_source() ? marked_kind(address) : registered_kind(address);
}

ObjectState state_of_store(const Store& store) { return {ObjectKind::store, store.handles.load(), false, nullptr}; }

ObjectState state_of_element(ObjectKind kind, const Element& element) {
  const Counts counts = element.counts.load();
  return {kind, counts.references, counts.listed, element.home};
}

}  // namespace

void observe_objects(bool on) {
  settings.observed.store(on);
  if (!objects_are_registered()) forget_registered_objects();
}

ObjectState observe(const void* address) {
  const ObjectKind kind = kind_of(kind_at(address));
  if (kind == ObjectKind::none) return {};
  if (kind == ObjectKind::store) return state_of_store(*static_cast<const Store*>(address));
  return state_of_element(kind, element_in_front_of(address));
}

std::uint64_t listed_elements(HCERTSTORE handle) {
  Store& store = *static_cast<Store*>(handle);
  const std::lock_guard lock(store.lock);
  std::uint64_t listed = 0;
  for (ElementList& list : store.lists) {
    for (Element* element = list.newest(); element != nullptr; element = element->older.load()) {
      listed += element->counts.load().listed;
    }
  }
  return listed;
}

LiveObjects live_objects() {
  const ObjectNumbers numbers = registered_objects();
  return {numbers.certificates, numbers.crls, numbers.ctls, numbers.stores};
}

std::uint64_t csp_references(HCRYPTPROV handle) { return impl::csp_references(handle); }

HCERTSTORE null_store_handle() { return &null_store(); }

void use_memory(const Memory& memory) {
  drain_retired();
  use_block_source({memory.allocate, memory.release, memory.state});
}

void use_heap() { impl::use_heap(); }

OutsideState save_outside_state() {
  const CspTable table = save_csp_table();
  return {{reinterpret_cast<std::uintptr_t>(table.entries), table.size, table.capacity, table.last_number}};
}

void restore_outside_state(const OutsideState& state) {
  restore_csp_table({reinterpret_cast<CspEntry*>(state.words[0]), state.words[1], state.words[2], state.words[3]});
}

void drain() { drain_retired(); }

}  // namespace certlife::impl::testing
