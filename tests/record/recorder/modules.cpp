#include "tests/record/recorder/modules.h"

#include "tests/record/recorder/image.h"

namespace certlife::record {
namespace {

wchar_t lower(wchar_t letter) { return letter >= L'A' && letter <= L'Z' ? static_cast<wchar_t>(letter - L'A' + L'a') : letter; }

bool starts_with(const wchar_t* text, const wchar_t* beginning) {
  for (; *beginning; ++text, ++beginning)
    if (lower(*text) != lower(*beginning)) return false;
  return true;
}

void copy_name(const wchar_t* path, char (&name)[64]) {
  const wchar_t* last = path;
  for (const wchar_t* at = path; *at; ++at)
    if (*at == L'\\' || *at == L'/') last = at + 1;
  std::size_t size = 0;
  for (; last[size] && size + 1 < sizeof name; ++size) {
    const bool is_plain = last[size] >= 0x20 && last[size] < 0x7F && last[size] != '"';
    name[size] = is_plain ? static_cast<char>(last[size]) : '?';
  }
  name[size] = 0;
}

}  // namespace

Modules::Modules()
    : modules_(static_cast<Module*>(VirtualAlloc(nullptr, most * sizeof(Module), MEM_COMMIT | MEM_RESERVE, PAGE_READWRITE))) {
  GetWindowsDirectoryW(windows_, MAX_PATH);
}

// System32 and the folders of components; what else lies in the directory of Windows, as .NET, runs programs.
bool Modules::is_of_windows(const wchar_t* path) const {
  if (!starts_with(path, windows_)) return false;
  std::size_t size = 0;
  while (windows_[size]) ++size;
  return starts_with(path + size, L"\\system32\\") || starts_with(path + size, L"\\winsxs\\");
}

void Modules::add(const void* base, const wchar_t* path) {
  if (!modules_) return;
  const Image image(base);
  AcquireSRWLockExclusive(&lock_);
  std::uint32_t at = 0;
  while (at < count_ && modules_[at].begin && modules_[at].begin != base) ++at;
  if (at < most) {
    Module& module = modules_[at];
    module.end = static_cast<const char*>(base) + image.size();
    module.is_system = is_of_windows(path) && base != GetModuleHandleW(nullptr);
    copy_name(path, module.name);
    module.begin = static_cast<const char*>(base);
    if (at == count_) ++count_;
  }
  ReleaseSRWLockExclusive(&lock_);
}

void Modules::remove(const void* base) {
  AcquireSRWLockExclusive(&lock_);
  for (std::uint32_t i = 0; i < count_; ++i)
    if (modules_[i].begin == base) modules_[i].begin = modules_[i].end = nullptr;
  ReleaseSRWLockExclusive(&lock_);
}

// REQUIRES: locked.
const Module* Modules::find(const void* address) const {
  const auto has = [&](const Module& module) { return address >= module.begin && address < module.end; };
  const std::uint32_t last = __atomic_load_n(&last_, __ATOMIC_RELAXED);
  if (last < count_ && has(modules_[last])) return &modules_[last];
  for (std::uint32_t i = 0; i < count_; ++i)
    if (has(modules_[i])) return __atomic_store_n(&last_, i, __ATOMIC_RELAXED), &modules_[i];
  return nullptr;
}

bool Modules::is_system(const void* address) const {
  AcquireSRWLockShared(&lock_);
  const Module* const module = find(address);
  const bool result = module && module->is_system;
  ReleaseSRWLockShared(&lock_);
  return result;
}

void Modules::write_place(Text& text, const void* address) const {
  AcquireSRWLockShared(&lock_);
  if (const Module* const module = find(address)) {
    text.add(",\"at\":\"");
    for (const char* letter = module->name; *letter; ++letter) text.add(*letter == '\\' ? '?' : *letter);
    text.add("+0x");
    text.digits(static_cast<std::uint64_t>(static_cast<const char*>(address) - module->begin), 16);
    text.add('"');
  }
  ReleaseSRWLockShared(&lock_);
}

}  // namespace certlife::record
