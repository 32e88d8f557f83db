#include "impl/src/record/places.h"

#include <link.h>

#include <cerrno>
#include <cstdint>
#include <string_view>

#include "impl/src/record/json.h"

namespace certlife::impl::record {
namespace {

struct Search {
  std::uintptr_t address;
  std::string_view module;  // empty if none has it
  std::uintptr_t distance = 0;
};

bool holds(const dl_phdr_info& module, std::uintptr_t address) {
  for (int i = 0; i < module.dlpi_phnum; ++i) {
    const auto& segment = module.dlpi_phdr[i];
    if (segment.p_type == PT_LOAD && address - (module.dlpi_addr + segment.p_vaddr) < segment.p_memsz) return true;
  }
  return false;
}

// The program itself has no name there.
std::string_view name_of(const dl_phdr_info& module) {
  const std::string_view path = module.dlpi_name;
  return path.empty() ? program_invocation_short_name : path.substr(path.rfind('/') + 1);
}

int look(dl_phdr_info* module, std::size_t, void* data) {
  auto& search = *static_cast<Search*>(data);
  if (!holds(*module, search.address)) return 0;
  search.module = name_of(*module);
  search.distance = search.address - module->dlpi_addr;
  return 1;
}

int count_unloaded(dl_phdr_info* module, std::size_t, void* count) {
  *static_cast<unsigned long long*>(count) = module->dlpi_subs;
  return 1;
}

std::string place_of(const void* address) {
  Search search{reinterpret_cast<std::uintptr_t>(address), {}};
  dl_iterate_phdr(look, &search);
  std::string place(search.module);
  place += place.empty() ? "0x" : "+0x";
  append_number(place, search.module.empty() ? search.address : search.distance, 16);
  return place;
}

}  // namespace

const std::string& Places::of(const void* address) {
  unsigned long long unloaded = 0;
  dl_iterate_phdr(count_unloaded, &unloaded);
  if (unloaded != unloaded_) known_.clear();
  unloaded_ = unloaded;
  const auto found = known_.find(address);
  return found != known_.end() ? found->second : known_.emplace(address, place_of(address)).first->second;
}

}  // namespace certlife::impl::record
