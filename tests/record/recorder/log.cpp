#include "tests/record/recorder/log.h"

#include <cstring>
#include <cwchar>

#include "tests/record/recorder/text.h"

namespace certlife::record {
namespace {

constexpr std::uint64_t view_size = 4 << 20, granularity = 0x10000;

class Exclusive {
 public:
  explicit Exclusive(SRWLOCK& lock) : lock_(lock) { AcquireSRWLockExclusive(&lock_); }
  ~Exclusive() { ReleaseSRWLockExclusive(&lock_); }
  Exclusive(const Exclusive&) = delete;
  Exclusive& operator=(const Exclusive&) = delete;

 private:
  SRWLOCK& lock_;
};

}  // namespace

bool Log::open(const wchar_t* path, OpenCalls& open_calls) {
  open_calls_ = &open_calls;
  file_ = CreateFileW(path, GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr, CREATE_ALWAYS,
                      FILE_ATTRIBUTE_NORMAL, nullptr);
  return file_ != INVALID_HANDLE_VALUE && map_from(0, view_size);
}

bool Log::map_from(std::uint64_t from, std::uint64_t size) {
  const std::uint64_t end = from + size;
  if (view_) UnmapViewOfFile(view_);
  view_ = nullptr;
  const HANDLE mapping = CreateFileMappingW(file_, nullptr, PAGE_READWRITE, static_cast<DWORD>(end >> 32), static_cast<DWORD>(end), nullptr);
  if (!mapping) return false;
  view_ = static_cast<char*>(MapViewOfFile(mapping, FILE_MAP_WRITE, static_cast<DWORD>(from >> 32), static_cast<DWORD>(from), size));
  CloseHandle(mapping);
  view_begin_ = from, view_end_ = end;
  return view_ != nullptr;
}

char* Log::room(std::size_t size) {
  if (!view_) return nullptr;
  if (end_ + size > view_end_) {
    const std::uint64_t from = end_ / granularity * granularity, needed = end_ + size - from;
    const std::uint64_t wanted = needed > view_size ? (needed / granularity + 1) * granularity : view_size;
    if (!map_from(from, wanted)) return nullptr;
  }
  return view_ + (end_ - view_begin_);
}

void Log::append(const char* line, std::size_t size) {
  char* const to = room(size);
  if (!to) return;
  std::memcpy(to + 1, line + 1, size - 1);
  __atomic_store_n(to, line[0], __ATOMIC_RELEASE);
  end_ += size;
  open_calls_->note_log_end(end_);
}

// A line whose contents come last, in hexadecimal.
void Log::append_hexadecimal(const char* before, std::size_t size, const void* bytes, std::size_t size_of_bytes) {
  const std::size_t whole = size + 2 * size_of_bytes + 3;
  char* const to = room(whole);
  if (!to) return;
  Text text(to + 1, to + whole);
  for (std::size_t i = 1; i < size; ++i) text.add(before[i]);
  text.hexadecimal(bytes, size_of_bytes);
  text.add("\"}\n");
  __atomic_store_n(to, before[0], __ATOMIC_RELEASE);
  end_ += whole;
  open_calls_->note_log_end(end_);
}

void Log::write(const char* line, std::size_t size) {
  const Exclusive locked(lock_);
  append(line, size);
}

std::uint32_t Log::number_of(const void* bytes, std::size_t size) {
  const Exclusive locked(lock_);
  const KnownBytes::Number known = known_.number_of(bytes, size);
  if (!known.is_new) return known.number;
  char before[64];
  Text text(before, before + sizeof before);
  text.add("{\"bytes\":\"b");
  text.digits(known.number, 10);
  text.add("\",\"value\":\"hex:");
  append_hexadecimal(before, text.size(), bytes, size);
  return known.number;
}

void Log::write_file_setup(const char* file, std::size_t size, const void* bytes, std::size_t size_of_bytes) {
  const Exclusive locked(lock_);
  append_hexadecimal(file, size, bytes, size_of_bytes);
}

bool Log::knows_file(const wchar_t* path) {
  const Exclusive locked(lock_);
  return !known_files_.number_of(path, wcslen(path) * sizeof *path).is_new;
}

}  // namespace certlife::record
