// One thread's announcement that it is reading. Slots outlive their threads and are reused.
#pragma once

#include <atomic>
#include <cstdint>

namespace certlife::impl {

#if defined(__SANITIZE_THREAD__)
#define CERTLIFE_THREAD_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define CERTLIFE_THREAD_SANITIZER 1
#endif
#endif
#ifndef CERTLIFE_THREAD_SANITIZER
#define CERTLIFE_THREAD_SANITIZER 0
#endif

// Whether writers can make all threads pass a fence (membarrier). Decided once, before the first slot is given out.
extern bool writers_fence_for_readers;

struct alignas(64) ReaderSlot {
  std::atomic<std::uint64_t> passages{0};  // odd while the thread is reading
  ReaderSlot* next = nullptr;              // all slots ever made; set before the slot is published
  std::atomic<bool> taken{true};           // by a living thread

  // Nothing that is read afterwards may be read before the announcement is seen by a writer that has fenced.
  void enter() {
#if CERTLIFE_THREAD_SANITIZER
    passages.fetch_add(1, std::memory_order_seq_cst);  // the sanitizer does not know fences
#else
    passages.store(passages.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
    if (writers_fence_for_readers) {
      std::atomic_signal_fence(std::memory_order_seq_cst);
    } else {
      std::atomic_thread_fence(std::memory_order_seq_cst);
    }
#endif
  }

  void leave() {
    passages.store(passages.load(std::memory_order_relaxed) + 1, std::memory_order_release);
  }
};

// Initial-exec: a library that is loaded late would else be given its thread-local memory at the first use, and the C library ends
// the process when there is none.
extern thread_local constinit ReaderSlot* current_reader_slot [[gnu::tls_model("initial-exec")]];
// Throws std::bad_alloc.
ReaderSlot& take_reader_slot();

inline ReaderSlot& slot_of_this_thread() {
  return current_reader_slot != nullptr ? *current_reader_slot : take_reader_slot();
}

}  // namespace certlife::impl
