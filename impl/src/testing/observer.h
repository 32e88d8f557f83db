// For tests only: what is alive inside the library, and memory that a test supplies.
//
//  1. observe_objects(true) makes the library keep a register of its objects from then on; nothing may be alive at that moment. With
//     memory from a test (below) there is no register: every object carries a mark instead, which is read in place, so the
//     memory must stay readable after it is released, and 512 bytes in front of it as well.
//  2. An address is what callers know: a context pointer or a store handle. A freed address may come back as a new object.
//  3. Nothing here changes a count. All functions but `use_memory` and the state functions may be called from any thread.
#pragma once

#include <certlife/wincrypt.h>

#include <cstddef>
#include <cstdint>

namespace certlife::impl::testing {

void observe_objects(bool on);

enum class ObjectKind : std::uint8_t { none, certificate, crl, ctl, store };

struct ObjectState {
  ObjectKind kind = ObjectKind::none;  // none: nothing is allocated there
  std::uint64_t references = 0;        // held context references, or handles
  bool is_listed = false;              // a context that its store still lists
  HCERTSTORE home = nullptr;           // a context's
  bool is_allocated() const { return kind != ObjectKind::none; }
};
ObjectState observe(const void* address);

// Elements that a store lists, of all kinds. REQUIRES: the store is allocated, or the null store.
std::uint64_t listed_elements(HCERTSTORE store);

struct LiveObjects {
  std::uint64_t certificates = 0, crls = 0, ctls = 0, stores = 0;
  bool operator==(const LiveObjects&) const = default;
};
// By the register; all 0 without it.
LiveObjects live_objects();

// 0: the handle is dead.
std::uint64_t csp_references(HCRYPTPROV handle);

HCERTSTORE null_store_handle();

// Makes the library take all memory of its objects (contexts, stores, indexes, properties, the table of CSP handles) from the
// test, and give it back there. REQUIRES: nothing of the library is alive; one thread only, as long as it is in use.
// Blocks must be aligned for any type. Memory may still be wanted while it is given back: never unmap it.
struct Memory {
  void* (*allocate)(void* state, std::size_t size);
  void (*release)(void* state, void* block, std::size_t size);
  void* state;
};
void use_memory(const Memory& memory);
void use_heap();

// What the library knows outside that memory. To undo calls: copy the used bytes and this away, and later both back.
// The last error is not part of it.
struct OutsideState {
  std::uint64_t words[4];
};
OutsideState save_outside_state();
void restore_outside_state(const OutsideState& state);

// Gives back memory that waits for readers on other threads.
void drain();

}  // namespace certlife::impl::testing
