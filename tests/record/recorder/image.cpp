#include "tests/record/recorder/image.h"

#include <cstring>

namespace certlife::record {

Image::Image(const void* base) : base_(const_cast<char*>(static_cast<const char*>(base))) {
  const auto* const dos = reinterpret_cast<const IMAGE_DOS_HEADER*>(base_);
  if (dos->e_magic != IMAGE_DOS_SIGNATURE) return;
  const auto* const headers = at<const IMAGE_NT_HEADERS64>(static_cast<DWORD>(dos->e_lfanew));
  if (headers->Signature == IMAGE_NT_SIGNATURE && headers->OptionalHeader.Magic == IMAGE_NT_OPTIONAL_HDR64_MAGIC) headers_ = headers;
}

const IMAGE_DATA_DIRECTORY* Image::directory(unsigned index) const {
  if (!headers_ || index >= headers_->OptionalHeader.NumberOfRvaAndSizes) return nullptr;
  const IMAGE_DATA_DIRECTORY& found = headers_->OptionalHeader.DataDirectory[index];
  return found.VirtualAddress && found.Size ? &found : nullptr;
}

DWORD* Image::export_place(const char* name) const {
  const IMAGE_DATA_DIRECTORY* const where = directory(IMAGE_DIRECTORY_ENTRY_EXPORT);
  if (!where) return nullptr;
  const auto* const exports = at<const IMAGE_EXPORT_DIRECTORY>(where->VirtualAddress);
  const auto* const names = at<const DWORD>(exports->AddressOfNames);
  const auto* const ordinals = at<const WORD>(exports->AddressOfNameOrdinals);
  DWORD from = 0, to = exports->NumberOfNames;
  while (from < to) {
    const DWORD middle = from + (to - from) / 2;
    const int order = std::strcmp(at<const char>(names[middle]), name);
    if (order == 0) return at<DWORD>(exports->AddressOfFunctions) + ordinals[middle];
    if (order < 0) from = middle + 1;
    else to = middle;
  }
  return nullptr;
}

bool Image::is_forwarded(DWORD relative) const {
  const IMAGE_DATA_DIRECTORY* const where = directory(IMAGE_DIRECTORY_ENTRY_EXPORT);
  return where && relative >= where->VirtualAddress && relative < where->VirtualAddress + where->Size;
}

// Other threads may read the place, or run code that lies beside it.
bool overwrite(void* place, const void* with, std::size_t size) {
  constexpr DWORD any_executable = PAGE_EXECUTE | PAGE_EXECUTE_READ | PAGE_EXECUTE_READWRITE | PAGE_EXECUTE_WRITECOPY;
  MEMORY_BASIC_INFORMATION about;
  DWORD protection = 0;
  if (!VirtualQuery(place, &about, sizeof about)) return false;
  if (!VirtualProtect(place, size, about.Protect & any_executable ? PAGE_EXECUTE_READWRITE : PAGE_READWRITE, &protection)) return false;
  if (size == sizeof(std::uint64_t)) __atomic_store_n(static_cast<std::uint64_t*>(place), *static_cast<const std::uint64_t*>(with), __ATOMIC_RELEASE);
  else if (size == sizeof(DWORD)) __atomic_store_n(static_cast<DWORD*>(place), *static_cast<const DWORD*>(with), __ATOMIC_RELEASE);
  else std::memcpy(place, with, size);
  VirtualProtect(place, size, protection, &protection);
  return true;
}

}  // namespace certlife::record
