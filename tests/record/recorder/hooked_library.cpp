#include "tests/record/recorder/hooked_library.h"

#include <cstring>

#include "tests/record/recorder/children.h"

namespace certlife::record {
namespace {

constexpr std::size_t size_of_stubs = 0x10000;
constexpr std::size_t size_of_stub = 16;

char lower(wchar_t letter) { return static_cast<char>(letter >= L'A' && letter <= L'Z' ? letter - L'A' + L'a' : letter); }

template <class Letter>
bool same_name(const Letter* one, const wchar_t* other) {
  for (; *one && *other; ++one, ++other)
    if (lower(static_cast<wchar_t>(*one)) != lower(*other)) return false;
  return !*one && !*other;
}

// Free memory behind the module, not farther than four bytes can say.
char* memory_behind(const char* module, std::size_t size_of_module) {
  constexpr std::size_t step = 0x10000, farthest = 0xFFF00000;
  for (std::size_t away = (size_of_module + step - 1) / step * step; away < farthest; away += step) {
    MEMORY_BASIC_INFORMATION about;
    if (!VirtualQuery(module + away, &about, sizeof about)) return nullptr;
    if (about.State == MEM_FREE) {
      void* const got = VirtualAlloc(const_cast<char*>(module + away), size_of_stubs, MEM_COMMIT | MEM_RESERVE, PAGE_EXECUTE_READWRITE);
      if (got) return static_cast<char*>(got);
    } else {
      const auto end = static_cast<std::size_t>(static_cast<const char*>(about.BaseAddress) + about.RegionSize - module);
      if (end > away + step) away = (end - 1) / step * step;
    }
  }
  return nullptr;
}

}  // namespace

bool HookedLibrary::is_called(const wchar_t* name) const { return same_name(name, name_); }
bool HookedLibrary::is_one_of_two(const char* module) const {
  return same_name(module, L"kernel32.dll") || same_name(module, L"kernelbase.dll");
}

// jmp [rip+0], and the address behind it.
Function HookedLibrary::stub_for(Function wrapper) {
  if (!stubs_ || count_ * size_of_stub >= size_of_stubs) return nullptr;
  char* const stub = stubs_ + count_ * size_of_stub;
  const unsigned char jump[] = {0xFF, 0x25, 0, 0, 0, 0};
  std::memcpy(stub, jump, sizeof jump);
  std::memcpy(stub + sizeof jump, &wrapper, sizeof wrapper);
  return stub;
}

// What only stands for another module's function is recorded there.
void HookedLibrary::add(const Image& image, const char* name, Function wrapper, Function& behind) {
  DWORD* const place = image.export_place(name);
  if (!place || *place == 0 || image.is_forwarded(*place) || count_ == most_functions) return;
  behind = image.address(*place);
  if (const Function stub = stub_for(wrapper)) {
    const auto relative = static_cast<DWORD>(static_cast<const char*>(stub) - base_);
    overwrite(place, &relative, sizeof relative);
  }
  pairs_[count_++] = {behind, wrapper};
}

bool HookedLibrary::hook(const void* base) {
  if (base_) return false;
  const Image image(base);
  base_ = static_cast<const char*>(base), end_ = base_ + image.size();
  stubs_ = memory_behind(base_, image.size());
  count_ = 0;
  if (starts_processes()) {
    for (const ProcessFunction& each : process_functions(copy_)) add(image, each.name, each.wrapper, *each.behind);
  } else {
    const Signatures all = signatures();
    for (std::size_t row = 0; row < all.count; ++row)
      if (std::strcmp(all.rows[row].module, module_) == 0) add(image, all.rows[row].name, wrapper_of(row, copy_), function_behind(row, copy_));
  }
  FlushInstructionCache(GetCurrentProcess(), stubs_, size_of_stubs);
  return true;
}

Function HookedLibrary::wrapper_for(const void* function) const {
  for (std::size_t i = 0; i < count_; ++i)
    if (pairs_[i].function == function) return pairs_[i].wrapper;
  return nullptr;
}

}  // namespace certlife::record
