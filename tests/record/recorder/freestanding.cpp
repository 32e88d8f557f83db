// The few functions of a C library that the compiler and this library use: certlife-record.dll is linked with none, so that it needs
// nothing of the machine but kernel32 and changes nothing in the program by loading more.
#include <cstddef>

extern "C" {

void* memcpy(void* to, const void* from, std::size_t size) {
  void* const result = to;
  __asm__ volatile("rep movsb" : "+D"(to), "+S"(from), "+c"(size) : : "memory");
  return result;
}

void* memset(void* to, int byte, std::size_t size) {
  void* const result = to;
  __asm__ volatile("rep stosb" : "+D"(to), "+c"(size) : "a"(byte) : "memory");
  return result;
}

int strcmp(const char* one, const char* other) {
  for (; *one && *one == *other; ++one) ++other;
  return static_cast<unsigned char>(*one) - static_cast<unsigned char>(*other);
}

std::size_t wcslen(const wchar_t* text) {
  std::size_t size = 0;
  while (text[size]) ++size;
  return size;
}

}
