// certlife-record.exe [-o LOG] [--children] [--system] PROGRAM ARGUMENT…: runs a program and records its calls.
#include <cstdio>
#include <cstring>
#include <cwchar>
#include <string>

#include "tests/record/recorder/finish.h"
#include "tests/record/recorder/inject.h"
#include "tests/record/recorder/version.h"

namespace certlife::record {
namespace {

constexpr int tool_error = 2;

constexpr char usage[] =
    "usage: certlife-record.exe [-o LOG] [--children] [--system] PROGRAM [ARGUMENT…]\n\n"
    "Runs the program and writes its calls of crypt32 and of CSP handles to LOG (certlife.jsonl), a trace for certlife oracle check.\n"
    "  -o LOG        where to\n"
    "  --children    record the processes that it starts as well, each in LOG.ID\n"
    "  --system      record what modules of Windows call as well\n"
    "Ends with the program's exit code; with 2 and a message if there is nothing to run.\n";

int complain(const char* what) {
  std::fprintf(stderr, "certlife-record: %s\n", what);
  return tool_error;
}

// The rest of the command line as it was given: programs take it apart in their own ways. `first` is the number of the word.
const wchar_t* command_from(int first) {
  const wchar_t* at = GetCommandLineW();
  for (int word = 0; word < first; ++word) {
    for (bool quoted = false; *at && (quoted || (*at != L' ' && *at != L'\t')); ++at)
      if (*at == L'"') quoted = !quoted;
    while (*at == L' ' || *at == L'\t') ++at;
  }
  return at;
}

struct Options {
  Settings settings{};
  int program = 0;  // The word that it is.
  bool asks_for_help = false, are_wrong = false;
};

Options options_from(int count, wchar_t** words) {
  Options options;
  const wchar_t* log = L"certlife.jsonl";
  int i = 1;
  for (; i < count && words[i][0] == L'-'; ++i) {
    const std::wstring word = words[i];
    if (word == L"-o" && i + 1 < count) log = words[++i];
    else if (word == L"--children") options.settings.with_children = true;
    else if (word == L"--system") options.settings.with_system = true;
    else if (word == L"--help") options.asks_for_help = true;
    else options.are_wrong = true;
  }
  options.program = i;
  options.are_wrong = options.are_wrong || i >= count;
  if (!GetFullPathNameW(log, most_path, options.settings.log, nullptr)) options.are_wrong = true;
  std::memcpy(options.settings.first_log, options.settings.log, sizeof options.settings.log);
  return options;
}

// Ctrl+C is the program's: this one goes on until that has ended.
BOOL WINAPI leave_to_program(DWORD) { return TRUE; }

bool start(const wchar_t* command, PROCESS_INFORMATION& process) {
  std::wstring line(command);
  STARTUPINFOW startup{};
  startup.cb = sizeof startup;
  // Handles and window as this process was given them.
  GetStartupInfoW(&startup);
  startup.lpReserved = startup.lpDesktop = startup.lpTitle = nullptr;
  startup.cbReserved2 = 0, startup.lpReserved2 = nullptr;
  return CreateProcessW(nullptr, line.data(), nullptr, nullptr, TRUE, CREATE_SUSPENDED, nullptr, nullptr, &startup, &process);
}

int record(const Settings& settings, const wchar_t* command) {
  PROCESS_INFORMATION process;
  if (!start(command, process)) return complain("the program cannot be started");
  const Injected injected = inject(process.hProcess, settings);
  if (injected != Injected::yes) {
    TerminateProcess(process.hProcess, tool_error);
    return complain(injected == Injected::no ? "nothing can be loaded into the program" : "the program is none of 64 bits");
  }
  ResumeThread(process.hThread);
  WaitForSingleObject(process.hProcess, INFINITE);
  DWORD code = 0;
  GetExitCodeProcess(process.hProcess, &code);
  CloseHandle(process.hThread);
  CloseHandle(process.hProcess);
  if (code == could_not_record) return complain("certlife-record.dll cannot be loaded into the program, or the log not be written");
  finish(settings.log);
  if (settings.with_children) finish_children(settings.first_log);
  return static_cast<int>(code);
}

}  // namespace
}  // namespace certlife::record

int wmain(int count, wchar_t** words) {
  using namespace certlife::record;
  const Options options = options_from(count, words);
  if (options.asks_for_help) return std::fputs(usage, stdout), 0;
  if (options.are_wrong) return std::fputs(usage, stderr), tool_error;
  SetConsoleCtrlHandler(leave_to_program, TRUE);
  return record(options.settings, command_from(options.program));
}
