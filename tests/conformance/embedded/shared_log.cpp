#include "tests/conformance/embedded/shared_log.h"

#include <sys/mman.h>

#include <cstring>
#include <new>
#include <stdexcept>

namespace certlife::embedded {
namespace {

constexpr std::size_t head = 64, most = std::size_t{64} << 20;

}  // namespace

SharedLog::SharedLog() : memory_(mmap(nullptr, head + most, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)) {
  if (memory_ == MAP_FAILED) throw std::runtime_error("no memory to share with a child process");
  written_ = new (memory_) std::atomic<std::size_t>(0);
  bytes_ = static_cast<char*>(memory_) + head;
}

SharedLog::~SharedLog() { munmap(memory_, head + most); }

bool SharedLog::append(std::string_view text) {
  const std::size_t at = size();
  if (text.size() > most - at) return false;
  std::memcpy(bytes_ + at, text.data(), text.size());
  written_->store(at + text.size(), std::memory_order_release);
  return true;
}

}  // namespace certlife::embedded
