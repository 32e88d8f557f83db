// The files that a run writes at its end.
#pragma once

#include <string>

namespace certlife::conformance {

// Throws std::runtime_error, in one line, if no file can be written there. What is there stays as it is, and nothing new is left.
// An empty path is no file, and "-" standard output.
void check_can_be_written(const std::string& path);

// "-" is standard output. Throws std::runtime_error.
void write_output(const std::string& path, const std::string& text);

}  // namespace certlife::conformance
