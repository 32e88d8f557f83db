// CSP handles: a number that is never given out twice, and a reference count that can be asked for even when it is 0.
#pragma once

#include <certlife/wincrypt.h>

#include <cstdint>

#include "impl/src/status.h"

namespace certlife::impl {

// One reference. Throws std::bad_alloc.
HCRYPTPROV acquire_csp();
// E.g. ERROR_INVALID_PARAMETER: the handle is 0, is dead or never was one (windows test, advapi32).
Status add_csp_reference(HCRYPTPROV handle);
Status try_release_csp(HCRYPTPROV handle);
// What the library itself does with a handle it owns; a dead one is left alone.
void release_csp(HCRYPTPROV handle) noexcept;
// 0 if dead.
std::uint64_t csp_references(HCRYPTPROV handle);

constexpr char csp_name[] = "certlife verify-only provider";

}  // namespace certlife::impl
