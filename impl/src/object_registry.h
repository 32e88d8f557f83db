// Which objects are alive, by the addresses that callers know; in checked mode also which died lately, and how. Kept only while
// checked mode is on or a test observes.
#pragma once

#include <cstdint>

#include "impl/src/acquisitions.h"
#include "impl/src/element.h"

namespace certlife::impl {

struct Store;

// Why an object is no more.
enum class Death : std::uint8_t {
  last_reference,  // nobody held it any more, and nothing kept it
  last_close,      // its store was closed, and nobody held it
  forced_close,
};

bool objects_are_registered();
// Throw std::bad_alloc, and then nothing is registered.
void register_object(const Element& element);
void register_object(const Store& store);
void unregister_object(const void* object, Death death) noexcept;

enum class ObjectKind : std::uint8_t { none, certificate, crl, ctl, store };
// What lives at this address now; none if nothing does, or nothing was registered.
ObjectKind registered_kind(const void* address);

// What is known of an address that a caller passes.
struct Sighting {
  ObjectKind kind = ObjectKind::none;  // also of what died there lately; none: nothing is known
  bool is_alive = false;
  bool has_changed = false;            // a context whose visible part is not what it was; told once per change
  std::uint64_t references = 0;        // or handles
  Death death = Death::last_reference;
  Call given_up_by;                    // the last call that gave a reference up, or that ended what died
};
// REQUIRES: checked mode.
Sighting look_at(const void* address);

struct ObjectNumbers {
  std::uint64_t certificates = 0, crls = 0, ctls = 0, stores = 0;
};
ObjectNumbers registered_objects();
void forget_registered_objects();

// Calls visit for every living object, in the order of their making, with its references or handles. It must not call back.
struct RegisteredObject {
  const void* address;
  ObjectKind kind;
  std::uint64_t references;
  const OpenCalls& open;
};
void visit_registered_objects(void (*visit)(void* state, const RegisteredObject& object), void* state);

ObjectKind object_kind(Kind kind);

}  // namespace certlife::impl
