#pragma once
// Checked mode: is what a caller passes alive? Every call asks first; outside checked mode that is one load and a branch.

#include "impl/src/acquisitions.h"
#include "impl/src/kinds.h"
#include "impl/src/settings.h"
#include "impl/src/status.h"
#include "impl/src/store.h"

namespace certlife::impl {

// ERROR_INVALID_HANDLE after telling the handler, if the address is no living context of this kind, or no living store.
Status check_context_is_alive(const char* function, const void* context, Kind kind);
Status check_store_is_open(const char* function, const void* store);

template <class K>
Status check_context(const char* function, const typename K::Context* context) {
  if (context == nullptr || !settings.checked.load(std::memory_order_relaxed)) return Status::ok();
  return check_context_is_alive(function, context, K::kind);
}

inline Status check_store(const char* function, HCERTSTORE store) {
  if (store == nullptr || !settings.checked.load(std::memory_order_relaxed)) return Status::ok();
  return check_store_is_open(function, store);
}

// For the leak report: what a call hands out, and what it takes back.
template <class Object>
Object* handed_out(const char* function, Object* object) {
  if (object != nullptr && settings.checked.load(std::memory_order_relaxed)) note_acquired(object, function);
  return object;
}
inline void taken_back(const void* object) {
  if (object != nullptr && settings.checked.load(std::memory_order_relaxed)) note_released(object);
}

}  // namespace certlife::impl
