// The file that the trace goes to, mapped into memory: what is written stays, however the process ends.
#pragma once

#include <sys/stat.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace certlife::impl::record {

// Functions return an errno value, 0 for success. Not for several threads at once.
class Log {
 public:
  Log() = default;
  Log(const Log&) = delete;
  Log& operator=(const Log&) = delete;

  // Makes the file anew. EWOULDBLOCK: another process records into it.
  int open(const std::string& path);

  // Puts `text`, lines each with its newline, behind what is there for good, in place of what the last write put there beside. `lasting` bytes of
  // it are there for good from now on. A process that is killed in between leaves a line that begins with NUL, where readers stop.
  int write(std::string_view text, std::size_t lasting);

  // The file ends with what was written. More may be written later.
  void cut_off();
  // Gives the file up, in a child that it came to by a fork. What is there for good stays known.
  void leave();
  // Another file that begins with all that was there for good. REQUIRES: left.
  int continue_in(const std::string& path);

  const std::string& path() const { return path_; }

 private:
  int make_room(std::size_t size);
  int map(std::uint64_t size);
  void unmap();
  int find_file();
  int copy_what_lasts(int from) const;

  std::string path_;
  struct stat file_ {};
  int descriptor_ = -1;
  char* view_ = nullptr;
  std::uint64_t view_begin_ = 0, view_end_ = 0;
  std::uint64_t end_ = 0;       // of what is there for good
  std::size_t size_beside_ = 0;  // of what is there until the next write
};

}  // namespace certlife::impl::record
