// An object or array under construction, which is there only if something is in it.
#pragma once

#include "tests/record/recorder/text.h"

namespace certlife::record {

// An object or array under construction, which is there only if something is in it.
class Part {
 public:
  Part(Text& text, const char* opening, char closing) : text_(text), opening_(opening), closing_(closing) {}
  ~Part() {
    if (any_) text_.add(closing_);
  }
  Part(const Part&) = delete;
  Part& operator=(const Part&) = delete;
  void next() {
    text_.add(any_ ? "," : opening_);
    any_ = true;
  }
  void key(const char* name) {
    next();
    text_.add('"');
    text_.add(name);
    text_.add("\":");
  }

 private:
  Text& text_;
  const char* opening_;
  char closing_;
  bool any_ = false;
};

}  // namespace certlife::record
