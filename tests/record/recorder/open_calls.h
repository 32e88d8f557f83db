// The calls of each thread that have begun and not returned, in a file beside the log, so that a process may end at any time.
#pragma once

#include "tests/record/recorder/settings.h"
#include "tests/record/recorder/windows_api.h"

namespace certlife::record {

class OpenCalls {
 public:
  bool open(const wchar_t* log);
  // The slot of this thread; nullptr if there is no memory.
  Slot* own();
  // The thread ends.
  void release();
  void note_log_end(std::uint64_t end) { if (header_) header_->log_end = end; }

 private:
  Slot* take();
  Slot* take_of(char* part, std::uint32_t thread);
  char* map_part(std::uint32_t part);

  HANDLE file_ = INVALID_HANDLE_VALUE;
  OpenCallsHeader* header_ = nullptr;
  DWORD tls_ = TLS_OUT_OF_INDEXES;
  SRWLOCK lock_ = SRWLOCK_INIT;
  char* parts_[most_parts] = {};
};

}  // namespace certlife::record
