// Wine as a place to run the harness in: found, set up in a prefix of its own, and kept warm while it is used.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>

#include "model/tool/interrupts.h"
#include "tests/conformance/target/command.h"
#include "tests/conformance/target/wine_build.h"

namespace certlife::conformance {

// A file lock, shared by all who use the prefix and exclusive while one sets it up or stops its server.
class FileLock {
 public:
  enum class Mode { shared, exclusive };
  FileLock(const std::filesystem::path& file, Mode mode);
  ~FileLock();
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;
  bool try_to_become_exclusive();
  void become_shared();

 private:
  int descriptor_ = -1;
};

class Wine {
 public:
  // Makes a prefix for this Wine under the cache directory if it is not there yet (5 to 15 seconds, once), starts the
  // server, and keeps it running so that programs start fast. A prefix of the user's own is only used. Throws WineUnusable.
  Wine(WineBuild build, const std::filesystem::path& cache_directory);
  // Stops the server, unless another process still uses the same prefix; an interrupt does so as well.
  ~Wine();

  // How to run a Windows program here.
  Command command_for(const std::filesystem::path& program) const;

  std::string version() const { return version_; }         // "8.0"
  std::string name() const { return "wine-" + version_; }  // "wine-8.0"

 private:
  Command wine(std::vector<std::string> arguments) const;
  Command server(std::string option) const;
  bool keeps_server() const { return !build_.prefix && !build_.server.empty(); }
  void make_prefix();
  void stop_server();

  WineBuild build_;
  std::string version_;
  std::filesystem::path prefix_;
  FileLock lock_;
  std::optional<tool::TidyUp> tidy_up_;
};

}  // namespace certlife::conformance
