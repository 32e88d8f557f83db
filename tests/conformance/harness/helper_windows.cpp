#include <windows.h>

#include <atomic>
#include <cstdio>

#include "tests/conformance/harness/helper.h"

namespace certlife::conformance {
namespace {

constexpr DWORD exit_when_late = 78;
constexpr LONGLONG no_deadline = -1;

std::string own_path() {
  char path[MAX_PATH + 1] = {};
  GetModuleFileNameA(nullptr, path, MAX_PATH);
  return path;
}

// Exception codes are known by their digits.
std::string text_of(DWORD code) {
  char text[32];
  std::snprintf(text, sizeof text, code < 0x10000 ? "exit %lu" : "exit 0x%08lx", code);
  return text;
}

struct Pipe {
  HANDLE reading = nullptr, writing = nullptr;
};

// A pipe of which the helper inherits one end only; it would otherwise keep its own input open.
Pipe make_pipe(bool helper_reads) {
  SECURITY_ATTRIBUTES inherited{sizeof inherited, nullptr, TRUE};
  Pipe pipe;
  if (!CreatePipe(&pipe.reading, &pipe.writing, &inherited, 0)) return {};
  SetHandleInformation(helper_reads ? pipe.writing : pipe.reading, HANDLE_FLAG_INHERIT, 0);
  return pipe;
}

}  // namespace

// Reads block; a thread of its own ends the process that is late, and the read with it.
struct Helper::Process {
  HANDLE process = nullptr, input = nullptr, output = nullptr, watchman = nullptr;
  std::atomic<LONGLONG> deadline{no_deadline};  // In ticks of GetTickCount64.
  std::atomic<bool> is_over{false}, was_late{false};

  ~Process() { end(); }

  static DWORD WINAPI watch(void* self) {
    auto* process = static_cast<Process*>(self);
    while (!process->is_over) {
      Sleep(20);
      const LONGLONG limit = process->deadline;
      if (limit == no_deadline || static_cast<LONGLONG>(GetTickCount64()) < limit) continue;
      process->deadline = no_deadline;
      process->was_late = true;
      TerminateProcess(process->process, exit_when_late);
    }
    return 0;
  }

  std::string end() {
    if (process == nullptr) return {};
    CloseHandle(input);
    // It has ended by itself, or ends because its input has.
    if (WaitForSingleObject(process, 2000) != WAIT_OBJECT_0) TerminateProcess(process, exit_when_late);
    WaitForSingleObject(process, 2000);
    is_over = true;
    WaitForSingleObject(watchman, INFINITE);
    DWORD code = 0;
    GetExitCodeProcess(process, &code);
    for (const HANDLE handle : {output, watchman, process}) CloseHandle(handle);
    process = nullptr;
    return was_late ? "time-out" : text_of(code);
  }
};

Helper::Helper(std::vector<std::string> options) : options_(std::move(options)) {}

Helper::~Helper() = default;

bool Helper::start() {
  const Pipe input = make_pipe(true), output = make_pipe(false);
  if (input.reading == nullptr || output.reading == nullptr) return false;
  STARTUPINFOA startup{};
  startup.cb = sizeof startup;
  startup.dwFlags = STARTF_USESTDHANDLES;
  startup.hStdInput = input.reading;
  startup.hStdOutput = output.writing;
  startup.hStdError = GetStdHandle(STD_ERROR_HANDLE);
  std::string line = "\"" + own_path() + "\"";
  for (const std::string& option : options_) line += " \"" + option + "\"";
  PROCESS_INFORMATION started{};
  const BOOL is_started = CreateProcessA(nullptr, line.data(), nullptr, nullptr, TRUE, 0, nullptr, nullptr, &startup, &started);
  CloseHandle(input.reading);
  CloseHandle(output.writing);
  if (!is_started) {
    CloseHandle(input.writing);
    CloseHandle(output.reading);
    return false;
  }
  CloseHandle(started.hThread);
  process_ = std::make_unique<Process>();
  process_->process = started.hProcess;
  process_->input = input.writing;
  process_->output = output.reading;
  process_->watchman = CreateThread(nullptr, 0, Process::watch, process_.get(), 0, nullptr);
  received_.clear();
  return true;
}

std::optional<std::string> Helper::ask(std::string_view request, std::chrono::milliseconds patience) {
  if (!process_ && !start()) return ending_ = "it cannot be started", std::nullopt;
  process_->deadline = static_cast<LONGLONG>(GetTickCount64()) + patience.count();
  const std::string line = std::string(request) + "\n";
  DWORD count = 0;
  char buffer[1 << 14];
  if (WriteFile(process_->input, line.data(), static_cast<DWORD>(line.size()), &count, nullptr))
    while (received_.find('\n') == std::string::npos && ReadFile(process_->output, buffer, sizeof buffer, &count, nullptr) && count > 0)
      received_.append(buffer, count);
  process_->deadline = no_deadline;
  const auto end = received_.find('\n');
  if (end == std::string::npos) {
    ending_ = process_->end();
    process_.reset();
    return std::nullopt;
  }
  std::string reply = received_.substr(0, end);
  received_.erase(0, end + 1);
  return reply;
}

}  // namespace certlife::conformance
