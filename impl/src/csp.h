#pragma once
// CSP handles: a number that is never given out twice, and a reference count that can be asked for even when it is 0.

#include <certlife/wincrypt.h>

#include "impl/src/status.h"

namespace certlife::impl {

// One reference. Throws std::bad_alloc.
HCRYPTPROV acquire_csp();
// E.g. ERROR_INVALID_HANDLE: the handle is dead, or never was one.
Status add_csp_reference(HCRYPTPROV handle);
Status try_release_csp(HCRYPTPROV handle);
// What the library itself does with a handle it owns; a dead one is left alone.
void release_csp(HCRYPTPROV handle) noexcept;
// 0 if dead.
DWORD csp_references(HCRYPTPROV handle);

constexpr char csp_name[] = "certlife verify-only provider";

}  // namespace certlife::impl
