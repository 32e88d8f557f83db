// Files that are written beside another one and then take its place.
#pragma once

#include <sys/types.h>

#include <string>

#include "impl/src/encoding/descriptor.h"

namespace certlife::impl::encoding {

// A file with a name that nobody can guess, in the same directory as what it will replace, so that the move stays within one
// file system. It is locked for as long as it is open: one that is not locked was left by a process that died. It is gone when
// this is, unless it was moved to its place.
class TemporaryFile {
 public:
  // Throws std::bad_alloc before it has made anything.
  TemporaryFile(const std::string& directory, mode_t mode);
  ~TemporaryFile();
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  // Why there is none; 0 if there is one.
  int error() const { return error_; }
  int number() const { return descriptor_.number(); }
  // Says whether all was really written; the lock stays. An errno value.
  int close();
  // An errno value. No memory is needed.
  int move_to(const std::string& path);

 private:
  int make(mode_t mode);
  bool was_swept() const;

  std::string path_;
  Descriptor descriptor_;
  Descriptor lock_;
  int error_ = 0;
  bool exists_ = false;
};

// Removes the temporary files that dead processes left in a directory. What cannot be looked at or removed stays.
void sweep_temporary_files(const std::string& directory);

}  // namespace certlife::impl::encoding
