// The modules of the process: who makes a call.
#pragma once

#include <cstdint>

#include "tests/record/recorder/text.h"
#include "tests/record/recorder/windows_api.h"

namespace certlife::record {

struct Module {
  const char *begin, *end;
  bool is_system;  // One of Windows' own, and not the program itself.
  char name[64];   // ASCII; what is none stands there as a question mark.
};

class Modules {
 public:
  Modules();
  void add(const void* base, const wchar_t* path);
  void remove(const void* base);
  // Does the address lie in a module of Windows? What lies in none is code made at run time: the program's.
  bool is_system(const void* address) const;
  // "module.dll+0x1234", or nothing for what lies in none.
  void write_place(Text& text, const void* address) const;
  template <class Visit>
  void for_each(Visit visit) const {
    for (std::uint32_t i = 0; i < count_; ++i)
      if (modules_[i].begin) visit(modules_[i]);
  }

 private:
  const Module* find(const void* address) const;
  bool is_of_windows(const wchar_t* path) const;

  static constexpr std::uint32_t most = 2048;
  mutable SRWLOCK lock_ = SRWLOCK_INIT;
  mutable std::uint32_t last_ = 0;  // Where the last address was found.
  Module* modules_ = nullptr;
  std::uint32_t count_ = 0;
  wchar_t windows_[MAX_PATH] = {};
};

}  // namespace certlife::record
