#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "tests/conformance/harness/helper.h"

namespace certlife::conformance {
namespace {

using Clock = std::chrono::steady_clock;

bool write_whole(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = write(descriptor, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

// False at the end of what can be read, or when time is over; `timed_out` tells which.
bool read_more(int descriptor, std::string& text, Clock::time_point deadline, bool& timed_out) {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
  pollfd waited{descriptor, POLLIN, 0};
  timed_out = left <= 0 || poll(&waited, 1, static_cast<int>(left)) == 0;
  if (timed_out) return false;
  std::array<char, 1 << 16> buffer;
  const ssize_t count = read(descriptor, buffer.data(), buffer.size());
  if (count <= 0) return false;
  text.append(buffer.data(), static_cast<std::size_t>(count));
  return true;
}

std::string text_of(int status) {
  if (WIFSIGNALED(status)) return "signal " + std::to_string(WTERMSIG(status));
  return "exit " + std::to_string(WEXITSTATUS(status));
}

}  // namespace

struct Helper::Process {
  pid_t id = -1;
  int input = -1, output = -1;

  ~Process() { end(); }

  std::string end() {
    if (id <= 0) return {};
    close(input);
    close(output);
    kill(id, SIGKILL);
    int status = 0;
    waitpid(id, &status, 0);
    id = -1;
    return text_of(status);
  }
};

Helper::Helper(std::vector<std::string> options) : options_(std::move(options)) { signal(SIGPIPE, SIG_IGN); }

Helper::~Helper() = default;

bool Helper::start() {
  int input[2], output[2];
  if (pipe2(input, O_CLOEXEC) != 0 || pipe2(output, O_CLOEXEC) != 0) return false;
  std::string self = "/proc/self/exe";
  std::vector<char*> arguments{self.data()};
  for (std::string& option : options_) arguments.push_back(option.data());
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, input[0], STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, output[1], STDOUT_FILENO);
  process_ = std::make_unique<Process>();
  const int error = posix_spawn(&process_->id, self.c_str(), &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(input[0]);
  close(output[1]);
  process_->input = input[1];
  process_->output = output[0];
  received_.clear();
  return error == 0;
}

std::optional<std::string> Helper::ask(std::string_view request, std::chrono::milliseconds patience) {
  if (!process_ && !start()) return ending_ = "it cannot be started", std::nullopt;
  const auto deadline = Clock::now() + patience;
  bool timed_out = false;
  if (write_whole(process_->input, std::string(request) + "\n"))
    while (received_.find('\n') == std::string::npos && read_more(process_->output, received_, deadline, timed_out)) {}
  const auto end = received_.find('\n');
  if (end == std::string::npos) {
    // It has ended by itself, or is about to; a moment tells its own exit code from the kill.
    if (!timed_out) usleep(20000);
    const std::string ended = process_->end();
    ending_ = timed_out ? "time-out" : ended;
    process_.reset();
    return std::nullopt;
  }
  std::string reply = received_.substr(0, end);
  received_.erase(0, end + 1);
  return reply;
}

}  // namespace certlife::conformance
