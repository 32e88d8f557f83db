// How threads may walk a store without locking it while others delete from it.
//
// A reader announces itself in a slot of its own (two plain stores, no shared line written). What a writer has taken out of the
// store's lists is not given back to memory at once but retired: it goes when every reader that might have seen it has
// left. Readers pay no fence: the writer makes all threads pass one instead (membarrier), once per batch. While only one thread
// uses the library nothing waits: retired memory goes at once.
#pragma once

#include <cstddef>
#include <cstdint>

#include "impl/src/reader_slot.h"

namespace certlife::impl {

// Memory that readers may still look at. First member of every object that is retired.
struct Retirable {
  Retirable* next_retired = nullptr;
  std::size_t block_size = 0;
};

// While one lives, nothing that this thread finds in a store is given back to memory. Not to be nested, never held while
// waiting for a lock.
class ReadSection {
 public:
  ReadSection() : slot_(slot_of_this_thread()) { slot_.enter(); }
  ~ReadSection() { slot_.leave(); }
  ReadSection(const ReadSection&) = delete;
  ReadSection& operator=(const ReadSection&) = delete;

 private:
  ReaderSlot& slot_;
};

// Gives a block, or a chain of blocks, back to memory as soon as no reader can see it. REQUIRES: nothing leads to it any more; the
// caller is in no read section and holds no lock.
void retire(Retirable* block) noexcept;
void retire_chain(Retirable* first) noexcept;

// Collects blocks while a lock is held. Declare it before the lock, so that it retires them after the lock is given back.
struct RetiredBlocks {
  Retirable* first = nullptr;
  RetiredBlocks() = default;
  RetiredBlocks(const RetiredBlocks&) = delete;
  RetiredBlocks& operator=(const RetiredBlocks&) = delete;
  ~RetiredBlocks() { retire_chain(first); }
  void add(Retirable* block) noexcept {
    block->next_retired = first;
    first = block;
  }
};

// Gives back everything retired so far; waits for readers.
void drain_retired() noexcept;

}  // namespace certlife::impl
