// What ties a store to a file.
#pragma once

#include <atomic>
#include <string>

#include "impl/src/status.h"

namespace certlife::impl {

struct Store;

// What a commit writes.
enum class CommitForm : bool { serialized_store, pkcs7 };

struct FileBinding {
  bool commits = false;  // opened with CERT_FILE_STORE_COMMIT_ENABLE_FLAG
  CommitForm form = CommitForm::serialized_store;
  std::atomic<bool> has_changes{false};
  std::size_t name_size = 0;
  // The file's absolute name, UTF-8, stands behind the binding in the same block.
  const char* name() const { return reinterpret_cast<const char*>(this + 1); }
};

// A store that does not commit. Throws std::bad_alloc.
FileBinding* make_file_binding();
// REQUIRES: the name stays right when the working directory changes. Throws std::bad_alloc.
FileBinding* make_committing_file_binding(const std::string& name, CommitForm form);
void destroy_file_binding(FileBinding* binding) noexcept;

void note_change(Store& store);

// Writes the changes, if the store commits and has any. For those who hold the store's lock. Never throws.
Status commit_changes(Store& store) noexcept;

}  // namespace certlife::impl
