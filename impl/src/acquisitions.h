// Checked mode remembers which calls gave the caller references that are not given up yet, so that a leak report can name them, and
// which call gave one up or ended the object, so that a misuse can. Nothing here fails: without memory a note is left out.
//
// References are not tied to a holder, so which of several a free gives up is a guess: a previous context was got by the same
// function; any other release is owed for the oldest call. What is dropped in the midst of a program is rarely what it began with.
#pragma once

#include <cstdint>
#include <list>

namespace certlife::impl {

// One call of a Cert… function in checked mode, counted from 1 for the whole process.
struct Call {
  const char* function = nullptr;
  std::uint64_t number = 0;
};

// The call that this thread is in. REQUIRES: checked mode.
void begin_call(const char* function) noexcept;
Call current_call() noexcept;

// By the current call. Nothing happens if the object is not registered.
void note_acquired(const void* object) noexcept;
enum class Release { freed, passed_as_previous };
void note_released(const void* object, Release how) noexcept;

// The calls whose references to an object are open; oldest first.
struct OpenCalls {
  std::list<Call> calls;
  std::uint64_t not_noted = 0;  // for want of memory
  bool is_a_guess = false;      // a release may have been owed for another of them than was taken
};

}  // namespace certlife::impl
