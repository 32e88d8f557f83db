#include "tests/conformance/target/command.h"

#include <sys/wait.h>
#include <unistd.h>

#include "tests/conformance/target/child_process.h"
#include "tests/conformance/target/spawn.h"

namespace certlife::conformance {

std::optional<int> run_quietly(const Command& command, std::chrono::milliseconds patience) {
  try {
    // Wine's server stays behind its first program on purpose.
    const Waited waited = wait_or_kill(spawn(command, -1, -1, -1), patience, Others::left);
    if (waited.killed || !WIFEXITED(waited.status)) return std::nullopt;
    return WEXITSTATUS(waited.status);
  } catch (const CannotStart&) {
    return std::nullopt;
  }
}

std::optional<std::string> first_line_of(const Command& command, std::chrono::milliseconds patience) {
  try {
    ChildProcess child(command);
    Exchange said = child.listen(1, patience);
    if (said.lines.empty()) return std::nullopt;
    return said.lines.front();
  } catch (const CannotStart&) {
    return std::nullopt;
  }
}

}  // namespace certlife::conformance
