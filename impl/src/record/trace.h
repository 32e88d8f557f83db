// What this process records: one trace for all its threads.
#pragma once

#include <sys/stat.h>

#include <array>
#include <atomic>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "impl/src/encoding/sha1.h"
#include "impl/src/record/log.h"
#include "impl/src/record/places.h"

namespace certlife::impl::record {

class Recording;

class Trace {
 public:
  // That of this process, for as long as it lives.
  static Trace& current();

  // "%p" in the name stands for the number of the process.
  void start(const std::string& file);

  // One clock for all threads.
  std::uint64_t next_time() { return time_.fetch_add(1) + 1; }

  // --- All others: for who holds the lock. ---
  std::mutex& lock() { return lock_; }
  // False once it was given up. In a forked child this is where its own trace begins.
  bool goes_on();
  // What this is about is said on standard error, once; the program goes on without being recorded.
  void give_up(const char* why);

  // Contents as traces name them: short ones stand for themselves, others are written once, in front of the line that names them.
  std::string contents(encoding::Bytes bytes);
  // A file that is opened: what it holds is written down, unless the trace has that already.
  void note_opened(const std::string& path);
  // What the file holds now the trace knows.
  void note_known(const std::string& path);
  const std::string& place_of(const void* address) { return places_.of(address); }

  void begin(const Recording& recording);
  void end(const Recording& recording, const std::string& line);

  // --- Forks and the end of the process. ---
  void leave_parent();
  void cut_off();

 private:
  struct State {
    dev_t device;
    ino_t inode;
    off_t size;
    timespec changed;
    bool operator==(const State& other) const;
  };
  static bool state_of(const std::string& path, State& state);
  void write();
  void continue_in_child();

  std::mutex lock_;
  std::atomic<std::uint64_t> time_{0};
  std::string name_;     // as it was asked for, but absolute
  std::string written_;  // what comes next in the log
  Log log_;
  Places places_;
  std::map<encoding::Sha1, std::size_t> numbers_of_bytes_;
  std::map<std::string, State> files_;
  std::vector<const Recording*> open_;
  bool has_left_parent_ = false, has_given_up_ = false;
};

// A file that the library wrote, and whose contents follow from the calls before. Not for who holds the lock.
void note_written(const char* path) noexcept;

}  // namespace certlife::impl::record
