// Starting a process with given descriptors: the part that child_process.cpp and command.cpp share.
#pragma once

#include <sys/types.h>

#include "tests/conformance/target/command.h"

namespace certlife::conformance {

// Starts the command as the leader of a process group of its own. A descriptor of -1 means /dev/null. Throws
// CannotStart.
pid_t spawn(const Command& command, int input, int output, int errors);

// A descriptor that becomes readable when the process ends.
int descriptor_of(pid_t process);

// Kills a process that spawn() started and what it started in turn. REQUIRES: it has not been waited for.
void kill_with_group(pid_t process);

// The process has ended, or will be killed with its group when patience is over; the status is that of waitpid.
struct Waited {
  int status = 0;
  bool killed = false;
};
Waited wait_or_kill(pid_t process, std::chrono::milliseconds patience);

}  // namespace certlife::conformance
