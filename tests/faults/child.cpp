#include "tests/faults/child.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>

namespace certlife::faults {
namespace {

[[noreturn]] void be_the_child(unsigned seconds, const std::function<bool()>& work) {
  const rlimit no_core{0, 0};
  setrlimit(RLIMIT_CORE, &no_core);
  std::signal(SIGALRM, SIG_DFL);
  alarm(seconds);
  std::_Exit(work() ? 0 : 1);
}

}  // namespace

End in_child(unsigned seconds, const std::function<bool()>& work) {
  const pid_t child = fork();
  if (child == 0) be_the_child(seconds, work);
  int status = 0;
  if (child < 0 || waitpid(child, &status, 0) != child) return End::crashed;
  if (WIFEXITED(status)) return WEXITSTATUS(status) == 0 ? End::clean : WEXITSTATUS(status) == 1 ? End::differs : End::crashed;
  return WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM ? End::hung : End::crashed;
}

const char* in_words(End end) {
  switch (end) {
    case End::clean: return "nothing";
    case End::differs: return "difference";
    case End::crashed: return "crash";
    case End::hung: return "endless loop";
  }
  return "";
}

}  // namespace certlife::faults
