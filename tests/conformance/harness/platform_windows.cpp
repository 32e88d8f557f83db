// Windows and Wine. Liveness is asked of the process heaps: an object is there while its block is allocated.
#include <windows.h>
// wincrypt.h needs the types of windows.h first.
#include <wincrypt.h>

#include <cstring>
#include <vector>

#include "tests/conformance/harness/platform.h"

namespace certlife::conformance::platform {
namespace {

constexpr int exit_after_crash = 77;
constexpr int exit_without_directory = 2;

LONG WINAPI end_process(EXCEPTION_POINTERS*) {
  // Not ExitProcess: detaching libraries would run code on a heap that may be broken.
  TerminateProcess(GetCurrentProcess(), exit_after_crash);
  return EXCEPTION_EXECUTE_HANDLER;
}

std::vector<HANDLE> process_heaps() {
  std::vector<HANDLE> heaps(64);
  heaps.resize(GetProcessHeaps(static_cast<DWORD>(heaps.size()), heaps.data()));
  return heaps;
}

bool is_block(HANDLE heap, const char* address) { return HeapValidate(heap, 0, address) != 0; }

bool holds(const char* start, std::size_t size, const char* address) {
  return address >= start && address < start + size;
}

// An object mostly begins its block or stands a few words behind a private header: try those starts first.
Watch watch_by_nearby_starts(HANDLE heap, const char* address) {
  constexpr std::uintptr_t alignment = 16;
  constexpr int furthest = 16;
  const char* start = address - reinterpret_cast<std::uintptr_t>(address) % alignment;
  for (int step = 0; step < furthest; ++step, start -= alignment)
    if (is_block(heap, start) && holds(start, HeapSize(heap, 0, start), address)) return {heap, start};
  return {};
}

Watch watch_by_walking(HANDLE heap, const char* address) {
  PROCESS_HEAP_ENTRY entry{};
  while (HeapWalk(heap, &entry)) {
    const auto* start = static_cast<const char*>(entry.lpData);
    if ((entry.wFlags & PROCESS_HEAP_ENTRY_BUSY) && holds(start, entry.cbData, address)) return {heap, start};
  }
  return {};
}

bool lies_in_private_memory(const char* address) {
  MEMORY_BASIC_INFORMATION memory{};
  return VirtualQuery(address, &memory, sizeof memory) != 0 && memory.Type == MEM_PRIVATE;
}

std::string make_private_directory() {
  char parent[MAX_PATH + 1];
  GetTempPathA(sizeof parent, parent);
  for (DWORD attempt = 0;; ++attempt) {
    const std::string path = std::string(parent) + "certlife-" + std::to_string(GetCurrentProcessId()) + "-" +
                             std::to_string(GetTickCount() + attempt);
    if (CreateDirectoryA(path.c_str(), nullptr)) return path;
    if (GetLastError() != ERROR_ALREADY_EXISTS) TerminateProcess(GetCurrentProcess(), exit_without_directory);
  }
}

std::string& directory_in_use() {
  static std::string path;
  return path;
}

template <class Function>
Function exported_by_ntdll(const char* name) {
  return reinterpret_cast<Function>(reinterpret_cast<void*>(GetProcAddress(GetModuleHandleA("ntdll.dll"), name)));
}

// The version as it is, which GetVersion no longer tells to every program.
std::string version_of_windows() {
  RTL_OSVERSIONINFOW version{};
  version.dwOSVersionInfoSize = sizeof version;
  const auto get = exported_by_ntdll<LONG(WINAPI*)(RTL_OSVERSIONINFOW*)>("RtlGetVersion");
  if (get == nullptr || get(&version) != 0) return "unknown";
  return std::to_string(version.dwMajorVersion) + "." + std::to_string(version.dwMinorVersion) + "." + std::to_string(version.dwBuildNumber);
}

}  // namespace

Target target() {
  using TextOfWine = const char*(CDECL*)();
  const auto version = exported_by_ntdll<TextOfWine>("wine_get_version");
  if (version == nullptr) return {"windows-" + version_of_windows(), version_of_windows(), false};
  const auto build = exported_by_ntdll<TextOfWine>("wine_get_build_id");
  return {std::string("wine-") + version(), build == nullptr ? version() : build(), false};
}

bool accept_option(std::string_view) { return false; }

std::string take_misuse() { return {}; }

// What the heaps hold: exact, where the pages of the process only tell the highest mark.
std::uint64_t private_bytes() {
  std::uint64_t bytes = 0;
  for (const HANDLE heap : process_heaps()) {
    PROCESS_HEAP_ENTRY entry{};
    while (HeapWalk(heap, &entry))
      if (entry.wFlags & PROCESS_HEAP_ENTRY_BUSY) bytes += entry.cbData;
  }
  return bytes;
}

std::string read_some() {
  static std::vector<char> buffer(1 << 16);
  DWORD count = 0;
  if (!ReadFile(GetStdHandle(STD_INPUT_HANDLE), buffer.data(), static_cast<DWORD>(buffer.size()), &count, nullptr))
    return {};
  return std::string(buffer.data(), count);
}

void write_all(std::string_view bytes) {
  while (!bytes.empty()) {
    DWORD count = 0;
    if (!WriteFile(GetStdHandle(STD_OUTPUT_HANDLE), bytes.data(), static_cast<DWORD>(bytes.size()), &count, nullptr))
      TerminateProcess(GetCurrentProcess(), 2);
    bytes.remove_prefix(count);
  }
}

void prepare() {
  SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX | SEM_NOOPENFILEERRORBOX);
  SetUnhandledExceptionFilter(end_process);
}

// A provider's library is loaded for each handle and unloaded with the last one: a handle of our own saves 1 ms each
// time.
void keep_csp_provider_loaded() {
  static const HCRYPTPROV kept = [] {
    HCRYPTPROV handle = 0;
    CryptAcquireContextA(&handle, nullptr, nullptr, PROV_RSA_FULL, CRYPT_VERIFYCONTEXT);
    return handle;
  }();
  static_cast<void>(kept);
}

const std::string& private_directory() {
  if (directory_in_use().empty()) directory_in_use() = make_private_directory();
  return directory_in_use();
}

void remove_private_directory() {
  const std::string path = directory_in_use();
  if (path.empty()) return;
  WIN32_FIND_DATAA found;
  const HANDLE search = FindFirstFileA((path + "\\*").c_str(), &found);
  if (search == INVALID_HANDLE_VALUE) return;
  do {
    DeleteFileA((path + "\\" + found.cFileName).c_str());
  } while (FindNextFileA(search, &found));
  FindClose(search);
  RemoveDirectoryA(path.c_str());
}

Watch watch(const void* object, ObjectKind) {
  const auto* address = static_cast<const char*>(object);
  if (!lies_in_private_memory(address)) return {};
  const auto heaps = process_heaps();
  for (const HANDLE heap : heaps)
    if (const Watch found = watch_by_nearby_starts(heap, address); found.block != nullptr) return found;
  for (const HANDLE heap : heaps)
    if (const Watch found = watch_by_walking(heap, address); found.block != nullptr) return found;
  return {};
}

bool still_there(const Watch& watched, const void*, ObjectKind) {
  if (watched.block == nullptr) return true;
  return is_block(const_cast<HANDLE>(watched.region), static_cast<const char*>(watched.block));
}

}  // namespace certlife::conformance::platform
