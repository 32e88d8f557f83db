// An open file.
#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace certlife::impl::encoding {

// 0 for a system call that succeeded, errno for one that failed.
inline int error_of(int result) { return result == 0 ? 0 : errno; }

// The same for a call that a signal may interrupt: it is made again.
template <class Call>
int error_of_retried(Call call) {
  int error = 0;
  do error = error_of(call());
  while (error == EINTR);
  return error;
}

class Descriptor {
 public:
  Descriptor() = default;
  Descriptor(const char* path, int flags, mode_t mode = 0) {
    do number_ = ::open(path, flags | O_CLOEXEC, mode);
    while (number_ < 0 && errno == EINTR);
    error_ = number_ < 0 ? errno : 0;
  }
  ~Descriptor() { close(); }
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)), error_(other.error_) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    error_ = other.error_;
    return *this;
  }

  static Descriptor duplicate_of(const Descriptor& other) {
    Descriptor duplicate;
    duplicate.number_ = ::fcntl(other.number_, F_DUPFD_CLOEXEC, 0);
    duplicate.error_ = duplicate.number_ < 0 ? errno : 0;
    return duplicate;
  }

  int number() const { return number_; }
  int error() const { return error_; }

  // A full disk may be reported as late as here.
  int close() {
    if (number_ < 0) return 0;
    const int result = error_of(::close(std::exchange(number_, -1)));
    return result == EINTR ? 0 : result;
  }

 private:
  int number_ = -1;
  int error_ = 0;
};

}  // namespace certlife::impl::encoding
