#include "tests/record/recorder/open_calls.h"

#include "tests/record/recorder/joined_path.h"

namespace certlife::record {
namespace {

constexpr std::uint32_t size_of_part = slots_of_a_part * slot_size;

void* map(HANDLE file, std::uint64_t from, std::uint64_t size) {
  const std::uint64_t end = from + size;
  const HANDLE mapping = CreateFileMappingW(file, nullptr, PAGE_READWRITE, static_cast<DWORD>(end >> 32), static_cast<DWORD>(end), nullptr);
  if (!mapping) return nullptr;
  void* const view = MapViewOfFile(mapping, FILE_MAP_WRITE, static_cast<DWORD>(from >> 32), static_cast<DWORD>(from), size);
  CloseHandle(mapping);
  return view;
}

}  // namespace

bool OpenCalls::open(const wchar_t* log) {
  const JoinedPath path(log, open_calls_ending);
  file_ = CreateFileW(path.text, GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr, CREATE_ALWAYS,
                      FILE_ATTRIBUTE_NORMAL, nullptr);
  if (file_ == INVALID_HANDLE_VALUE) return false;
  header_ = static_cast<OpenCallsHeader*>(map(file_, 0, first_slot));
  tls_ = TlsAlloc();
  return header_ && tls_ != TLS_OUT_OF_INDEXES;
}

Slot* OpenCalls::own() {
  if (auto* const slot = static_cast<Slot*>(TlsGetValue(tls_))) return slot;
  Slot* const slot = take();
  TlsSetValue(tls_, slot);
  return slot;
}

// A slot whose thread was ended in the middle of a call keeps what it has.
void OpenCalls::release() {
  auto* const slot = static_cast<Slot*>(TlsGetValue(tls_));
  if (!slot) return;
  TlsSetValue(tls_, nullptr);
  if (slot->depth == 0) __atomic_store_n(&slot->thread, 0u, __ATOMIC_RELEASE);
}

Slot* OpenCalls::take() {
  const DWORD thread = GetCurrentThreadId();
  Slot* found = nullptr;
  AcquireSRWLockExclusive(&lock_);
  for (std::uint32_t part = 0; part < most_parts && !found; ++part) {
    if (!parts_[part]) parts_[part] = map_part(part);
    if (parts_[part]) found = take_of(parts_[part], thread);
  }
  ReleaseSRWLockExclusive(&lock_);
  // Of so many threads the calls are recorded all the same, but those that never return.
  if (!found) found = static_cast<Slot*>(VirtualAlloc(nullptr, slot_size, MEM_COMMIT | MEM_RESERVE, PAGE_READWRITE));
  if (found) found->thread = thread;
  return found;
}

Slot* OpenCalls::take_of(char* part, std::uint32_t thread) {
  for (std::uint32_t i = 0; i < slots_of_a_part; ++i) {
    auto* const slot = reinterpret_cast<Slot*>(part + i * slot_size);
    if (slot->thread == 0 || (slot->thread == thread && slot->depth == 0)) return slot->thread = thread, slot;
  }
  return nullptr;
}

char* OpenCalls::map_part(std::uint32_t part) {
  auto* const mapped = static_cast<char*>(map(file_, first_slot + std::uint64_t{part} * size_of_part, size_of_part));
  if (mapped) header_->slots = (part + 1) * slots_of_a_part;
  return mapped;
}

}  // namespace certlife::record
