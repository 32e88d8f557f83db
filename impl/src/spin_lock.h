// A lock of one byte, for the few instructions that touch one context's properties.
#pragma once

#include <atomic>
#include <thread>

namespace certlife::impl {

class SpinLock {
 public:
  void lock() {
    while (locked_.exchange(true, std::memory_order_acquire)) std::this_thread::yield();
  }
  void unlock() { locked_.store(false, std::memory_order_release); }

 private:
  std::atomic<bool> locked_{false};
};

}  // namespace certlife::impl
