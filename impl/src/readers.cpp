#include "impl/src/readers.h"

#include <linux/membarrier.h>
#include <pthread.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <mutex>
#include <new>
#include <thread>
#include <utility>

#include "impl/src/memory.h"
#include "impl/src/quarantine.h"
#include "impl/src/settings.h"

namespace certlife::impl {

bool writers_fence_for_readers = false;
thread_local constinit ReaderSlot* current_reader_slot = nullptr;

namespace {

constexpr std::size_t blocks_in_a_batch = 64;

std::atomic<ReaderSlot*> all_slots{nullptr};
// How many threads have a slot. Read and changed by read-modify-writes only, so that a thread that comes later sees what a
// writer took out before it looked.
std::atomic<int> threads_with_a_slot{0};
std::once_flag readers_are_ready;

std::mutex retired_mutex;
Retirable* retired_blocks = nullptr;  // guarded by retired_mutex
std::size_t retired_count = 0;        // guarded by retired_mutex

// Gives slots back when threads end. Not by the destructor of a thread_local: to register one needs memory, and where there is none
// the C library ends the process.
class ThreadEnds {
 public:
  void prepare() { made_ = pthread_key_create(&key_, give_back) == 0; }
  // Gone with the library when that is unloaded.
  ~ThreadEnds() {
    if (made_) pthread_key_delete(key_);
  }
  // Without a key, which only a process has that ends or has used up all of them, the slot is the thread's for good.
  void watch(ReaderSlot* slot) {
    if (!made_ || pthread_setspecific(key_, slot) != ENOMEM) return;
    give_back(slot);
    throw std::bad_alloc();
  }

 private:
  static void give_back(void* ending) {
    auto* slot = static_cast<ReaderSlot*>(ending);
    current_reader_slot = nullptr;
    slot->taken.store(false, std::memory_order_release);
    threads_with_a_slot.fetch_sub(1, std::memory_order_acq_rel);
  }

  pthread_key_t key_ = 0;
  bool made_ = false;
};
ThreadEnds thread_ends;

void get_ready() {
  writers_fence_for_readers = syscall(__NR_membarrier, MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED, 0, 0) == 0;
  thread_ends.prepare();
}

ReaderSlot* reuse_slot() {
  for (ReaderSlot* slot = all_slots.load(std::memory_order_acquire); slot != nullptr; slot = slot->next) {
    bool taken = false;
    if (slot->taken.compare_exchange_strong(taken, true, std::memory_order_acq_rel)) return slot;
  }
  return nullptr;
}

// Slots stay for the life of the process: a writer may be looking at them at any time.
ReaderSlot* make_slot() {
  auto* slot = new ReaderSlot;
  slot->next = all_slots.load(std::memory_order_relaxed);
  while (!all_slots.compare_exchange_weak(slot->next, slot, std::memory_order_acq_rel)) {
  }
  return slot;
}

void fence_all_threads() {
#if CERTLIFE_THREAD_SANITIZER
  for (ReaderSlot* slot = all_slots.load(std::memory_order_acquire); slot != nullptr; slot = slot->next) {
    slot->passages.fetch_add(0, std::memory_order_seq_cst);
  }
#else
  if (writers_fence_for_readers) {
    syscall(__NR_membarrier, MEMBARRIER_CMD_PRIVATE_EXPEDITED, 0, 0);
  } else {
    std::atomic_thread_fence(std::memory_order_seq_cst);
  }
#endif
}

void wait_until_left(const ReaderSlot& slot) {
  const auto seen = slot.passages.load(std::memory_order_acquire);
  if (seen % 2 == 0) return;
  while (slot.passages.load(std::memory_order_acquire) == seen) std::this_thread::yield();
}

void wait_for_readers() {
  fence_all_threads();
  for (ReaderSlot* slot = all_slots.load(std::memory_order_acquire); slot != nullptr; slot = slot->next) {
    wait_until_left(*slot);
  }
}

void release_chain(Retirable* first) {
  while (first != nullptr) {
    Retirable* next = first->next_retired;
    release_block(first, first->block_size);
    first = next;
  }
}

bool nobody_else_reads() {
  const int others = threads_with_a_slot.fetch_add(0, std::memory_order_acq_rel) - (current_reader_slot != nullptr);
  return others == 0 || uses_block_source();
}

// Puts the chain on the waiting list; returns the whole list if it has become worth a wait.
Retirable* add_to_batch(Retirable* first) {
  Retirable* last = first;
  std::size_t count = 1;
  for (; last->next_retired != nullptr; last = last->next_retired) ++count;
  const std::lock_guard lock(retired_mutex);
  last->next_retired = retired_blocks;
  retired_blocks = first;
  retired_count += count;
  if (retired_count < blocks_in_a_batch) return nullptr;
  retired_count = 0;
  return std::exchange(retired_blocks, nullptr);
}

}  // namespace

ReaderSlot& take_reader_slot() {
  std::call_once(readers_are_ready, get_ready);
  ReaderSlot* slot = reuse_slot();
  if (slot == nullptr) slot = make_slot();
  threads_with_a_slot.fetch_add(1, std::memory_order_acq_rel);
  thread_ends.watch(slot);
  current_reader_slot = slot;
  return *slot;
}

void retire(Retirable* block) noexcept {
  block->next_retired = nullptr;
  retire_chain(block);
}

void retire_chain(Retirable* first) noexcept {
  if (settings.checked.load(std::memory_order_relaxed) && !uses_block_source()) first = put_into_quarantine(first);
  if (first == nullptr) return;
  if (nobody_else_reads()) return release_chain(first);
  if (Retirable* batch = add_to_batch(first); batch != nullptr) {
    wait_for_readers();
    release_chain(batch);
  }
}

void drain_retired() noexcept {
  Retirable* batch = nullptr;
  {
    const std::lock_guard lock(retired_mutex);
    batch = std::exchange(retired_blocks, nullptr);
    retired_count = 0;
  }
  if (batch == nullptr) return;
  wait_for_readers();
  release_chain(batch);
}

}  // namespace certlife::impl
