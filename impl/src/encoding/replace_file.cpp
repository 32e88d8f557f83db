// Replacing a file in one step.
#include <sys/stat.h>

#include "impl/src/encoding/files.h"
#include "impl/src/encoding/temporary_file.h"

namespace certlife::impl::encoding {
namespace {

// Some file systems cannot sync; that is no failure of the write.
int make_durable(int descriptor) {
  const int error = error_of_retried([&] { return ::fsync(descriptor); });
  return error == EINVAL || error == ENOTSUP ? 0 : error;
}

// The owner cannot always be kept, the group more often. What was allowed to one that is lost is not handed to another.
int copy_permissions(const struct stat& old, int descriptor) {
  constexpr auto nobody = static_cast<uid_t>(-1);
  constexpr auto no_group = static_cast<gid_t>(-1);
  struct stat fresh;
  if (::fstat(descriptor, &fresh) != 0) return errno;
  mode_t mode = old.st_mode & 07777;
  if (fresh.st_uid != old.st_uid && ::fchown(descriptor, old.st_uid, no_group) != 0) mode &= ~mode_t{S_ISUID};
  if (fresh.st_gid != old.st_gid && ::fchown(descriptor, nobody, old.st_gid) != 0) mode &= ~mode_t{S_ISGID | S_IRWXG};
  return error_of_retried([&] { return ::fchmod(descriptor, mode); });
}

// A pipe or a device. Opening does not wait for somebody who reads; writing does.
int write_in_place(const std::string& path, Bytes bytes) {
  Descriptor descriptor(path.c_str(), O_WRONLY | O_NONBLOCK | O_NOCTTY);
  if (descriptor.error() != 0) return descriptor.error();
  const int flags = ::fcntl(descriptor.number(), F_GETFL);
  if (flags < 0 || ::fcntl(descriptor.number(), F_SETFL, flags & ~O_NONBLOCK) != 0) return errno;
  const int error = write_descriptor(descriptor.number(), bytes);
  return error != 0 ? error : descriptor.close();
}

int write_temporary(TemporaryFile& file, const struct stat* old, Bytes bytes) {
  int error = old != nullptr ? copy_permissions(*old, file.number()) : 0;
  if (error == 0) error = write_descriptor(file.number(), bytes);
  if (error == 0) error = make_durable(file.number());
  return error != 0 ? error : file.close();
}

// `old` is null if there is no file yet. All memory is had before anything happens.
int replace_regular_file(const std::string& path, const struct stat* old, Bytes bytes) {
  constexpr mode_t only_ours = 0600, as_usual = 0666;
  const std::string directory = directory_of(path);
  sweep_temporary_files(directory);
  const Descriptor opened(directory.c_str(), O_RDONLY | O_DIRECTORY);
  TemporaryFile file(directory, old != nullptr ? only_ours : as_usual);
  int error = file.error();
  if (error == 0) error = write_temporary(file, old, bytes);
  if (error == 0) error = file.move_to(path);
  if (error != 0) return error;
  // The new content is in place, and synced, whatever is said to this.
  if (opened.error() == 0) error_of_retried([&] { return ::fsync(opened.number()); });
  return 0;
}

}  // namespace

int replace_file(const std::string& path, Bytes bytes) {
  std::string target;
  if (const int error = resolve(path, target); error != 0) return error;
  struct stat old;
  if (::stat(target.c_str(), &old) != 0) {
    return errno == ENOENT ? replace_regular_file(target, nullptr, bytes) : errno;
  }
  if (S_ISDIR(old.st_mode)) return EISDIR;
  if (!S_ISREG(old.st_mode)) return write_in_place(target, bytes);
  // A rename would get past a write protection.
  if (::faccessat(AT_FDCWD, target.c_str(), W_OK, AT_EACCESS) != 0) return errno;
  return replace_regular_file(target, &old, bytes);
}

int probe_replacing(const std::string& path) {
  if (::faccessat(AT_FDCWD, path.c_str(), W_OK, AT_EACCESS) != 0) return errno;
  return error_of(::faccessat(AT_FDCWD, directory_of(path).c_str(), W_OK | X_OK, AT_EACCESS));
}

}  // namespace certlife::impl::encoding
