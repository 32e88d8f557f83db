#include "tests/conformance/embedded/session.h"

#include <unistd.h>

#include <atomic>
#include <system_error>

namespace certlife::embedded {
namespace {

namespace fs = std::filesystem;

// Of this session of this process alone.
fs::path fresh_folder() {
  static std::atomic<unsigned> sessions = 0;
  return fs::temp_directory_path() / ("certlife-" + std::to_string(getpid()) + "-" + std::to_string(++sessions));
}

}  // namespace

Session::Session(const conform::Port& its_port) : port(its_port), folder_(fresh_folder()) {}

Session::~Session() {
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

void Session::start_afresh() {
  names.clear();
  contents.forget_what_was_said();
  ++programs_;
  if (port.start_afresh) port.start_afresh();
}

std::string Session::path_of(std::string_view name) {
  fs::create_directories(folder_);
  std::string file = std::to_string(getpid()) + "-" + std::to_string(programs_) + "-";
  for (const char c : name) file += std::isalnum(static_cast<unsigned char>(c)) || c == '.' ? std::string(1, c) : "-" + std::to_string(static_cast<unsigned char>(c)) + "-";
  return (folder_ / file).string();
}

}  // namespace certlife::embedded
