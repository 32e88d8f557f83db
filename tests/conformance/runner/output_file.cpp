#include "tests/conformance/runner/output_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <stdexcept>

namespace certlife::conformance {
namespace {

constexpr const char* standard_output = "-";

[[noreturn]] void refuse(const std::string& path, int error) {
  throw std::runtime_error(path + ": cannot be written: " + std::strerror(error));
}

// Only making the file tells for sure that it can be made. A link that leads nowhere is let pass.
void check_can_be_made(const std::string& path) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (file < 0 && errno != EEXIST) refuse(path, errno);
  if (file < 0) return;
  ::close(file);
  ::unlink(path.c_str());
}

}  // namespace

void check_can_be_written(const std::string& path) {
  if (path.empty() || path == standard_output) return;
  std::error_code unknown;
  const auto status = std::filesystem::status(path, unknown);
  if (std::filesystem::is_directory(status)) refuse(path, EISDIR);
  if (!std::filesystem::exists(status)) return check_can_be_made(path);
  if (::access(path.c_str(), W_OK) != 0) refuse(path, errno);
}

void write_output(const std::string& path, const std::string& text) {
  if (path == standard_output) {
    std::cout << text;
    return;
  }
  std::ofstream stream(path, std::ios::binary);
  stream << text;
  if (!stream.flush()) throw std::runtime_error(path + ": cannot be written");
}

}  // namespace certlife::conformance
