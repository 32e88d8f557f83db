// The one writer of traces. Canonical: keys and arguments in the order of the format and of the documentation, no
// spaces, one line. Reading what was written gives the same.
#pragma once

#include <ostream>
#include <string>
#include <string_view>

#include "model/trace/line.h"

namespace certlife::trace {

// The version line, without its newline.
std::string_view version_line();
// One line, without its newline.
std::string to_text(const Line& line);
void append_line(std::string& to, const Line& line);
void append_value(std::string& to, const Value& value);
// A JSON string with its quotes. What is not UTF-8 becomes the replacement character, so that the output is JSON.
void append_quoted(std::string& to, std::string_view text);

// Writes the version line first, then every line with its newline.
class Writer {
 public:
  explicit Writer(std::ostream& to);
  void write(const Line& line);

 private:
  std::ostream& to_;
  std::string text_;
};

}  // namespace certlife::trace
