#include "impl/src/quarantine.h"

#include <mutex>
#include <utility>

namespace certlife::impl {
namespace {

constexpr std::size_t resting_places = 4096;

// A ring: each newcomer takes the place of the one that has rested longest.
std::mutex quarantine_mutex;
Retirable* resting[resting_places] = {};  // guarded by quarantine_mutex
std::size_t next_place = 0;               // guarded by quarantine_mutex

void add_to_chain(Retirable*& chain, Retirable* block) {
  if (block == nullptr) return;
  block->next_retired = chain;
  chain = block;
}

}  // namespace

Retirable* put_into_quarantine(Retirable* first) noexcept {
  const std::lock_guard lock(quarantine_mutex);
  Retirable* rested = nullptr;
  while (first != nullptr) {
    Retirable* next = first->next_retired;
    add_to_chain(rested, std::exchange(resting[next_place], first));
    next_place = (next_place + 1) % resting_places;
    first = next;
  }
  return rested;
}

Retirable* empty_quarantine() noexcept {
  const std::lock_guard lock(quarantine_mutex);
  Retirable* rested = nullptr;
  for (Retirable*& block : resting) add_to_chain(rested, std::exchange(block, nullptr));
  return rested;
}

}  // namespace certlife::impl
