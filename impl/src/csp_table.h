// All that the library knows about CSP handles, in one copyable structure. Programs have a handful; a list is enough.
#pragma once

#include <certlife/wincrypt.h>

#include <cstddef>
#include <cstdint>

namespace certlife::impl {

struct CspEntry {
  std::uint64_t number;
  std::uint64_t references;  // > 0; so wide that no program can make it wrap
};

struct CspTable {
  CspEntry* entries = nullptr;
  std::size_t size = 0;
  std::size_t capacity = 0;
  std::uint64_t last_number = 0;
};

// For tests that undo calls by copying memory back; see testing/observer.h.
CspTable save_csp_table();
void restore_csp_table(const CspTable& table);

}  // namespace certlife::impl
