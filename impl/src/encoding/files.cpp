#include "impl/src/encoding/files.h"

#include <sys/stat.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

#include "impl/src/encoding/descriptor.h"

namespace certlife::impl::encoding {
namespace {

std::unique_ptr<char, decltype(&std::free)> real_path(const std::string& path) {
  return {::realpath(path.c_str(), nullptr), &std::free};
}

// What stands in a symbolic link; nothing if there is none of that name.
int read_link(const std::string& path, std::string& target) {
  target.assign(256, '\0');
  for (;;) {
    const ssize_t size = ::readlink(path.c_str(), target.data(), target.size());
    if (size < 0) return target.clear(), errno == EINVAL || errno == ENOENT ? 0 : errno;
    if (static_cast<std::size_t>(size) < target.size()) return target.resize(static_cast<std::size_t>(size)), 0;
    target.resize(target.size() * 2);
  }
}

// The absolute name of something that is not there.
int resolve_missing(const std::string& path, std::string& resolved) {
  const auto directory = real_path(directory_of(path));
  if (directory == nullptr) return errno;
  const std::string_view start = directory.get();
  resolved = std::string(start == "/" ? "" : start) + "/" + path.substr(path.rfind('/') + 1);
  return 0;
}

std::size_t first_room(const struct stat& status) {
  constexpr std::size_t least_room = 4096;
  // One more than the size, so that the read which finds the end needs no more memory.
  return std::max(least_room, static_cast<std::size_t>(status.st_size) + 1);
}

}  // namespace

std::string directory_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

int resolve(const std::string& path, std::string& resolved) {
  constexpr int most_links = 40;
  std::string at = path;
  for (int links = 0; links < most_links; ++links) {
    if (const auto real = real_path(at); real != nullptr) return resolved = real.get(), 0;
    if (errno != ENOENT) return errno;
    std::string target;
    if (const int error = read_link(at, target); error != 0) return error;
    if (target.empty()) return resolve_missing(at, resolved);
    at = target.front() == '/' ? target : directory_of(at) + "/" + target;
  }
  return ELOOP;
}

int read_descriptor(int descriptor, std::vector<std::uint8_t>& bytes) {
  struct stat status;
  if (::fstat(descriptor, &status) != 0) return errno;
  if (S_ISDIR(status.st_mode)) return EISDIR;
  if (!S_ISREG(status.st_mode)) return ENOTSUP;
  if (static_cast<std::uint64_t>(status.st_size) > largest_file) return EFBIG;
  bytes.clear();
  bytes.resize(first_room(status));
  std::size_t used = 0;
  for (;;) {
    if (used > largest_file) return EFBIG;  // it grew while it was read
    if (used == bytes.size()) bytes.resize(used + used / 2);
    const ssize_t got = ::read(descriptor, bytes.data() + used, bytes.size() - used);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return errno;
    if (got == 0) break;
    used += static_cast<std::size_t>(got);
  }
  bytes.resize(used);
  return 0;
}

// A pipe that nobody writes to must not be waited for.
int read_file(const std::string& path, std::vector<std::uint8_t>& bytes) {
  const Descriptor descriptor(path.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY);
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

int create_new_file(const std::string& path) {
  Descriptor descriptor(path.c_str(), O_WRONLY | O_CREAT | O_EXCL, 0666);
  if (descriptor.error() != 0) return descriptor.error();
  const int error = descriptor.close();
  if (error != 0) ::unlink(path.c_str());
  return error;
}

}  // namespace certlife::impl::encoding
