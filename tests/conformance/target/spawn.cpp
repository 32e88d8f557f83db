#include "tests/conformance/target/spawn.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstring>
#include <map>

#include "model/tool/interrupts.h"
#include "tests/conformance/target/child_process.h"

namespace certlife::conformance {
namespace {

std::string name_of(const std::string& setting) { return setting.substr(0, setting.find('=') + 1); }

// This process's environment with the command's settings in place of its own.
std::vector<std::string> environment_of(const Command& command) {
  std::vector<std::string> settings;
  for (const auto& [name, value] : command.environment) settings.push_back(name + "=" + value);
  const std::size_t own = settings.size();
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string setting = *entry;
    bool replaced = false;
    for (std::size_t i = 0; i < own; ++i) replaced = replaced || name_of(settings[i]) == name_of(setting);
    if (!replaced) settings.push_back(setting);
  }
  return settings;
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

// The descriptors of the new process.
class FileActions {
 public:
  FileActions(int input, int output, int errors) {
    posix_spawn_file_actions_init(&actions_);
    connect(input, STDIN_FILENO, O_RDONLY);
    connect(output, STDOUT_FILENO, O_WRONLY);
    connect(errors, STDERR_FILENO, O_WRONLY);
  }
  ~FileActions() { posix_spawn_file_actions_destroy(&actions_); }
  FileActions(const FileActions&) = delete;
  FileActions& operator=(const FileActions&) = delete;
  const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  void connect(int from, int to, int mode) {
    if (from < 0)
      posix_spawn_file_actions_addopen(&actions_, to, "/dev/null", mode, 0);
    else
      posix_spawn_file_actions_adddup2(&actions_, from, to);
  }
  posix_spawn_file_actions_t actions_;
};

// A group of its own, so that all of it can be killed, and signals as every program expects them: this process may wait for some.
class Attributes {
 public:
  Attributes() {
    posix_spawnattr_init(&attributes_);
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGPIPE);
    posix_spawnattr_setsigdefault(&attributes_, &signals);
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes_, &none);
    posix_spawnattr_setpgroup(&attributes_, 0);
    posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
  }
  ~Attributes() { posix_spawnattr_destroy(&attributes_); }
  Attributes(const Attributes&) = delete;
  Attributes& operator=(const Attributes&) = delete;
  const posix_spawnattr_t* get() const { return &attributes_; }

 private:
  posix_spawnattr_t attributes_;
};

void kill_group(pid_t process) {
  kill(-process, SIGKILL);
  // It may have left its group.
  kill(process, SIGKILL);
}

// What runs, each killed at an interrupt. Never destroyed: a thread may still wait for a process when this one ends.
std::map<pid_t, tool::TidyUp>& running() {
  static auto& all = *new std::map<pid_t, tool::TidyUp>;
  return all;
}

}  // namespace

pid_t spawn(const Command& command, int input, int output, int errors) {
  if (command.arguments.empty()) throw CannotStart("no program to start");
  std::vector<std::string> arguments = command.arguments;
  std::vector<std::string> environment = environment_of(command);
  const FileActions actions(input, output, errors);
  const Attributes attributes;
  pid_t process = -1;
  const tool::HeldOff until_it_is_registered;
  const int error = posix_spawnp(&process, arguments.front().c_str(), actions.get(), attributes.get(),
                                 pointers_to(arguments).data(), pointers_to(environment).data());
  if (error != 0) throw CannotStart("cannot start " + arguments.front() + ": " + std::strerror(error));
  running().try_emplace(process, [process] { kill_group(process); });
  return process;
}

// glibc 2.36 declares pidfd_open without C linkage, so the system call is made directly.
int descriptor_of(pid_t process) { return static_cast<int>(syscall(SYS_pidfd_open, process, 0)); }

// Until it is waited for, a process that has ended keeps its number, and so does its group: nobody else is killed.
int wait_for(pid_t process, Others others) {
  siginfo_t ignored;
  waitid(P_PID, static_cast<id_t>(process), &ignored, WEXITED | WNOWAIT);
  {
    const tool::HeldOff until_it_is_forgotten;
    if (others == Others::killed) kill_group(process);
    running().erase(process);
  }
  int status = 0;
  waitpid(process, &status, 0);
  return status;
}

int kill_and_wait_for(pid_t process) {
  kill_group(process);
  return wait_for(process, Others::killed);
}

Waited wait_or_kill(pid_t process, std::chrono::milliseconds patience, Others others) {
  Waited waited;
  const int descriptor = descriptor_of(process);
  pollfd ended{descriptor, POLLIN, 0};
  waited.killed = poll(&ended, 1, static_cast<int>(patience.count())) == 0;
  close(descriptor);
  waited.status = waited.killed ? kill_and_wait_for(process) : wait_for(process, others);
  return waited;
}

}  // namespace certlife::conformance
