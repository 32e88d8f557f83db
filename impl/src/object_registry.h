#pragma once
// Which objects are alive, by the addresses that callers know. Kept only while checked mode is on or a test observes.

#include <cstdint>

#include "impl/src/element.h"

namespace certlife::impl {

struct Store;

bool objects_are_registered();
void register_object(const void* context, Kind kind);
void register_object(const Store* store);
void unregister_object(const void* object) noexcept;

enum class ObjectKind : std::uint8_t { none, certificate, crl, ctl, store };
// What lives at this address now; none if nothing does, or nothing was registered.
ObjectKind registered_kind(const void* address);

struct ObjectNumbers {
  std::uint64_t certificates = 0, crls = 0, ctls = 0, stores = 0;
};
ObjectNumbers registered_objects();
void forget_registered_objects();

// Calls visit(address, kind) for every object, in the order of their making.
void visit_registered_objects(void (*visit)(void* state, const void* address, ObjectKind kind), void* state);

ObjectKind object_kind(Kind kind);

}  // namespace certlife::impl
