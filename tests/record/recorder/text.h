// A piece of JSON under construction, in memory that somebody else owns.
#pragma once

#include <cstddef>
#include <cstdint>

namespace certlife::record {

// What does not fit is left out, and the text then says that it does not fit.
class Text {
 public:
  Text(char* begin, char* end) : begin_(begin), at_(begin), end_(end) {}

  void add(char character) {
    if (at_ < end_) *at_++ = character;
    else fits_ = false;
  }
  // ASCII that needs no escape.
  void add(const char* text) {
    while (*text) add(*text++);
  }
  // The digits of a number from `least` digits on.
  void digits(std::uint64_t number, unsigned base, unsigned least = 1) {
    char reversed[24];
    unsigned count = 0;
    for (; number || count < least; number /= base) reversed[count++] = "0123456789abcdef"[number % base];
    while (count) add(reversed[--count]);
  }
  // As traces spell numbers that are flags or codes: small ones plain, others in hexadecimal.
  void code(std::uint32_t number);
  // Text in quotation marks, escaped; bytes that are no ASCII stand for themselves in UTF-8, and are questionable otherwise.
  void quoted_utf8(const char* text);
  void quoted_utf16(const wchar_t* text, const char* prefix = "");
  void quoted_ansi(const char* text, const char* prefix = "");
  void hexadecimal(const void* bytes, std::size_t size);

  const char* begin() const { return begin_; }
  char* at() const { return at_; }
  char* limit() const { return end_; }
  std::size_t size() const { return static_cast<std::size_t>(at_ - begin_); }
  bool fits() const { return fits_; }
  void go_back_to(char* at) { at_ = at, fits_ = true; }

 private:
  void character(std::uint32_t code);
  void escaped(std::uint32_t code);

  char *begin_, *at_, *end_;
  bool fits_ = true;
};

}  // namespace certlife::record
