// A library of Windows whose functions are recorded.
#pragma once

#include "tests/record/recorder/image.h"
#include "tests/record/recorder/wrappers.h"

namespace certlife::record {

constexpr std::size_t most_functions = 256;  // Of one library.

class HookedLibrary {
 public:
  // `module` is what the rows call it; nullptr: what is hooked in it starts processes.
  constexpr HookedLibrary(const wchar_t* name, const char* module, std::size_t copy = 0) : name_(name), module_(module), copy_(copy) {}

  bool starts_processes() const { return module_ == nullptr; }
  bool is_called(const wchar_t* name) const;
  // kernel32 calls kernelbase: what starts a process is to be seen once.
  bool is_one_of_two(const char* module) const;
  // Lets the exports of the library, which is loaded here, lead to the wrappers.
  bool hook(const void* base);
  void forget(const void* base) {
    if (base == base_) base_ = end_ = nullptr;
  }
  // Does the address lie in the library?
  bool has(const void* address) const { return address >= base_ && address < end_; }
  // The wrapper of the function at this address, or nullptr.
  Function wrapper_for(const void* function) const;

 private:
  struct Pair {
    Function function, wrapper;
  };
  void add(const Image& image, const char* name, Function wrapper, Function& behind);
  Function stub_for(Function wrapper);

  const wchar_t* name_;
  const char* module_;
  std::size_t copy_;
  const char *base_ = nullptr, *end_ = nullptr;
  char* stubs_ = nullptr;  // Jumps to the wrappers, where the relative addresses of exports reach them.
  Pair pairs_[most_functions] = {};
  std::size_t count_ = 0;
};

}  // namespace certlife::record
