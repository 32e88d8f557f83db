// A path with an ending of its own.
#pragma once

#include <initializer_list>

#include "tests/record/recorder/settings.h"

namespace certlife::record {

struct JoinedPath {
  JoinedPath(const wchar_t* path, const wchar_t* ending) {
    std::uint32_t size = 0;
    for (const wchar_t* each : {path, ending})
      for (; *each && size + 1 < most_path; ++each) text[size++] = *each;
    text[size] = 0;
  }
  wchar_t text[most_path];
};

// A number as text, for names.
struct Decimal {
  explicit Decimal(std::uint32_t number, wchar_t before = 0) {
    wchar_t reversed[12];
    std::uint32_t count = 0, size = 0;
    do reversed[count++] = static_cast<wchar_t>(L'0' + number % 10); while (number /= 10);
    if (before) text[size++] = before;
    while (count) text[size++] = reversed[--count];
    text[size] = 0;
  }
  wchar_t text[16];
};

}  // namespace certlife::record
