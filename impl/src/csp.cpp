#include "impl/src/csp.h"

#include <cstring>
#include <mutex>

#include "impl/src/csp_table.h"
#include "impl/src/memory.h"

namespace certlife::impl {
namespace {

std::mutex csp_mutex;
CspTable csp_handles;  // guarded by csp_mutex

// A handle is 16 times its number, counted from 1 for the life of the process.
HCRYPTPROV handle_of(std::uint64_t number) { return static_cast<HCRYPTPROV>(number * 16); }

CspEntry* find_entry(HCRYPTPROV handle) {
  for (std::size_t i = 0; i < csp_handles.size; ++i) {
    if (handle_of(csp_handles.entries[i].number) == handle) return &csp_handles.entries[i];
  }
  return nullptr;
}

void make_room() {
  if (csp_handles.size < csp_handles.capacity) return;
  const std::size_t capacity = csp_handles.capacity == 0 ? 4 : csp_handles.capacity * 2;
  auto* entries = static_cast<CspEntry*>(allocate_block(capacity * sizeof(CspEntry)));
  if (csp_handles.size > 0) std::memcpy(entries, csp_handles.entries, csp_handles.size * sizeof(CspEntry));
  if (csp_handles.entries != nullptr) {
    release_block(csp_handles.entries, csp_handles.capacity * sizeof(CspEntry));
  }
  csp_handles.entries = entries;
  csp_handles.capacity = capacity;
}

// The table holds nothing when no handle is alive, so that it is no leak.
void remove_entry(CspEntry* entry) {
  *entry = csp_handles.entries[--csp_handles.size];
  if (csp_handles.size > 0) return;
  release_block(csp_handles.entries, csp_handles.capacity * sizeof(CspEntry));
  csp_handles.entries = nullptr;
  csp_handles.capacity = 0;
}

}  // namespace

HCRYPTPROV acquire_csp() {
  const std::lock_guard lock(csp_mutex);
  make_room();
  const std::uint64_t number = ++csp_handles.last_number;
  csp_handles.entries[csp_handles.size++] = {number, 1};
  return handle_of(number);
}

Status add_csp_reference(HCRYPTPROV handle) {
  const std::lock_guard lock(csp_mutex);
  CspEntry* entry = find_entry(handle);
  if (entry == nullptr) return Status::failure(DWORD{ERROR_INVALID_PARAMETER});
  ++entry->references;
  return Status::ok();
}

Status try_release_csp(HCRYPTPROV handle) {
  const std::lock_guard lock(csp_mutex);
  CspEntry* entry = find_entry(handle);
  if (entry == nullptr) return Status::failure(DWORD{ERROR_INVALID_PARAMETER});
  if (--entry->references == 0) remove_entry(entry);
  return Status::ok();
}

void release_csp(HCRYPTPROV handle) noexcept { static_cast<void>(try_release_csp(handle)); }

std::uint64_t csp_references(HCRYPTPROV handle) {
  const std::lock_guard lock(csp_mutex);
  const CspEntry* entry = find_entry(handle);
  return entry == nullptr ? 0 : entry->references;
}

CspTable save_csp_table() { return csp_handles; }
void restore_csp_table(const CspTable& table) { csp_handles = table; }

}  // namespace certlife::impl
