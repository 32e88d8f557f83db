#include "model/tool/tool.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <exception>
#include <iostream>
#include <string>
#include <utility>

#include "model/trace/plain_text.h"

namespace certlife::tool {
namespace {

// No complaint is longer: what it quotes may have any size.
constexpr std::size_t longest_complaint = 4000;

// A standard descriptor that is closed is taken by the next file that is opened, and whatever is printed goes into that. So each
// gets a file on which everything fails as on a closed one.
void occupy_closed_descriptors() {
  const std::pair<int, int> standard[] = {{STDIN_FILENO, O_WRONLY}, {STDOUT_FILENO, O_RDONLY}, {STDERR_FILENO, O_WRONLY}};
  for (const auto& [descriptor, mode] : standard)
    if (fcntl(descriptor, F_GETFD) < 0) open("/dev/null", mode);
}

// What is wrong with standard output, or nothing.
std::string loss_of_output() {
  errno = 0;
  std::cout.flush();
  if (std::fflush(stdout) == 0 && std::cout.good() && std::ferror(stdout) == 0) return {};
  return std::string("standard output cannot be written") + (errno != 0 ? std::string(": ") + std::strerror(errno) : "");
}

}  // namespace

void complain(std::string_view name, std::string_view what) {
  const std::string before = name.empty() ? "" : std::string(name) + ": ";
  std::cerr << before + trace::excerpt(what, longest_complaint) + "\n" << std::flush;
}

bool output_is_lost() { return !loss_of_output().empty(); }

int run(std::string_view name, const std::function<int()>& body) {
  occupy_closed_descriptors();
  int code = tool_error;
  std::string complaint;
  try {
    code = body();
  } catch (const std::exception& error) {
    complaint = error.what();
  }
  // Where output is lost, that is the error: writing it may have been what threw.
  if (std::string lost = loss_of_output(); !lost.empty()) complaint = std::move(lost);
  if (complaint.empty()) return code;
  complain(name, complaint);
  return tool_error;
}

}  // namespace certlife::tool
