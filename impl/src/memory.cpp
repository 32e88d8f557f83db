#include "impl/src/memory.h"

#include <cstdlib>
#include <new>

namespace certlife::impl {
namespace {

BlockSource block_source{};
bool block_source_is_used = false;

}  // namespace

void* allocate_block(std::size_t size) {
  void* block = block_source_is_used ? block_source.allocate(block_source.state, size) : std::malloc(size);
  if (block == nullptr) throw std::bad_alloc();
  return block;
}

void release_block(void* block, std::size_t size) noexcept {
  if (block_source_is_used) {
    block_source.release(block_source.state, block, size);
  } else {
    std::free(block);
  }
}

void use_block_source(const BlockSource& source) {
  block_source = source;
  block_source_is_used = true;
}

void use_heap() { block_source_is_used = false; }

bool uses_block_source() { return block_source_is_used; }

}  // namespace certlife::impl
