#include "impl/src/file_binding.h"

#include <cstring>
#include <new>

#include "impl/src/encoding/files.h"
#include "impl/src/memory.h"
#include "impl/src/open_store.h"
#include "impl/src/store.h"

namespace certlife::impl {
namespace {

Status write_file(Store& store) {
  const int error = encoding::replace_file(store.file->name(), serialize(store));
  if (error != 0) return Status::failure(DWORD{encoding::windows_error_of(error)});
  store.file->has_changes.store(false);
  return Status::ok();
}

}  // namespace

FileBinding* make_file_binding(const std::string& name, bool commits) {
  auto* block = static_cast<char*>(allocate_block(sizeof(FileBinding) + name.size() + 1));
  auto* binding = new (block) FileBinding;
  binding->commits = commits;
  binding->name_size = name.size();
  std::memcpy(block + sizeof(FileBinding), name.c_str(), name.size() + 1);
  return binding;
}

void destroy_file_binding(FileBinding* binding) noexcept {
  const std::size_t size = sizeof(FileBinding) + binding->name_size + 1;
  binding->~FileBinding();
  release_block(binding, size);
}

void note_change(Store& store) {
  if (store.file != nullptr) store.file->has_changes.store(true, std::memory_order_relaxed);
}

Status commit_changes(Store& store) noexcept {
  if (store.file == nullptr || !store.file->commits || !store.file->has_changes.load()) return Status::ok();
  try {
    return write_file(store);
  } catch (const std::bad_alloc&) {
    return Status::failure(E_OUTOFMEMORY);
  }
}

}  // namespace certlife::impl
