#include "tests/properties/arena.h"

#include <cstring>

namespace certlife::properties {
namespace {

constexpr std::size_t alignment = 64;
constexpr std::size_t given_out = 0x6c697665626c6f63u;
constexpr std::size_t room_in_front = 1024;  // the observer looks in front of what it is asked about
constexpr unsigned char freed_byte = 0xdd;

struct alignas(16) BlockHead {
  std::size_t size;
  std::size_t mark;
};

constexpr std::size_t rounded_up(std::size_t size) { return (size + alignment - 1) / alignment * alignment; }

}  // namespace

Arena::Arena(const Library& library, std::size_t size)
    : library_(library), size_(size), memory_(new unsigned char[size]), no_csps_(library.copy_csp_table()) {
  forget_everything();
  library_.use_blocks(allocate, release, this);
}

Arena::~Arena() {
  library_.put_csp_table_back(no_csps_);
  library_.use_heap();
}

void* Arena::allocate(void* self, std::size_t size) {
  auto& arena = *static_cast<Arena*>(self);
  State& state = arena.state();
  const std::size_t whole = rounded_up(sizeof(BlockHead) + size);
  if (state.used + whole > arena.size_) return nullptr;
  auto* head = reinterpret_cast<BlockHead*>(arena.memory_.get() + state.used);
  *head = {size, given_out};
  state.used += whole;
  ++state.live_blocks;
  return head + 1;
}

void Arena::release(void* self, void* block, std::size_t size) {
  auto& arena = *static_cast<Arena*>(self);
  auto* head = static_cast<BlockHead*>(block) - 1;
  auto* address = reinterpret_cast<unsigned char*>(head);
  const bool inside = address >= arena.memory_.get() && address < arena.memory_.get() + arena.state().used;
  if (!inside || head->mark != given_out || head->size != size) {
    arena.state().damaged = true;
    return;
  }
  head->mark = 0;
  std::memset(block, freed_byte, size);
  --arena.state().live_blocks;
}

void Arena::save(Snapshot& to) const {
  const std::size_t used = state().used;
  if (to.bytes.size() < used) to.bytes.resize(used * 2);
  std::memcpy(to.bytes.data(), memory_.get(), used);
  to.csp_table = library_.copy_csp_table();
}

void Arena::restore(const Snapshot& from) {
  const std::size_t used = reinterpret_cast<const State*>(from.bytes.data())->used;
  std::memcpy(memory_.get(), from.bytes.data(), used);
  library_.put_csp_table_back(from.csp_table);
}

void Arena::forget_everything() {
  state() = {room_in_front, 0, false};
  library_.put_csp_table_back(no_csps_);
}

}  // namespace certlife::properties
