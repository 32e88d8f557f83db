#include "tests/record/recorder/hooks.h"

#include "tests/record/recorder/hooked_library.h"
#include "tests/record/recorder/recorder.h"

namespace certlife::record {
namespace {

// Some are known by two names, of which the one calls the other.
HookedLibrary libraries[] = {{L"crypt32.dll", "crypt32"},     {L"advapi32.dll", "advapi32"}, {L"cryptsp.dll", "advapi32", 1}, {L"cryptui.dll", "cryptui"},
                             {L"ncrypt.dll", "ncrypt"},       {L"wintrust.dll", "wintrust"}, {L"winhttp.dll", "winhttp"},     {L"wininet.dll", "wininet"},
                             {L"secur32.dll", "secur32"},     {L"sspicli.dll", "secur32", 1}, {L"bcrypt.dll", "bcrypt"},
                             {L"kernel32.dll", nullptr},      {L"kernelbase.dll", nullptr, 1}};

bool is_wanted(const HookedLibrary& library) { return !library.starts_processes() || recorder()->settings().with_children; }

// Modules of Windows are asked for their own calls only if that is wanted; processes are started for a program by them as well.
bool concerns(const HookedLibrary& library, const Module& module) {
  if (library.starts_processes()) return !library.is_one_of_two(module.name);
  return !module.is_system || recorder()->settings().with_system;
}

void patch_imports(const Module& module) {
  Image(module.begin).for_each_import([&](void** place) {
    for (const HookedLibrary& library : libraries) {
      if (!library.has(*place) || !concerns(library, module)) continue;
      const Function wrapper = library.wrapper_for(*place);
      if (wrapper) overwrite(place, &wrapper, sizeof wrapper);
      return;
    }
  });
}

void module_loaded(const void* base, const wchar_t* path, const wchar_t* name) {
  Modules& modules = recorder()->modules();
  modules.add(base, path);
  bool is_hooked = false;
  for (HookedLibrary& library : libraries)
    if (is_wanted(library) && library.is_called(name)) is_hooked = library.hook(base) || is_hooked;
  modules.for_each([&](const Module& module) {
    if (is_hooked || module.begin == base) patch_imports(module);
  });
}

void module_unloaded(const void* base) {
  recorder()->modules().remove(base);
  for (HookedLibrary& library : libraries) library.forget(base);
}

// A name without its path, ended: the loader's strings need not be.
struct Ended {
  explicit Ended(const UNICODE_STRING& text) {
    const std::size_t size = text.Length / sizeof(wchar_t);
    std::size_t i = 0;
    for (; i < size && i + 1 < most_path; ++i) letters[i] = text.Buffer[i];
    letters[i] = 0;
    for (std::size_t at = 0; at < i; ++at)
      if (letters[at] == L'\\') name = letters + at + 1;
  }
  wchar_t letters[most_path];
  const wchar_t* name = letters;
};

struct DllNotification {
  ULONG flags;
  const UNICODE_STRING *full_name, *base_name;
  void* base;
  ULONG size;
};
constexpr ULONG reason_loaded = 1, reason_unloaded = 2;

void CALLBACK notified(ULONG reason, const DllNotification* of, void*) {
  const DWORD last_error = GetLastError();
  if (reason == reason_loaded) {
    const Ended path(*of->full_name);
    module_loaded(of->base, path.letters, path.name);
  }
  if (reason == reason_unloaded) module_unloaded(of->base);
  SetLastError(last_error);
}

void ask_for_notifications() {
  using Notified = void(CALLBACK*)(ULONG, const DllNotification*, void*);
  using Register = NTSTATUS(NTAPI*)(ULONG, Notified, void*, void**);
  const FARPROC found = GetProcAddress(GetModuleHandleW(L"ntdll.dll"), "LdrRegisterDllNotification");
  void* cookie = nullptr;
  if (found) reinterpret_cast<Register>(reinterpret_cast<void*>(found))(0, notified, nullptr, &cookie);
}

}  // namespace

void install_hooks() {
  ask_for_notifications();
  const PEB* const process = NtCurrentTeb()->ProcessEnvironmentBlock;
  const LIST_ENTRY* const list = &process->Ldr->InMemoryOrderModuleList;
  for (const LIST_ENTRY* each = list->Flink; each != list; each = each->Flink) {
    const auto* const entry = CONTAINING_RECORD(each, LDR_DATA_TABLE_ENTRY, InMemoryOrderLinks);
    const Ended path(entry->FullDllName);
    module_loaded(entry->DllBase, path.letters, path.name);
  }
}

}  // namespace certlife::record
