// One call that is written down: a line of a trace, in the format of model/trace.
#pragma once

#include <cstdint>
#include <string>

#include "impl/src/record/signature.h"

namespace certlife::impl::record {

// A call, its arguments each as a word.
struct MadeCall {
  const Signature& of;
  const std::uint64_t* arguments;
  std::uint64_t result = 0;

  std::uint32_t number(std::size_t parameter) const { return static_cast<std::uint32_t>(arguments[parameter]); }
  template <class T>
  const T* pointer(std::size_t parameter) const {
    return reinterpret_cast<const T*>(arguments[parameter]);
  }
  bool succeeded() const;
};

// Lives as long as the call. While it does, the end of the trace says that the call has begun. Neither the last error nor errno is touched, and
// nothing is thrown.
class Recording {
 public:
  Recording(const Signature& of, const std::uint64_t* arguments, const void* returns_to) noexcept;
  void finish(std::uint64_t result) noexcept;
  Recording(const Recording&) = delete;
  Recording& operator=(const Recording&) = delete;

  // The line that stands for the call until it returns.
  const std::string& unfinished() const { return unfinished_; }

 private:
  void write_beginning(const void* returns_to);
  void write_results(std::uint64_t end);

  MadeCall call_;
  std::string text_, unfinished_;
  std::uint64_t start_ = 0;
  bool is_open_ = false;
};

}  // namespace certlife::impl::record
