#include "tests/record/recorder/recorder.h"

#include <cstring>
#include <utility>

#include "tests/record/recorder/call_text.h"
#include "tests/record/recorder/version.h"

namespace certlife::record {
namespace {

Recorder* of_this_process = nullptr;

using U = std::uint64_t;

template <std::size_t>
using Word = U;

template <std::size_t... Nth>
U invoke_with(Function function, const U* arguments, std::index_sequence<Nth...>) {
  return reinterpret_cast<U (*)(Word<Nth>...)>(function)(arguments[Nth]...);
}

// Functions take a few numbers and pointers, each in eight bytes; what a function does not take it does not look at.
U invoke(Function function, const U* arguments, std::size_t arity) {
  if (arity <= 4) return invoke_with(function, arguments, std::make_index_sequence<4>());
  if (arity <= 8) return invoke_with(function, arguments, std::make_index_sequence<8>());
  return invoke_with(function, arguments, std::make_index_sequence<most_parameters>());
}

void write_program(Text& text) {
  wchar_t path[most_path];
  const DWORD size = GetModuleFileNameW(nullptr, path, most_path);
  path[size < most_path ? size : most_path - 1] = 0;
  text.quoted_utf16(path);
}

void write_platform(Text& text) {
  const HMODULE system = GetModuleHandleW(L"ntdll.dll");
  using WineVersion = const char* (*)();
  using Version = LONG (WINAPI*)(OSVERSIONINFOW*);
  text.add('"');
  if (const auto wine = reinterpret_cast<WineVersion>(reinterpret_cast<void*>(GetProcAddress(system, "wine_get_version")))) {
    text.add("wine-");
    text.add(wine());
  } else {
    OSVERSIONINFOW info{};
    info.dwOSVersionInfoSize = sizeof info;
    const auto version = reinterpret_cast<Version>(reinterpret_cast<void*>(GetProcAddress(system, "RtlGetVersion")));
    if (version) version(&info);
    text.add("Windows ");
    text.digits(info.dwMajorVersion, 10), text.add('.');
    text.digits(info.dwMinorVersion, 10), text.add('.');
    text.digits(info.dwBuildNumber, 10);
  }
  text.add('"');
}

}  // namespace

Recorder* recorder() { return of_this_process; }
void set_recorder(Recorder* recorder) { of_this_process = recorder; }

bool Recorder::open(const Settings& settings) {
  settings_ = settings;
  if (!open_calls_.open(settings_.log) || !log_.open(settings_.log, open_calls_)) return false;
  write_version();
  return true;
}

void Recorder::write_version() {
  char line[8 * most_path];
  Text text(line, line + sizeof line);
  text.add("{\"certlife-trace\":1,\"program\":");
  write_program(text);
  text.add(",\"recorder\":\"certlife-record " CERTLIFE_VERSION "\",\"platform\":");
  write_platform(text);
  text.add("}\n");
  log_.write(line, text.size());
}

// A call that is deeper in the stack than this one cannot return any more: an exception or a jump has left it.
void Recorder::give_up_unfinished(Slot& slot, const char* frame) {
  while (slot.depth > 0 && slot.frames[slot.depth - 1] <= frame) {
    constexpr std::uint32_t size_of_end = sizeof unfinished_end - 1;
    const std::uint32_t from = slot.depth > 1 ? slot.ends[slot.depth - 2] : 0, to = slot.ends[slot.depth - 1];
    --slot.depth;
    if (to + size_of_end > most_text_of_slot) continue;
    std::memcpy(slot.text + to, unfinished_end, size_of_end);
    log_.write(slot.text + from, to - from + size_of_end);
  }
}

// One call that is being recorded.
struct Recording {
  MadeCall call;
  Function function;
  const void* from;
  const char* frame;
  Slot& slot;
  DWORD last_error;  // As the program has it: before the call, then after it.
};

std::uint64_t Recorder::perform(const Signature& of, Function function, const U* arguments, const void* from, const char* frame) {
  const DWORD last_error = GetLastError();
  Slot* const slot = settings_.with_system || !modules_.is_system(from) ? open_calls_.own() : nullptr;
  if (!slot) {
    SetLastError(last_error);
    return invoke(function, arguments, of.arity);
  }
  give_up_unfinished(*slot, frame);
  Recording recording{{of, arguments, 0}, function, from, frame, *slot, last_error};
  const U result = perform_recorded(recording);
  SetLastError(recording.last_error);
  return result;
}

// The slot holds the line as far as it goes while the call is made; only then it is written.
std::uint64_t Recorder::perform_recorded(Recording& recording) {
  MadeCall& call = recording.call;
  Slot& slot = recording.slot;
  const bool has_room = slot.depth < deepest_nesting;
  char* const begin = slot.text + (slot.depth > 0 ? slot.ends[slot.depth - 1] : 0);
  Text text(begin, slot.text + most_text_of_slot);
  note_file(call, log_);
  write_call(text, call, log_);
  text.add(",\"thread\":"), text.digits(slot.thread, 10);
  text.add(",\"lastErrorBefore\":"), text.code(recording.last_error);
  modules_.write_place(text, recording.from);
  text.add(",\"start\":"), text.digits(next_time(), 10);
  if (has_room) {
    slot.ends[slot.depth] = static_cast<std::uint32_t>(begin - slot.text + text.size());
    slot.frames[slot.depth] = recording.frame;
    __atomic_store_n(&slot.depth, slot.depth + 1, __ATOMIC_RELEASE);
  }
  SetLastError(recording.last_error);
  call.result = invoke(recording.function, call.arguments, call.of.arity);
  recording.last_error = GetLastError();
  const U end = next_time();
  if (!has_room) return call.result;
  write_results(text, call, log_);
  text.add(",\"lastErrorAfter\":"), text.code(recording.last_error);
  text.add(",\"end\":"), text.digits(end, 10);
  text.add("}\n");
  __atomic_store_n(&slot.depth, slot.depth - 1, __ATOMIC_RELEASE);
  if (!text.fits()) {
    text.go_back_to(begin);
    text.add("{\"call\":\""), text.add(call.of.called), text.add(" with more arguments than a line has room for\"}\n");
  }
  if (text.fits()) log_.write(begin, text.size());
  return call.result;
}

}  // namespace certlife::record
