// The files that tools write.
#pragma once

#include <memory>
#include <ostream>
#include <string>

namespace certlife::tool {

// Throws std::runtime_error, in one line, if no file can be written there. What is there stays as it is, and nothing new is left.
// An empty path is no file, and "-" standard output.
void check_can_be_written(const std::string& path);

// A file that is written as a whole or not at all: beside its place, and put there at the end. What stood there until then, say an
// older report, is lost neither to a full disk nor to an interrupt. A link is followed, and the file behind it keeps its mode. What is
// no regular file (a device, a FIFO), or cannot have a neighbour, is written where it is. "-" is standard output.
class OutputFile {
 public:
  // Throws std::runtime_error, in one line that names the path.
  explicit OutputFile(const std::string& path);
  // Without commit() all is as it was.
  ~OutputFile();

  std::ostream& stream();
  // Both throw std::runtime_error if not everything could be written.
  void write(const std::string& text);
  void commit();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

void write_file(const std::string& path, const std::string& text);

}  // namespace certlife::tool
