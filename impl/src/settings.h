// What is chosen for the whole process at run time.
#pragma once

#include <certlife/certlife.h>

#include <atomic>

#include "impl/src/lifetime_kernel.h"

namespace certlife::impl {

struct Settings {
  std::atomic<certlife_reading> reading{CERTLIFE_READING_WINDOWS};
  std::atomic<bool> checked{false};   // misuse is looked for
  std::atomic<bool> recorded{false};  // calls are written down
  std::atomic<bool> watched{false};   // either of both: the way into a call looks at this alone
  std::atomic<bool> observed{false};  // tests ask what is alive

  void set_checked(bool on) { checked.store(on), watched.store(on || recorded.load()); }
  void set_recorded(bool on) { recorded.store(on), watched.store(on || checked.load()); }
};
extern Settings settings;

inline lifetime::Reading<bool> current_reading() {
  const bool windows = settings.reading.load(std::memory_order_relaxed) == CERTLIFE_READING_WINDOWS;
  return {windows, windows};
}

}  // namespace certlife::impl
