// The trace that is written: a file mapped into memory, so that what was written is kept however the process ends.
#pragma once

#include <cstddef>
#include <cstdint>

#include "tests/record/recorder/known_bytes.h"
#include "tests/record/recorder/open_calls.h"
#include "tests/record/recorder/windows_api.h"

namespace certlife::record {

class Log {
 public:
  bool open(const wchar_t* path, OpenCalls& open_calls);
  // A whole line. Its first byte is written last: a line of which only a part was written begins with a NUL.
  void write(const char* line, std::size_t size);
  // The number of these bytes, which are written the first time that they are seen.
  std::uint32_t number_of(const void* bytes, std::size_t size);
  // A file as it is before the program's first call that has it; said once for each path. `file` is its line up to the bytes.
  void write_file_setup(const char* file, std::size_t size, const void* bytes, std::size_t size_of_bytes);
  bool knows_file(const wchar_t* path);

 private:
  // Memory for so many bytes at the end of the log; nullptr if the disk is full.
  char* room(std::size_t size);
  bool map_from(std::uint64_t from, std::uint64_t size);
  void append(const char* line, std::size_t size);
  void append_hexadecimal(const char* before, std::size_t size, const void* bytes, std::size_t size_of_bytes);

  HANDLE file_ = INVALID_HANDLE_VALUE;
  char* view_ = nullptr;
  std::uint64_t view_begin_ = 0, view_end_ = 0, end_ = 0;
  SRWLOCK lock_ = SRWLOCK_INIT;
  OpenCalls* open_calls_ = nullptr;
  KnownBytes known_, known_files_;
};

}  // namespace certlife::record
