// The one place where a Status becomes BOOL, NULL and a last error, and where exceptions stop.
#pragma once

#include <new>

#include "impl/src/status.h"

namespace certlife::impl {

// Runs the body of a call. Memory that runs out is the only exception we expect.
template <class Body>
auto guarded(Body&& body) noexcept -> decltype(body()) {
  try {
    return body();
  } catch (const std::bad_alloc&) {
    return Status::failure(E_OUTOFMEMORY);
  } catch (...) {
    return Status::failure(E_UNEXPECTED);
  }
}

// TRUE, or FALSE and the last error.
template <class Body>
BOOL truth_of(Body&& body) noexcept {
  const Status status = guarded(body);
  if (!status.is_ok()) SetLastError(status.code());
  return status.is_ok() ? TRUE : FALSE;
}

// A pointer, or null and the last error.
template <class Body>
auto pointer_of(Body&& body) noexcept {
  const auto result = guarded(body);
  if (!result.is_ok()) SetLastError(result.status().code());
  return result.value();
}

}  // namespace certlife::impl
