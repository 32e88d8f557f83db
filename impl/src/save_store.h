// Writing stores: to memory, to files, and back to the file a store came from.
#pragma once

#include "impl/src/status.h"
#include "impl/src/store.h"

namespace certlife::impl {

// REQUIRES: parameter is not null.
Status save_store(Store& store, DWORD save_as, DWORD save_to, void* parameter);

Status control_store(Store& store, DWORD flags, DWORD control_type);

}  // namespace certlife::impl
