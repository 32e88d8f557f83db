#include "impl/src/encoding/files.h"

#include <certlife/wincrypt.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <memory>

namespace certlife::impl::encoding {
namespace {

constexpr std::uint32_t general_failure = 31;  // ERROR_GEN_FAILURE

// 0 for a system call that succeeded, errno for one that failed.
int error_of(int result) { return result == 0 ? 0 : errno; }

class Descriptor {
 public:
  Descriptor(const std::string& path, int flags, mode_t mode = 0) {
    do number_ = ::open(path.c_str(), flags | O_CLOEXEC, mode);
    while (number_ < 0 && errno == EINTR);
    error_ = number_ < 0 ? errno : 0;
  }
  ~Descriptor() { close(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  int number() const { return number_; }
  int error() const { return error_; }

  // A full disk may be reported as late as here.
  int close() {
    if (number_ < 0) return 0;
    const int result = error_of(::close(number_));
    number_ = -1;
    return result == EINTR ? 0 : result;
  }

 private:
  int number_ = -1;
  int error_ = 0;
};

std::string directory_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

// A name in the same directory, so that a rename stays within one file system.
std::string temporary_name_beside(const std::string& path) {
  static std::atomic<unsigned> counter{0};
  return directory_of(path) + "/.certlife-" + std::to_string(::getpid()) + "-" + std::to_string(counter++) + ".tmp";
}

// A file that is gone when this is, unless it was moved to its place.
class TemporaryFile {
 public:
  explicit TemporaryFile(const std::string& beside)
      : path_(temporary_name_beside(beside)), descriptor_(path_, O_WRONLY | O_CREAT | O_EXCL, 0666) {}
  ~TemporaryFile() {
    if (descriptor_.error() == 0 && !moved_) ::unlink(path_.c_str());
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  Descriptor& descriptor() { return descriptor_; }

  int move_to(const std::string& path) {
    const int error = error_of(::rename(path_.c_str(), path.c_str()));
    moved_ = error == 0;
    return error;
  }

 private:
  std::string path_;
  Descriptor descriptor_;
  bool moved_ = false;
};

// Some file systems cannot sync; that is no failure of the write.
int make_durable(int descriptor) {
  const int error = error_of(::fsync(descriptor));
  return error == EINVAL || error == ENOTSUP ? 0 : error;
}

// What a symbolic link names in the end; the path itself if it is none or names nothing yet.
std::string resolved(const std::string& path) {
  const std::unique_ptr<char, decltype(&std::free)> real(::realpath(path.c_str(), nullptr), &std::free);
  return real == nullptr ? path : std::string(real.get());
}

// The owner cannot always be kept; the permissions can, because the file is ours.
int copy_permissions(const struct stat& old, int descriptor) {
  if (::fchown(descriptor, old.st_uid, old.st_gid) != 0) errno = 0;
  return error_of(::fchmod(descriptor, old.st_mode & 07777));
}

int write_in_place(const std::string& path, Bytes bytes) {
  Descriptor descriptor(path, O_WRONLY);
  if (descriptor.error() != 0) return descriptor.error();
  const int error = write_descriptor(descriptor.number(), bytes);
  return error != 0 ? error : descriptor.close();
}

// `old` is null if there is no file yet.
int replace_regular_file(const std::string& path, const struct stat* old, Bytes bytes) {
  TemporaryFile file(path);
  Descriptor& descriptor = file.descriptor();
  int error = descriptor.error();
  if (error == 0 && old != nullptr) error = copy_permissions(*old, descriptor.number());
  if (error == 0) error = write_descriptor(descriptor.number(), bytes);
  if (error == 0) error = make_durable(descriptor.number());
  if (error == 0) error = descriptor.close();
  if (error == 0) error = file.move_to(path);
  if (error != 0) return error;
  // The new content is in place whatever the directory says to this.
  const Descriptor directory(directory_of(path), O_RDONLY | O_DIRECTORY);
  if (directory.error() == 0) ::fsync(directory.number());
  return 0;
}

}  // namespace

int read_descriptor(int descriptor, std::vector<std::uint8_t>& bytes) {
  struct stat status;
  if (::fstat(descriptor, &status) != 0) return errno;
  if (S_ISDIR(status.st_mode)) return EISDIR;
  // One more than the size, so that the read which finds the end needs no more memory.
  constexpr std::size_t least_room = 4096;
  bytes.clear();
  std::size_t used = 0;
  bytes.resize(S_ISREG(status.st_mode) ? static_cast<std::size_t>(status.st_size) + 1 : least_room);
  for (;;) {
    if (used == bytes.size()) bytes.resize(used + used / 2 + least_room);
    const ssize_t got = ::read(descriptor, bytes.data() + used, bytes.size() - used);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return errno;
    if (got == 0) break;
    used += static_cast<std::size_t>(got);
  }
  bytes.resize(used);
  return 0;
}

int read_file(const std::string& path, std::vector<std::uint8_t>& bytes) {
  const Descriptor descriptor(path, O_RDONLY);
  return descriptor.error() != 0 ? descriptor.error() : read_descriptor(descriptor.number(), bytes);
}

int write_descriptor(int descriptor, Bytes bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    if (written == 0) return ENOSPC;
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  return 0;
}

int replace_file(const std::string& path, Bytes bytes) {
  struct stat old;
  if (::stat(path.c_str(), &old) != 0) {
    return errno == ENOENT ? replace_regular_file(path, nullptr, bytes) : errno;
  }
  if (S_ISDIR(old.st_mode)) return EISDIR;
  if (!S_ISREG(old.st_mode)) return write_in_place(path, bytes);
  // A rename would get past a write protection.
  if (::faccessat(AT_FDCWD, path.c_str(), W_OK, AT_EACCESS) != 0) return errno;
  return replace_regular_file(resolved(path), &old, bytes);
}

int create_new_file(const std::string& path) {
  Descriptor descriptor(path, O_WRONLY | O_CREAT | O_EXCL, 0666);
  return descriptor.error() != 0 ? descriptor.error() : descriptor.close();
}

int probe_file(const std::string& path, bool for_writing) {
  const int wanted = for_writing ? R_OK | W_OK : R_OK;
  return error_of(::faccessat(AT_FDCWD, path.c_str(), wanted, AT_EACCESS));
}

std::uint32_t windows_error_of(int error_number) {
  switch (error_number) {
    case 0: return ERROR_SUCCESS;
    case ENOENT: return ERROR_FILE_NOT_FOUND;
    case ENOTDIR:
    case ELOOP:
    case ENAMETOOLONG: return ERROR_PATH_NOT_FOUND;
    case EACCES:
    case EPERM:
    case EROFS:
    case EISDIR: return ERROR_ACCESS_DENIED;
    case EBADF: return ERROR_INVALID_HANDLE;
    case ENOMEM: return ERROR_NOT_ENOUGH_MEMORY;
    case EEXIST: return ERROR_FILE_EXISTS;
    case EINVAL: return ERROR_INVALID_PARAMETER;
    case ENOSPC:
    case EDQUOT:
    case EFBIG: return ERROR_DISK_FULL;
    case EBUSY:
    case ETXTBSY: return ERROR_BUSY;
    case EIO: return ERROR_WRITE_FAULT;
    default: return general_failure;
  }
}

}  // namespace certlife::impl::encoding
