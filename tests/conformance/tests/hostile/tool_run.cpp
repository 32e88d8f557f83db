#include "tests/conformance/tests/hostile/tool_run.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <thread>

#include "model/tool/shell_words.h"
#include "tests/conformance/campaign/reproduce.h"
#include "tests/conformance/target/known_targets.h"

namespace certlife::conformance {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr std::size_t most_kept = std::size_t{8} << 20;

// A folder for one run, with a place for temporary files in it and the numbers of what is left running beside that.
struct Scratch {
  TemporaryDirectory folder;
  fs::path files() const { return folder.path() / "tmp"; }
  fs::path numbers() const { return folder.path() / "pids"; }
  Scratch() { fs::create_directory(files()); }
};

[[noreturn]] void become(const fs::path& program, const std::vector<std::string>& arguments, const Scratch& scratch, const Limits& limits,
                         const int (&pipes)[4]) {
  const rlimit memory{limits.bytes_of_memory, limits.bytes_of_memory}, no_core{0, 0};
  setrlimit(RLIMIT_AS, &memory);
  setrlimit(RLIMIT_CORE, &no_core);
  if (limits.room > 0) {
    const rlimit room{limits.room, limits.room};
    setrlimit(RLIMIT_FSIZE, &room);
    signal(SIGXFSZ, SIG_IGN);  // A full disk sends none.
  }
  setenv("TMPDIR", scratch.files().c_str(), 1);
  setenv("HOSTILE_PIDS", scratch.numbers().c_str(), 1);
  dup2(open("/dev/null", O_RDONLY), STDIN_FILENO);
  dup2(pipes[3], STDERR_FILENO);
  if (!limits.output) dup2(pipes[1], STDOUT_FILENO);
  else if (*limits.output) dup2(open(limits.output, O_WRONLY), STDOUT_FILENO);
  else close(STDOUT_FILENO);
  std::vector<char*> words{const_cast<char*>(program.c_str())};
  for (const std::string& each : arguments) words.push_back(const_cast<char*>(each.c_str()));
  words.push_back(nullptr);
  execv(program.c_str(), words.data());
  _exit(127);
}

void read_some(int descriptor, std::string& into) {
  std::array<char, 65536> block;
  const ssize_t got = read(descriptor, block.data(), block.size());
  if (got > 0 && into.size() < most_kept) into.append(block.data(), static_cast<std::size_t>(got));
}

std::vector<pid_t> numbers_in(const fs::path& file) {
  std::vector<pid_t> numbers;
  std::ifstream stream(file);
  for (pid_t number; stream >> number;) numbers.push_back(number);
  return numbers;
}

// Neither gone nor dead and only not waited for.
bool is_running(pid_t process) {
  std::ifstream status("/proc/" + std::to_string(process) + "/stat");
  std::string number, name, state;
  return static_cast<bool>(status >> number >> name >> state) && state != "Z" && state != "X";
}

// A process that was killed a moment ago may take another to go.
std::vector<pid_t> still_running(const std::vector<pid_t>& processes) {
  std::vector<pid_t> found;
  for (const pid_t each : processes) {
    for (int tries = 0; is_running(each) && tries < 100; ++tries) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    if (is_running(each)) found.push_back(each), kill(each, SIGKILL);
  }
  return found;
}

void note_end(ToolRun& run, int status) {
  if (WIFEXITED(status)) run.code = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) run.signal = WTERMSIG(status);
}

}  // namespace

ToolRun run_tool(const std::string& program, const std::vector<std::string>& arguments, const Limits& limits) {
  const Scratch scratch;
  const fs::path path = own_directory() / program;
  int pipes[4];
  if (pipe2(pipes, O_CLOEXEC) != 0 || pipe2(pipes + 2, O_CLOEXEC) != 0) return {};
  const pid_t child = fork();
  if (child == 0) become(path, arguments, scratch, limits, pipes);
  close(pipes[1]), close(pipes[3]);
  ToolRun run;
  const auto end = Clock::now() + limits.time;
  int status = 0;
  bool is_interrupted = limits.interrupt == 0;
  for (bool ended = false; !ended;) {
    ended = waitpid(child, &status, WNOHANG) == child;
    pollfd waited[2] = {{pipes[0], POLLIN, 0}, {pipes[2], POLLIN, 0}};
    while (poll(waited, 2, 10) > 0 && ((waited[0].revents | waited[1].revents) & POLLIN)) {
      if (waited[0].revents & POLLIN) read_some(pipes[0], run.output);
      if (waited[1].revents & POLLIN) read_some(pipes[2], run.errors);
    }
    if (!is_interrupted && !numbers_in(scratch.numbers()).empty()) kill(child, limits.interrupt), is_interrupted = true;
    if (ended || Clock::now() < end) continue;
    run.hung = true;
    kill(child, SIGKILL);
    waitpid(child, &status, 0);
    ended = true;
  }
  close(pipes[0]), close(pipes[2]);
  note_end(run, status);
  run.still_running = still_running(numbers_in(scratch.numbers()));
  for (const auto& each : fs::directory_iterator(scratch.files())) run.left.push_back(each.path().filename().string());
  return run;
}

std::string hostile(const std::string& behaviour) {
  return tool::shell_quoted((own_directory() / "certlife-hostile-harness").string()) + " " + behaviour;
}

}  // namespace certlife::conformance
