// Starting a process with given descriptors: the part that child_process.cpp and command.cpp share.
#pragma once

#include <sys/types.h>

#include "tests/conformance/target/command.h"

namespace certlife::conformance {

// Starts the command as the leader of a process group of its own, which an interrupt of this process kills. A descriptor of -1 means
// /dev/null. Throws CannotStart.
pid_t spawn(const Command& command, int input, int output, int errors);

// A descriptor that becomes readable when the process ends.
int descriptor_of(pid_t process);

// Waits for a process that spawn() started, and gives its status as waitpid does. REQUIRES: it has not been waited for.
enum class Others { killed, left };  // What it started in turn, as far as that is in its group still.
int wait_for(pid_t process, Others others);

// Kills it with its group first.
int kill_and_wait_for(pid_t process);

// The process has ended, or will be killed with its group when patience is over.
struct Waited {
  int status = 0;
  bool killed = false;
};
Waited wait_or_kill(pid_t process, std::chrono::milliseconds patience, Others others);

}  // namespace certlife::conformance
