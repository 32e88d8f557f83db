#include "impl/src/encoding/temporary_file.h"

#include <dirent.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>

#include <atomic>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <memory>
#include <string_view>

namespace certlife::impl::encoding {
namespace {

constexpr std::string_view prefix = ".certlife-", suffix = ".tmp";
constexpr std::size_t digits = 16;

// Two processes may have the same id, one after the other or each in a container of its own, so an id is not enough.
std::uint64_t unlikely_number() {
  std::uint64_t number = 0;
  if (::getrandom(&number, sizeof number, GRND_NONBLOCK) == sizeof number) return number;
  static std::atomic<std::uint64_t> counter{0};
  timespec now{};
  ::clock_gettime(CLOCK_REALTIME, &now);
  number = static_cast<std::uint64_t>(now.tv_nsec) ^ static_cast<std::uint64_t>(now.tv_sec) << 30;
  return (number ^ static_cast<std::uint64_t>(::getpid()) << 40) * 0x9E3779B97F4A7C15u + counter++;
}

void write_name_at_the_end(std::string& path) {
  char name[digits + 1];
  std::snprintf(name, sizeof name, "%016llx", static_cast<unsigned long long>(unlikely_number()));
  path.replace(path.size() - suffix.size() - digits, digits, name, digits);
}

bool is_temporary_name(std::string_view name) {
  return name.size() == prefix.size() + digits + suffix.size() && name.starts_with(prefix) && name.ends_with(suffix);
}

// Nobody has it locked, so nobody writes it.
bool is_abandoned(const Descriptor& file) {
  struct stat status;
  return ::fstat(file.number(), &status) == 0 && S_ISREG(status.st_mode) && ::flock(file.number(), LOCK_EX | LOCK_NB) == 0;
}

void sweep(const std::string& path) {
  const Descriptor file(path.c_str(), O_WRONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
  if (file.error() == 0 && is_abandoned(file)) ::unlink(path.c_str());
}

}  // namespace

TemporaryFile::TemporaryFile(const std::string& directory, mode_t mode)
    : path_(directory + "/" + std::string(prefix) + std::string(digits, '0') + std::string(suffix)) {
  error_ = make(mode);
}

// Another process that sweeps may lock and remove the file before it is locked here.
bool TemporaryFile::was_swept() const {
  // Where a file system has no locks nobody sweeps.
  if (error_of_retried([&] { return ::flock(descriptor_.number(), LOCK_EX); }) != 0) return false;
  struct stat status;
  return ::fstat(descriptor_.number(), &status) == 0 && status.st_nlink == 0;
}

int TemporaryFile::make(mode_t mode) {
  constexpr int most_tries = 100;
  for (int tries = 0; tries < most_tries; ++tries) {
    write_name_at_the_end(path_);
    descriptor_ = Descriptor(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode);
    if (descriptor_.error() == EEXIST) continue;
    if (descriptor_.error() != 0) return descriptor_.error();
    if (was_swept()) continue;
    exists_ = true;
    return 0;
  }
  return EEXIST;
}

TemporaryFile::~TemporaryFile() {
  if (exists_) ::unlink(path_.c_str());
}

// A lock belongs to all descriptors of one open; it ends with the last of them.
int TemporaryFile::close() {
  lock_ = Descriptor::duplicate_of(descriptor_);
  return lock_.error() != 0 ? lock_.error() : descriptor_.close();
}

int TemporaryFile::move_to(const std::string& path) {
  const int error = error_of(::rename(path_.c_str(), path.c_str()));
  if (error == 0) exists_ = false;
  return error;
}

void sweep_temporary_files(const std::string& directory) {
  const std::unique_ptr<DIR, int (*)(DIR*)> open(::opendir(directory.c_str()), ::closedir);
  if (open == nullptr) return;
  while (const dirent* entry = ::readdir(open.get())) {
    if (is_temporary_name(entry->d_name)) sweep(directory + "/" + entry->d_name);
  }
}

}  // namespace certlife::impl::encoding
