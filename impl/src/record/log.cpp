#include "impl/src/record/log.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>

namespace certlife::impl::record {
namespace {

constexpr std::uint64_t page_size = 4096, room_at_once = 256 << 10;

// Programs count on their descriptors to be the lowest that are free.
int out_of_the_way(int descriptor) {
  constexpr int far_away = 500;
  const int moved = fcntl(descriptor, F_DUPFD_CLOEXEC, far_away);
  if (moved < 0) return descriptor;
  close(descriptor);
  return moved;
}

bool is_same_file(const struct stat& one, const struct stat& other) { return one.st_dev == other.st_dev && one.st_ino == other.st_ino; }

bool is_locked_by_another(int descriptor) { return flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK; }

// Memory behind the end of a file, or of a full disk, ends the process that writes to it; so do writes beyond the limit for files.
int reserve(int descriptor, std::uint64_t begin, std::uint64_t end) {
  rlimit limit{};
  if (getrlimit(RLIMIT_FSIZE, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY && end > limit.rlim_cur) return EFBIG;
  int error = EINTR;
  while (error == EINTR) error = posix_fallocate(descriptor, static_cast<off_t>(begin), static_cast<off_t>(end - begin));
  return error;
}

}  // namespace

int Log::open(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOCTTY | O_NONBLOCK, 0666);
  if (descriptor < 0) return errno;
  int error = fstat(descriptor, &file_) != 0 ? errno : S_ISREG(file_.st_mode) ? 0 : ENOTSUP;
  if (error == 0 && is_locked_by_another(descriptor)) error = EWOULDBLOCK;
  if (error == 0 && ftruncate(descriptor, 0) != 0) error = errno;
  if (error != 0) return close(descriptor), error;
  descriptor_ = out_of_the_way(descriptor);
  path_ = path;
  return 0;
}

int Log::write(std::string_view text, std::size_t lasting) {
  if (const int error = make_room(std::max(text.size(), size_beside_) + 1); error != 0) return error;
  char* const to = view_ + (end_ - view_begin_);
  const std::size_t size_before = size_beside_;
  *to = 0;
  std::atomic_signal_fence(std::memory_order_seq_cst);
  if (!text.empty()) std::memcpy(to + 1, text.data() + 1, text.size() - 1);
  if (size_before > text.size()) std::memset(to + text.size(), 0, size_before - text.size());
  std::atomic_signal_fence(std::memory_order_seq_cst);
  if (!text.empty()) *to = text[0];
  end_ += lasting;
  size_beside_ = text.size() - lasting;
  return 0;
}

int Log::make_room(std::size_t size) {
  if (view_ != nullptr && end_ + size <= view_end_) return 0;
  unmap();
  if (const int error = find_file(); error != 0) return error;
  const std::uint64_t least = end_ % page_size + size;
  // Where there is little room left it is used to the end.
  const int error = map(std::max(least, room_at_once));
  return error == 0 ? 0 : map((least + page_size - 1) / page_size * page_size);
}

int Log::map(std::uint64_t size) {
  const std::uint64_t begin = end_ / page_size * page_size;
  if (const int error = reserve(descriptor_, begin, begin + size); error != 0) return error;
  void* const view = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor_, static_cast<off_t>(begin));
  if (view == MAP_FAILED) return errno;
  view_ = static_cast<char*>(view), view_begin_ = begin, view_end_ = begin + size;
  return 0;
}

void Log::unmap() {
  if (view_ != nullptr) munmap(view_, view_end_ - view_begin_);
  view_ = nullptr;
}

// The program may have closed a descriptor that it did not know, and opened something else that has its number now.
int Log::find_file() {
  struct stat now {};
  if (fstat(descriptor_, &now) == 0 && is_same_file(now, file_)) return 0;
  const int descriptor = ::open(path_.c_str(), O_RDWR | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
  if (descriptor < 0) return errno;
  if (fstat(descriptor, &now) != 0 || !is_same_file(now, file_)) return close(descriptor), ESTALE;
  static_cast<void>(is_locked_by_another(descriptor));
  descriptor_ = out_of_the_way(descriptor);
  return 0;
}

void Log::cut_off() {
  unmap();
  if (descriptor_ >= 0 && find_file() == 0 && ftruncate(descriptor_, static_cast<off_t>(end_ + size_beside_)) != 0) return;
}

void Log::leave() {
  unmap();
  struct stat now {};
  if (fstat(descriptor_, &now) == 0 && is_same_file(now, file_)) close(descriptor_);
  descriptor_ = -1;
  size_beside_ = 0;
}

int Log::continue_in(const std::string& path) {
  const struct stat left = file_;
  const int from = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
  if (from < 0) return errno;
  struct stat now {};
  int error = fstat(from, &now) != 0 ? errno : is_same_file(now, left) ? 0 : ESTALE;
  if (error == 0) error = open(path);
  if (error == 0) error = copy_what_lasts(from);
  close(from);
  return error;
}

int Log::copy_what_lasts(int from) const {
  static char block[64 << 10];
  for (std::uint64_t at = 0; at < end_;) {
    const ssize_t got = pread(from, block, std::min<std::uint64_t>(sizeof block, end_ - at), static_cast<off_t>(at));
    if (got <= 0) return got == 0 ? ESTALE : errno;
    if (const int error = reserve(descriptor_, at, at + static_cast<std::uint64_t>(got)); error != 0) return error;
    if (pwrite(descriptor_, block, static_cast<std::size_t>(got), static_cast<off_t>(at)) != got) return errno;
    at += static_cast<std::uint64_t>(got);
  }
  return 0;
}

}  // namespace certlife::impl::record
