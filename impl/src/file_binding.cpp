#include "impl/src/file_binding.h"

#include <cstring>
#include <new>

#include "impl/src/encoding/files.h"
#include "impl/src/memory.h"
#include "impl/src/open_store.h"
#include "impl/src/record/trace.h"
#include "impl/src/store.h"

namespace certlife::impl {
namespace {

Status write_file(Store& store) {
  FileBinding& file = *store.file;
  const std::vector<std::uint8_t> bytes = file.form == CommitForm::pkcs7 ? as_pkcs7(store) : serialize(store);
  if (bytes.size() > encoding::largest_file) return Status::failure(E_INVALIDARG);
  const int error = encoding::replace_file(file.name(), bytes);
  if (error != 0) return Status::failure(DWORD{encoding::windows_error_of(error)});
  file.has_changes.store(false);
  return Status::ok();
}

FileBinding* make_binding(const std::string& name) {
  auto* block = static_cast<char*>(allocate_block(sizeof(FileBinding) + name.size() + 1));
  auto* binding = new (block) FileBinding;
  binding->name_size = name.size();
  std::memcpy(block + sizeof(FileBinding), name.c_str(), name.size() + 1);
  return binding;
}

}  // namespace

FileBinding* make_file_binding() { return make_binding({}); }

FileBinding* make_committing_file_binding(const std::string& name, CommitForm form) {
  FileBinding* binding = make_binding(name);
  binding->commits = true;
  binding->form = form;
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
    const Status status = write_file(store);
    if (status.is_ok()) record::note_written(store.file->name());
    return status;
  } catch (const std::bad_alloc&) {
    return Status::failure(E_OUTOFMEMORY);
  }
}

}  // namespace certlife::impl
