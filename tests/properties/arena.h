// A piece of memory from which the library under test can be made to allocate. Calls are undone by copying the used bytes
// back; what was freed is overwritten and not given out again, so that its use shows.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "tests/properties/library.h"

namespace certlife::properties {

class Arena {
 public:
  // Until its end the library has no other memory. REQUIRES: nothing is open or held.
  explicit Arena(const Library& library, std::size_t size = std::size_t{16} << 20);
  ~Arena();
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  // Blocks given out and not given back.
  std::size_t live_blocks() const { return state().live_blocks; }
  // Something was given back that was not given out, or twice.
  bool is_damaged() const { return state().damaged; }

  struct Snapshot {
    std::vector<unsigned char> bytes;
    CspTableCopy csp_table;
  };
  void save(Snapshot& to) const;
  void restore(const Snapshot& from);
  // As if nothing had ever been called.
  void forget_everything();

 private:
  struct State {
    std::size_t used;
    std::size_t live_blocks;
    bool damaged;
  };
  State& state() const { return *reinterpret_cast<State*>(memory_.get()); }
  static void* allocate(void* self, std::size_t size);
  static void release(void* self, void* block, std::size_t size);

  const Library& library_;
  std::size_t size_;
  std::unique_ptr<unsigned char[]> memory_;
  CspTableCopy no_csps_;
};

}  // namespace certlife::properties
