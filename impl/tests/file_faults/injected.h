// The calls of the C library that touch files, and memory, with a fault in one of them at a time. The test program defines these
// calls itself, so that the library under test meets them.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace certlife::impl::test {

struct Fault {
  std::string call;    // "open", "write", …, "memory"
  int error = 0;       // what errno becomes
  std::size_t nth = 0;  // from 1
};

// From construction to destruction calls are counted, and the nth of its kind fails.
class Injecting {
 public:
  explicit Injecting(const Fault& fault);
  ~Injecting();
  Injecting(const Injecting&) = delete;
  Injecting& operator=(const Injecting&) = delete;
  // Did it fail?
  static bool has_hit();
};

// From construction to destruction each write and read takes few bytes.
class ShortTransfers {
 public:
  ShortTransfers();
  ~ShortTransfers();
  ShortTransfers(const ShortTransfers&) = delete;
  ShortTransfers& operator=(const ShortTransfers&) = delete;
};

// This process kills itself at its nth call, before or after the call does anything.
void die_at(std::size_t nth, bool before);

// All kinds that can fail.
const std::vector<std::string>& calls_that_can_fail();

}  // namespace certlife::impl::test
