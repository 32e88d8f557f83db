// certlife-record.dll: begins to record when it is told to. Loaded by itself it does nothing.
#include <new>

#include "tests/record/recorder/beginning.h"
#include "tests/record/recorder/hooks.h"
#include "tests/record/recorder/image.h"
#include "tests/record/recorder/recorder.h"

namespace certlife::record {
namespace {

alignas(Recorder) char place_of_recorder[sizeof(Recorder)];

// Nothing is loaded or unloaded meanwhile.
class LoaderLock {
 public:
  LoaderLock() {
    if (const auto lock = function<Lock>("LdrLockLoaderLock")) lock(0, nullptr, &cookie_);
  }
  ~LoaderLock() {
    if (const auto unlock = function<Unlock>("LdrUnlockLoaderLock")) unlock(0, cookie_);
  }
  LoaderLock(const LoaderLock&) = delete;
  LoaderLock& operator=(const LoaderLock&) = delete;

 private:
  using Lock = NTSTATUS(NTAPI*)(ULONG, ULONG*, ULONG_PTR*);
  using Unlock = NTSTATUS(NTAPI*)(ULONG, ULONG_PTR);
  template <class F>
  static F function(const char* name) {
    return reinterpret_cast<F>(reinterpret_cast<void*>(GetProcAddress(GetModuleHandleW(L"ntdll.dll"), name)));
  }
  ULONG_PTR cookie_ = 0;
};

bool begin(const Beginning& told) {
  if (told.entry) overwrite(told.entry, told.behind, sizeof told.behind), FlushInstructionCache(GetCurrentProcess(), told.entry, size_of_jump);
  auto* const made = new (place_of_recorder) Recorder;
  if (!made->open(told.settings)) return false;
  set_recorder(made);
  const LoaderLock locked;
  install_hooks();
  return true;
}

}  // namespace
}  // namespace certlife::record

extern "C" __declspec(dllexport) std::uint64_t certlife_record_begin(const certlife::record::Beginning* told) { return certlife::record::begin(*told); }

// The log needs no end here: who started the process sees to it, and calls may still be made after this.
extern "C" BOOL WINAPI DllMain(HINSTANCE, DWORD reason, void*) {
  const DWORD last_error = GetLastError();
  if (reason == DLL_THREAD_DETACH && certlife::record::recorder()) certlife::record::recorder()->open_calls().release();
  SetLastError(last_error);
  return TRUE;
}
