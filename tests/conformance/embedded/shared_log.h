// Memory that a child writes and its parent reads: what the child wrote is there however it ends, and no call of the system is made for it.
#pragma once

#include <atomic>
#include <cstddef>
#include <string_view>

namespace certlife::embedded {

class SharedLog {
 public:
  // Throws std::runtime_error where there is no memory. It takes as much as is written.
  SharedLog();
  ~SharedLog();
  SharedLog(const SharedLog&) = delete;
  SharedLog& operator=(const SharedLog&) = delete;

  // Nothing is written if there is no room for all of it.
  bool append(std::string_view text);
  std::string_view text() const { return {bytes_, size()}; }
  std::size_t size() const { return written_->load(std::memory_order_acquire); }
  void clear() { written_->store(0, std::memory_order_release); }

 private:
  void* memory_;
  std::atomic<std::size_t>* written_;
  char* bytes_;
};

}  // namespace certlife::embedded
