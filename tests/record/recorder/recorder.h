// The recorder in the program's process.
#pragma once

#include "tests/record/recorder/log.h"
#include "tests/record/recorder/modules.h"
#include "tests/record/recorder/open_calls.h"
#include "tests/record/recorder/signatures.h"

namespace certlife::record {

using Function = void*;

class Recorder {
 public:
  bool open(const Settings& settings);
  // Makes the call for the program and records it. `from` is where the program goes on after it, `frame` where its stack is.
  std::uint64_t perform(const Signature& of, Function function, const std::uint64_t* arguments, const void* from, const char* frame);

  const Settings& settings() const { return settings_; }
  Modules& modules() { return modules_; }
  OpenCalls& open_calls() { return open_calls_; }

 private:
  void write_version();
  void give_up_unfinished(Slot& slot, const char* frame);
  std::uint64_t next_time() { return __atomic_add_fetch(&time_, 1, __ATOMIC_RELAXED); }
  std::uint64_t perform_recorded(struct Recording& recording);

  Settings settings_;
  Modules modules_;
  OpenCalls open_calls_;
  Log log_;
  std::uint64_t time_ = 0;
};

// The one of this process; nullptr if nothing is recorded.
Recorder* recorder();
// For who makes it.
void set_recorder(Recorder* recorder);

}  // namespace certlife::record
