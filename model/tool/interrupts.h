// What has to be tidied up when somebody presses Ctrl-C: a signal that ends a process runs no destructors.
#pragma once

#include <atomic>
#include <functional>
#include <memory>

namespace certlife::tool {

// From here on INT, TERM and HUP run everything that is registered, the newest first, and then end the process as they always did. One
// that was ignored from the start, as HUP is under nohup, stays so. REQUIRES: the process has no other thread yet.
void tidy_up_when_interrupted();

// While one lives, this is done at an interrupt, in a thread of its own. Without tidy_up_when_interrupted() it never is.
class TidyUp {
 public:
  explicit TidyUp(std::function<void()> action);
  ~TidyUp();
  TidyUp(const TidyUp&) = delete;
  TidyUp& operator=(const TidyUp&) = delete;

 private:
  std::function<void()> action_;
};

// While one lives, no interrupt is acted on: for making a thing and registering it in one go. An action may hold one as well.
class HeldOff {
 public:
  HeldOff();
  ~HeldOff();
  HeldOff(const HeldOff&) = delete;
  HeldOff& operator=(const HeldOff&) = delete;
};

// While one lives, the first interrupt only sets the flag. The second, or waiting too long for the end, ends the process as always.
class AskedToStop {
 public:
  explicit AskedToStop(std::atomic<bool>& flag);
  ~AskedToStop();
  AskedToStop(const AskedToStop&) = delete;
  AskedToStop& operator=(const AskedToStop&) = delete;
};

}  // namespace certlife::tool
