#include "tests/record/recorder/inject.h"

#include <cstring>

#include "tests/record/recorder/joined_path.h"

namespace certlife::record {
namespace {

// The library lies beside the module that this code is part of.
bool find_library(wchar_t (&path)[most_path]) {
  HMODULE own = nullptr;
  const DWORD by_address = GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS | GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT;
  if (!GetModuleHandleExW(by_address, reinterpret_cast<LPCWSTR>(&find_library), &own)) return false;
  const DWORD size = GetModuleFileNameW(own, path, most_path);
  if (size == 0 || size >= most_path) return false;
  DWORD end = size;
  while (end > 0 && path[end - 1] != L'\\' && path[end - 1] != L'/') --end;
  path[end] = 0;
  const JoinedPath whole(path, L"certlife-record.dll");
  std::memcpy(path, whole.text, sizeof path);
  return true;
}

// Functions of kernel32 are found at the same address in every process, as long as the machine runs.
std::uint64_t address_of(const char* function) {
  return reinterpret_cast<std::uint64_t>(reinterpret_cast<void*>(GetProcAddress(GetModuleHandleW(L"kernel32.dll"), function)));
}

// Machine code, instruction by instruction.
class Code {
 public:
  explicit Code(unsigned char* at) : at_(at) {}
  template <class... Bytes>
  Code& bytes(Bytes... each) {
    ((*at_++ = static_cast<unsigned char>(each)), ...);
    return *this;
  }
  Code& rcx_is(std::uint64_t number) { return bytes(0x48, 0xB9).number(number); }
  Code& rdx_is(std::uint64_t number) { return bytes(0x48, 0xBA).number(number); }
  Code& rax_is(std::uint64_t number) { return bytes(0x48, 0xB8).number(number); }
  Code& call_rax() { return bytes(0xFF, 0xD0); }
  Code& unless_rax_skip(unsigned size) { return bytes(0x48, 0x85, 0xC0, 0x75, size); }
  // mov ecx, code; then the process ends: 17 bytes.
  Code& end_process(std::uint64_t exit_process) {
    bytes(0xB9, could_not_record, could_not_record >> 8, could_not_record >> 16, could_not_record >> 24);
    return rax_is(exit_process).call_rax();
  }

 private:
  Code& number(std::uint64_t number) {
    for (unsigned shift = 0; shift < 64; shift += 8) bytes(number >> shift);
    return *this;
  }
  unsigned char* at_;
};

// Registers and last error are as they were when the program begins.
void write_code(Beginning& beginning, std::uint64_t there) {
  constexpr unsigned size_of_end = 17;
  const std::uint64_t exit_process = address_of("ExitProcess");
  Code code(beginning.code);
  code.bytes(0x51, 0x52, 0x41, 0x50, 0x41, 0x51);                      // push rcx, rdx, r8, r9
  code.bytes(0x65, 0x8B, 0x04, 0x25, 0x68, 0, 0, 0, 0x50);             // mov eax, gs:[0x68]; push rax: last error
  code.bytes(0x48, 0x83, 0xEC, 0x20);                                  // sub rsp, 32
  code.rcx_is(there + offsetof(Beginning, library)).rax_is(address_of("LoadLibraryW")).call_rax();
  code.unless_rax_skip(size_of_end).end_process(exit_process);
  code.bytes(0x48, 0x89, 0xC1);                                        // mov rcx, rax
  code.rdx_is(there + offsetof(Beginning, function)).rax_is(address_of("GetProcAddress")).call_rax();
  code.rcx_is(there).call_rax();
  code.unless_rax_skip(size_of_end).end_process(exit_process);
  code.bytes(0x48, 0x83, 0xC4, 0x20, 0x58);                            // add rsp, 32; pop rax
  code.bytes(0x65, 0x89, 0x04, 0x25, 0x68, 0, 0, 0);                   // mov gs:[0x68], eax
  code.bytes(0x41, 0x59, 0x41, 0x58, 0x5A, 0x59);                      // pop r9, r8, rdx, rcx
  if (!beginning.entry) code.bytes(0xC3);                              // ret
  else code.rax_is(reinterpret_cast<std::uint64_t>(beginning.entry)).bytes(0xFF, 0xE0);  // jmp rax
}

template <class T>
bool read(HANDLE process, const char* place, T& into) {
  SIZE_T got = 0;
  return ReadProcessMemory(process, place, &into, sizeof into, &got) && got == sizeof into;
}

// Where the first thread comes out of the loader; nullptr for programs that are begun in other ways, as those of .NET.
char* entry_of(HANDLE process) {
  using Query = NTSTATUS(NTAPI*)(HANDLE, ULONG, void*, ULONG, ULONG*);
  const FARPROC query = GetProcAddress(GetModuleHandleW(L"ntdll.dll"), "NtQueryInformationProcess");
  PROCESS_BASIC_INFORMATION about{};
  if (!query || reinterpret_cast<Query>(reinterpret_cast<void*>(query))(process, 0, &about, sizeof about, nullptr) < 0) return nullptr;
  constexpr std::size_t image_in_environment = 0x10;
  char* base = nullptr;
  IMAGE_DOS_HEADER dos;
  IMAGE_NT_HEADERS64 headers;
  if (!read(process, reinterpret_cast<const char*>(about.PebBaseAddress) + image_in_environment, base) || !read(process, base, dos) ||
      !read(process, base + dos.e_lfanew, headers) || headers.OptionalHeader.AddressOfEntryPoint == 0)
    return nullptr;
  const IMAGE_DATA_DIRECTORY& managed = headers.OptionalHeader.DataDirectory[IMAGE_DIRECTORY_ENTRY_COM_DESCRIPTOR];
  return managed.VirtualAddress ? nullptr : base + headers.OptionalHeader.AddressOfEntryPoint;
}

bool write(HANDLE process, void* place, const void* bytes, std::size_t size) {
  SIZE_T written = 0;
  return WriteProcessMemory(process, place, bytes, size, &written) && written == size;
}

// jmp [rip+0], and the address behind it.
bool write_jump(HANDLE process, char* place, const void* to) {
  unsigned char jump[size_of_jump] = {0xFF, 0x25, 0, 0, 0, 0};
  std::memcpy(jump + 6, &to, sizeof to);
  DWORD protection = 0;
  if (!VirtualProtectEx(process, place, sizeof jump, PAGE_EXECUTE_READWRITE, &protection)) return false;
  const bool result = write(process, place, jump, sizeof jump);
  VirtualProtectEx(process, place, sizeof jump, protection, &protection);
  return result && FlushInstructionCache(process, place, sizeof jump);
}

bool run_in_thread(HANDLE process, void* code) {
  const HANDLE thread = CreateRemoteThread(process, nullptr, 0, reinterpret_cast<LPTHREAD_START_ROUTINE>(code), nullptr, 0, nullptr);
  if (!thread) return false;
  WaitForSingleObject(thread, INFINITE);
  CloseHandle(thread);
  return true;
}

}  // namespace

namespace {

Injected put_into(HANDLE process, const Settings& settings, Beginning& beginning) {
  if (!find_library(beginning.library)) return Injected::no;
  std::memcpy(beginning.function, name_of_begin, sizeof name_of_begin);
  beginning.settings = settings;
  void* const there = VirtualAllocEx(process, nullptr, sizeof beginning, MEM_COMMIT | MEM_RESERVE, PAGE_EXECUTE_READWRITE);
  char* const entry = entry_of(process);
  beginning.entry = entry;
  if (!there || (entry && !read(process, entry, beginning.behind))) return Injected::no;
  write_code(beginning, reinterpret_cast<std::uint64_t>(there));
  if (!write(process, there, &beginning, sizeof beginning)) return Injected::no;
  const bool is_begun = entry ? write_jump(process, entry, there) : run_in_thread(process, there);
  return is_begun ? Injected::yes : Injected::no;
}

}  // namespace

Injected inject(HANDLE process, const Settings& settings) {
  BOOL is_of_32_bits = FALSE;
  if (IsWow64Process(process, &is_of_32_bits) && is_of_32_bits) return Injected::not_of_64_bits;
  // Too large for a stack, and several threads may start processes.
  void* const memory = VirtualAlloc(nullptr, sizeof(Beginning), MEM_COMMIT | MEM_RESERVE, PAGE_READWRITE);
  if (!memory) return Injected::no;
  const Injected result = put_into(process, settings, *static_cast<Beginning*>(memory));
  VirtualFree(memory, 0, MEM_RELEASE);
  return result;
}

}  // namespace certlife::record
