// How the recorder gets into a process: what is put into its memory before it runs, in place of where it begins.
#pragma once

#include "tests/record/recorder/settings.h"

namespace certlife::record {

constexpr std::uint32_t size_of_jump = 14;

// Ends the process that the recorder cannot be loaded into. No program ends so.
constexpr std::uint32_t could_not_record = 0xE0CE4701;

struct Beginning {
  unsigned char code[256];             // Loads the library, calls its function with this, and goes on where the program begins.
  wchar_t library[most_path];
  char function[32];
  void* entry;                         // Where the program begins; nullptr: the code runs in a thread of its own.
  unsigned char behind[size_of_jump];  // What stands there, but for the jump to the code.
  Settings settings;
};

inline constexpr char name_of_begin[] = "certlife_record_begin";

}  // namespace certlife::record
