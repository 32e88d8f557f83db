// What the recorder's two halves agree on: what is recorded where, and where the calls stand that have begun.
#pragma once

#include <cstdint>

namespace certlife::record {

constexpr std::uint32_t most_path = 1024;

struct Settings {
  wchar_t log[most_path];       // Of the process.
  wchar_t first_log[most_path];  // Of the process that was started first; those of its children have their process id behind it.
  bool with_children;
  bool with_system;             // Calls that modules of Windows make are recorded as well.
};

// Beside each log lies a file with this ending while its process runs: the calls of each thread that have begun and not returned, and
// where the log ends. When the process has ended, however that was, the log is finished with it.
inline constexpr wchar_t open_calls_ending[] = L".open";

// That file begins with this.
struct OpenCallsHeader {
  std::uint64_t log_end;  // So many bytes of the log are whole lines.
  std::uint32_t slots;    // So many follow, each of `slot_size` bytes, from `first_slot` on.
};

constexpr std::uint32_t first_slot = 0x10000, slot_size = 0x8000, slots_of_a_part = 32, most_parts = 32, deepest_nesting = 8;
constexpr std::uint32_t most_text_of_slot = slot_size - 256;

// The calls of one thread that have begun and not returned: the outermost first. Each is a line without its end.
struct Slot {
  std::uint32_t thread;              // 0: the slot is free.
  std::uint32_t depth;
  std::uint32_t ends[deepest_nesting];  // Of the lines in `text`.
  const char* frames[deepest_nesting];  // Where on its stack each call was made.
  char text[most_text_of_slot];
};
static_assert(sizeof(Slot) <= slot_size);

// What follows such a line when the call never returned.
inline constexpr char unfinished_end[] = ",\"unfinished\":true}\n";

}  // namespace certlife::record
