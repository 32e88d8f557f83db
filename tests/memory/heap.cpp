#include "tests/memory/heap.h"

#include <cerrno>
#include <cstdint>

extern "C" {
void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t count, std::size_t size);
void* __libc_realloc(void* block, std::size_t size);
void* __libc_memalign(std::size_t alignment, std::size_t size);
void __libc_free(void* block);
}

namespace certlife::memory::heap {
namespace {

// Plain variables: all calls under test run on one thread at a time.
bool counting = false;
Refusal way = Refusal::once;
std::size_t refused = 0, asked = 0;
std::ptrdiff_t live = 0;

bool refuses() {
  if (!counting) return false;
  ++asked;
  return refused != 0 && (asked == refused || (way == Refusal::from_then_on && asked > refused));
}

template <class Allocate>
void* allocated(Allocate allocate) {
  void* block = refuses() ? nullptr : allocate();
  if (block == nullptr) errno = ENOMEM;
  live += block != nullptr;
  return block;
}

}  // namespace

void refuse(std::size_t nth, Refusal refusal) {
  refused = nth;
  way = refusal;
  asked = 0;
  counting = true;
}

std::size_t stop_refusing() {
  counting = false;
  return asked;
}

std::ptrdiff_t live_blocks() { return live; }

}  // namespace certlife::memory::heap

namespace heap = certlife::memory::heap;

extern "C" {

void* malloc(std::size_t size) {
  return heap::allocated([&] { return __libc_malloc(size); });
}
void* calloc(std::size_t count, std::size_t size) {
  return heap::allocated([&] { return __libc_calloc(count, size); });
}
void* memalign(std::size_t alignment, std::size_t size) {
  return heap::allocated([&] { return __libc_memalign(alignment, size); });
}
void* aligned_alloc(std::size_t alignment, std::size_t size) { return memalign(alignment, size); }
int posix_memalign(void** block, std::size_t alignment, std::size_t size) {
  *block = memalign(alignment, size);
  return *block == nullptr ? ENOMEM : 0;
}
// A block that moves stays one block; the old one stays where there is no memory.
void* realloc(void* block, std::size_t size) {
  if (block == nullptr) return malloc(size);
  if (heap::refuses()) {
    errno = ENOMEM;
    return nullptr;
  }
  void* moved = __libc_realloc(block, size);
  heap::live -= moved == nullptr && size == 0;
  return moved;
}
void free(void* block) {
  heap::live -= block != nullptr;
  __libc_free(block);
}

}  // extern "C"
