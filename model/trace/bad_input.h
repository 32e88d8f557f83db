// The one kind of error of this library: input that is no trace, with its place.
#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>

namespace certlife::trace {

// what() is "FILE:LINE:COLUMN: message" once the file is known, "COLUMN: message" before, "FILE: message" where the
// file as a whole is meant.
class BadInput : public std::runtime_error {
 public:
  BadInput(std::size_t column, const std::string& message)
      : std::runtime_error(std::to_string(column) + ": " + message), message_(message), column_(column) {}
  BadInput(const std::string& file, const std::string& message)
      : std::runtime_error(file + ": " + message), message_(message) {}
  BadInput(const std::string& file, std::size_t line, std::size_t column, const std::string& message)
      : std::runtime_error(file + ":" + std::to_string(line) + ":" + std::to_string(column) + ": " + message),
        message_(message),
        line_(line),
        column_(column) {}

  const std::string& message() const { return message_; }
  std::size_t line() const { return line_; }      // from 1; 0: not known
  std::size_t column() const { return column_; }  // in bytes, from 1; 0: not known

 private:
  std::string message_;
  std::size_t line_ = 0;
  std::size_t column_ = 0;
};

}  // namespace certlife::trace
