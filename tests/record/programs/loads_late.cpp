// A program that has nothing to do with certificates itself: a library that it loads has.
#include "tests/record/programs/certificate.h"

int main() {
  std::printf("loaded before: %d\n", GetModuleHandleA("crypt32.dll") != nullptr);
  const HMODULE library = LoadLibraryA("helper_library.dll");
  if (!library) return std::printf("no helper_library.dll\n"), 1;
  const auto call = reinterpret_cast<int (*)()>(reinterpret_cast<void*>(GetProcAddress(library, "opens_and_closes")));
  std::printf("done: %d\n", call());
}
