#include "tests/record/recorder/children.h"

#include "tests/record/recorder/inject.h"
#include "tests/record/recorder/joined_path.h"

namespace certlife::record {
namespace {

Function behind[2][2];

void record(const PROCESS_INFORMATION& process) {
  Settings settings = recorder()->settings();
  const JoinedPath log(settings.first_log, Decimal(process.dwProcessId, L'.').text);
  for (std::size_t i = 0; i < most_path; ++i) settings.log[i] = log.text[i];
  inject(process.hProcess, settings);
}

template <std::size_t Copy, std::size_t Nth, class Text, class Startup>
BOOL WINAPI create(const Text* application, Text* command, SECURITY_ATTRIBUTES* of_process, SECURITY_ATTRIBUTES* of_thread, BOOL inherits, DWORD flags,
                   void* environment, const Text* directory, Startup* startup, PROCESS_INFORMATION* process) {
  using Create = decltype(&create<Copy, Nth, Text, Startup>);
  const BOOL result = reinterpret_cast<Create>(behind[Copy][Nth])(application, command, of_process, of_thread, inherits, flags | CREATE_SUSPENDED,
                                                                  environment, directory, startup, process);
  if (!result) return result;
  const DWORD last_error = GetLastError();
  record(*process);
  if (!(flags & CREATE_SUSPENDED)) ResumeThread(process->hThread);
  SetLastError(last_error);
  return result;
}

template <class F>
Function as_function(F* function) {
  return reinterpret_cast<Function>(function);
}

}  // namespace

ProcessFunctions process_functions(std::size_t copy) {
  static ProcessFunction of_both[2][2];
  of_both[0][0] = {"CreateProcessA", as_function(&create<0, 0, char, STARTUPINFOA>), &behind[0][0]};
  of_both[0][1] = {"CreateProcessW", as_function(&create<0, 1, wchar_t, STARTUPINFOW>), &behind[0][1]};
  of_both[1][0] = {"CreateProcessA", as_function(&create<1, 0, char, STARTUPINFOA>), &behind[1][0]};
  of_both[1][1] = {"CreateProcessW", as_function(&create<1, 1, wchar_t, STARTUPINFOW>), &behind[1][1]};
  return {of_both[copy], 2};
}

}  // namespace certlife::record
