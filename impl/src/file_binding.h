#pragma once
// What ties a store to a file.

#include <atomic>
#include <string>

#include "impl/src/status.h"

namespace certlife::impl {

struct Store;

struct FileBinding {
  bool commits = false;                 // opened with CERT_FILE_STORE_COMMIT_ENABLE_FLAG
  std::atomic<bool> has_changes{false};
  std::size_t name_size = 0;
  // The file's name, UTF-8, stands behind the binding in the same block.
  const char* name() const { return reinterpret_cast<const char*>(this + 1); }
};

// Throws std::bad_alloc.
FileBinding* make_file_binding(const std::string& name, bool commits);
void destroy_file_binding(FileBinding* binding) noexcept;

void note_change(Store& store);

// Writes the changes, if the store commits and has any. For those who hold the store's lock. Never throws.
Status commit_changes(Store& store) noexcept;

}  // namespace certlife::impl
