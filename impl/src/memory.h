// Where every object of the library lives: contexts, stores, indexes, properties. The heap, or what a test supplies.
#pragma once

#include <cstddef>

namespace certlife::impl {

// Never returns null: throws std::bad_alloc, which the C edge turns into E_OUTOFMEMORY.
void* allocate_block(std::size_t size);
// `size` is what was asked for.
void release_block(void* block, std::size_t size) noexcept;

// A test may take over; see testing/observer.h. All blocks must have been released before either is called.
struct BlockSource {
  void* (*allocate)(void* state, std::size_t size);
  void (*release)(void* state, void* block, std::size_t size);
  void* state;
};
void use_block_source(const BlockSource& source);
void use_heap();
bool uses_block_source();

}  // namespace certlife::impl
