// A module in memory: what it exports, and where it keeps the addresses of what it imports.
#pragma once

#include <cstddef>
#include <cstdint>

#include "tests/record/recorder/windows_api.h"

namespace certlife::record {

class Image {
 public:
  explicit Image(const void* base);
  std::size_t size() const { return headers_ ? headers_->OptionalHeader.SizeOfImage : 0; }

  // The place that holds an export's address, relative to the module; nullptr if there is none of that name.
  DWORD* export_place(const char* name) const;
  // Does the export stand for one of another module?
  bool is_forwarded(DWORD relative) const;
  void* address(DWORD relative) const { return base_ + relative; }

  // Calls visit(place) for each address of an import, those that are looked up when they are first called too.
  template <class Visit>
  void for_each_import(Visit visit) const {
    for_each_in_tables(visit);
    for_each_delayed(visit);
  }

 private:
  const IMAGE_DATA_DIRECTORY* directory(unsigned index) const;
  template <class T>
  T* at(DWORD relative) const {
    return reinterpret_cast<T*>(base_ + relative);
  }
  template <class Visit>
  void visit_addresses(DWORD table, Visit visit) const {
    if (table == 0) return;
    for (void** place = at<void*>(table); *place; ++place) visit(place);
  }
  template <class Visit>
  void for_each_in_tables(Visit visit) const {
    const IMAGE_DATA_DIRECTORY* const imports = directory(IMAGE_DIRECTORY_ENTRY_IMPORT);
    if (!imports) return;
    for (const auto* each = at<const IMAGE_IMPORT_DESCRIPTOR>(imports->VirtualAddress); each->Name; ++each) visit_addresses(each->FirstThunk, visit);
  }
  template <class Visit>
  void for_each_delayed(Visit visit) const {
    const IMAGE_DATA_DIRECTORY* const delayed = directory(IMAGE_DIRECTORY_ENTRY_DELAY_IMPORT);
    if (!delayed) return;
    // Its fields: attributes (bit 0: the addresses are relative), name, handle, addresses, names, …: eight of four bytes.
    for (const auto* each = at<const DWORD>(delayed->VirtualAddress); each[1]; each += 8)
      if (each[0] & 1) visit_addresses(each[3], visit);
  }

  char* base_;
  const IMAGE_NT_HEADERS64* headers_ = nullptr;
};

// Writes to memory that is not writable.
bool overwrite(void* place, const void* with, std::size_t size);

}  // namespace certlife::record
