#include "tests/record/recorder/finish.h"

#include <cstring>

#include "tests/record/recorder/joined_path.h"
#include "tests/record/recorder/windows_api.h"

namespace certlife::record {
namespace {

// Closes itself.
struct File {
  File(const wchar_t* path, DWORD sharing) : handle(CreateFileW(path, GENERIC_READ | GENERIC_WRITE, sharing, nullptr, OPEN_EXISTING, 0, nullptr)) {}
  ~File() { close(); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  bool is_open() const { return handle != INVALID_HANDLE_VALUE; }
  void close() {
    if (is_open()) CloseHandle(handle);
    handle = INVALID_HANDLE_VALUE;
  }
  bool go_to(std::uint64_t place) const {
    LARGE_INTEGER to;
    to.QuadPart = static_cast<LONGLONG>(place);
    return SetFilePointerEx(handle, to, nullptr, FILE_BEGIN);
  }
  bool read(std::uint64_t place, void* into, DWORD size) const {
    DWORD got = 0;
    return go_to(place) && ReadFile(handle, into, size, &got, nullptr) && got == size;
  }
  void write(const void* bytes, DWORD size) const {
    DWORD written = 0;
    WriteFile(handle, bytes, size, &written, nullptr);
  }
  HANDLE handle;
};

void add_unfinished(const File& log, const Slot& slot) {
  std::uint32_t from = 0;
  for (std::uint32_t i = 0; i < slot.depth && i < deepest_nesting; ++i) {
    const std::uint32_t to = slot.ends[i];
    if (to < from || to > most_text_of_slot) return;
    log.write(slot.text + from, to - from);
    log.write(unfinished_end, sizeof unfinished_end - 1);
    from = to;
  }
}

void finish_with(const File& open_calls, const File& log) {
  static Slot slot;
  OpenCallsHeader header{};
  if (!open_calls.read(0, &header, sizeof header)) return;
  if (!log.go_to(header.log_end) || !SetEndOfFile(log.handle)) return;
  for (std::uint32_t i = 0; i < header.slots; ++i) {
    if (open_calls.read(first_slot + std::uint64_t{i} * slot_size, &slot, sizeof slot) && slot.thread) add_unfinished(log, slot);
  }
}

}  // namespace

bool finish(const wchar_t* log) {
  const JoinedPath beside(log, open_calls_ending);
  // Nobody else may have it open: it is then that the process has ended.
  File open_calls(beside.text, 0);
  const File written(log, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE);
  if (!open_calls.is_open() || !written.is_open()) return false;
  finish_with(open_calls, written);
  open_calls.close();
  DeleteFileW(beside.text);
  return true;
}

void finish_children(const wchar_t* first_log) {
  const JoinedPath pattern(first_log, L".*.open");
  wchar_t directory[most_path];
  std::size_t end = 0;
  for (std::size_t i = 0; (directory[i] = first_log[i]) != 0; ++i)
    if (first_log[i] == L'\\' || first_log[i] == L'/') end = i + 1;
  directory[end] = 0;
  WIN32_FIND_DATAW found;
  const HANDLE search = FindFirstFileW(pattern.text, &found);
  if (search == INVALID_HANDLE_VALUE) return;
  do {
    JoinedPath log(directory, found.cFileName);
    log.text[wcslen(log.text) - wcslen(open_calls_ending)] = 0;
    finish(log.text);
  } while (FindNextFileW(search, &found));
  FindClose(search);
}

}  // namespace certlife::record
